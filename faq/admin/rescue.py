"""The page for a form that was not saved: it shows the texts, and sends the same form again at a click."""

from django.contrib import admin
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext
from django.views.csrf import csrf_failure as page_for_forged_forms
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from faq.admin.requests import wants_json
from faq.models import Autosave
from faq.ops.same_origin import is_same_origin
from faq.ops.submitted_texts import submitted_texts, submitted_values
from faq.ops.unavailable import send_again_context


def rescue_response(
    request: HttpRequest,
    reason: str,
    *,
    sign_in: str = "",
    may_repeat: bool = False,
    kept: Autosave | None = None,
) -> HttpResponse:
    """Return a page with status 403 that gives a submitted form back.

    Args:
        request: the submitted form.
        reason: why it is not saved.
        sign_in: the address of the sign-in page, if signing in again would help.
        may_repeat: whether to offer a button that sends the form again.
        kept: the text as it was kept for its person, if it was.
    """
    if wants_json(request):
        return JsonResponse({"error": reason, "sign_in": sign_in}, status=403)
    context = {
        **admin.site.each_context(request),
        "title": gettext("This could not be saved"),
        "reason": reason,
        "texts": submitted_texts(request),
        "sign_in": sign_in,
        "kept": kept,
        **(send_again_context(request) if may_repeat else {}),
        # All forms of the admin need one, also if the browser has lost its cookies.
        "csrf_token": get_token(request),
    }
    return TemplateResponse(request, "admin/rescue.html", context, status=403)


def signed_out_response(request: HttpRequest) -> HttpResponse:
    """Return the page for a form of somebody who is signed out, which can be sent again after signing in."""
    sign_in = reverse("admin:login", query={"next": request.get_full_path()})
    reason = gettext("You are signed out, or your account may not edit here.")
    response = rescue_response(request, reason, sign_in=sign_in, may_repeat=True)
    add_never_cache_headers(response)
    return response


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Return the page for a form of the admin whose token is no longer valid, as after signing in again.

    Nothing is repeated by itself, and a form that another site sent is not given back.
    """
    match = request.resolver_match
    is_admin = match is not None and match.app_name == "admin"
    if not is_admin or not is_same_origin(request) or not submitted_values(request):
        return page_for_forged_forms(request, reason)
    if not admin.site.has_permission(request):
        return signed_out_response(request)
    message = gettext("You signed in again after this page was opened.")
    if wants_json(request):
        return JsonResponse({"error": message, "token": get_token(request)}, status=403)
    return rescue_response(request, message, may_repeat=True)


@never_cache
@require_safe
def token_view(request: HttpRequest) -> HttpResponse:
    """Return a valid token as JSON, for pages that were opened before the person signed in again."""
    return JsonResponse({"token": get_token(request)})
