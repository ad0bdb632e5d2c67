"""The page that gives editors their text back when it cannot be saved."""

from collections.abc import Mapping

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.text import capfirst
from django.utils.translation import gettext

from faq.models import Phrasing, Question, Step

# Fields that hold text, in any form. The name of a field in an inline ends in one of these.
_TEXT_FIELDS = {
    *("title", "slug", "summary", "body", "caution", "text", "words", "means"),
    *("note", "reason"),
}


def submitted_texts(request: HttpRequest) -> list[tuple[str, str]]:
    """Return the texts in a submitted form, each after the label of its field."""
    posted: Mapping[str, str] = request.POST
    return [
        (_label(name), text)
        for name, text in posted.items()
        if text and name.rpartition("-")[2] in _TEXT_FIELDS
    ]


def _label(name: str) -> str:
    """Return “Step 2: Title” for `steps-1-title`, and the name itself if no question form has it."""
    part, number, field = [*name.split("-"), "", ""][:3] if "-" in name else ("", "", name)
    model = {"": Question, "steps": Step, "phrasings": Phrasing}.get(part)
    if model is None or field not in {column.name for column in model._meta.fields}:
        return name
    label = capfirst(str(model._meta.get_field(field).verbose_name))  # type: ignore[union-attr]
    if not number.isdecimal():
        return label
    return f"{capfirst(str(model._meta.verbose_name))} {int(number) + 1}: {label}"


def rescue_response(request: HttpRequest, reason: str, *, sign_in: str = "") -> HttpResponse:
    """Return a page with status 403 that shows the submitted texts, so that the editor can copy them.

    Args:
        request: the submitted form.
        reason: why it is not saved.
        sign_in: the address of the sign-in page, if signing in again would help.
    """
    context = {
        **admin.site.each_context(request),
        "title": gettext("This could not be saved"),
        "reason": reason,
        "texts": submitted_texts(request),
        "sign_in": sign_in,
    }
    return TemplateResponse(request, "admin/faq/question/rescue.html", context, status=403)
