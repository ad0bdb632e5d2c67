"""The page that gives editors their text back when they may not save it."""

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext

from faq.ops.submitted_texts import submitted_texts


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
