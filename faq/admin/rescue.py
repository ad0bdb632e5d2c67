"""Gives back what somebody wrote, where it cannot be saved."""

from collections.abc import Mapping

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.text import capfirst
from django.utils.translation import gettext

from faq.models import Phrasing, Question, Step

# The fields that one writes in, of whatever form; in an inline they end in these.
_TEXTS = {
    *("title", "slug", "summary", "body", "caution", "text", "words", "means"),
    *("note", "reason"),
}


def submitted_texts(request: HttpRequest) -> list[tuple[str, str]]:
    """What was written in the form that is sent, each text with what its field is called."""
    posted: Mapping[str, str] = request.POST
    return [
        (_called(name), text)
        for name, text in posted.items()
        if text and name.rpartition("-")[2] in _TEXTS
    ]


def _called(name: str) -> str:
    """“Step 2: Title” for `steps-1-title`; a name that no form of questions has stays as it is."""
    part, number, field = [*name.split("-"), "", ""][:3] if "-" in name else ("", "", name)
    model = {"": Question, "steps": Step, "phrasings": Phrasing}.get(part)
    if model is None or field not in {each.name for each in model._meta.fields}:
        return name
    label = capfirst(str(model._meta.get_field(field).verbose_name))  # type: ignore[union-attr]
    if not number.isdecimal():
        return label
    return f"{capfirst(str(model._meta.verbose_name))} {int(number) + 1}: {label}"


def rescue_response(request: HttpRequest, reason: str, *, sign_in: str = "") -> HttpResponse:
    """A page with what was written, to be copied from.

    Args:
        request: the form that is sent.
        reason: why it is not saved.
        sign_in: the address of the page to sign in at, if that is what it takes.
    """
    context = {
        **admin.site.each_context(request),
        "title": gettext("This could not be saved"),
        "reason": reason,
        "texts": submitted_texts(request),
        "sign_in": sign_in,
    }
    return TemplateResponse(request, "admin/faq/question/rescue.html", context, status=403)
