"""Gives back what somebody wrote, where it cannot be saved."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext

# The fields that one writes in, of whatever form; in an inline they end in these.
_TEXTS = {"title", "slug", "summary", "body", "caution", "text", "words", "means", "word", "why"}


def written(request: HttpRequest) -> list[tuple[str, Any]]:
    """What was written in the form that is sent, by the name of its field."""
    return [
        (name, text)
        for name, text in request.POST.items()
        if text and name.rpartition("-")[2] in _TEXTS
    ]


def unsaved(request: HttpRequest, reason: str, *, sign_in: str = "") -> HttpResponse:
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
        "written": written(request),
        "sign_in": sign_in,
    }
    return TemplateResponse(request, "admin/faq/question/unsaved.html", context, status=403)
