"""The pages that staff see for addresses that do not exist or that they may not open."""

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext

from faq.admin.question.deleted import deletion_of_page


def not_allowed(request: HttpRequest) -> HttpResponse:
    text = gettext(
        "Your account does not have permission for this. Nothing was changed. Ask a person who manages "
        "accounts if you need it."
    )
    return _page(request, 403, gettext("You may not do this"), text)


def not_found(request: HttpRequest) -> HttpResponse:
    """Return the page for an address without a page. That of a deleted question says where its text is."""
    text = gettext("The address may be mistyped, or somebody deleted what was here.")
    title = gettext("This page does not exist")
    if deletion := deletion_of_page(request):
        return _page(request, 404, gettext("This question was deleted"), *deletion)
    return _page(request, 404, title, text)


def _page(
    request: HttpRequest, status: int, title: str, text: str, trash: str = ""
) -> HttpResponse:
    """Return an error page with a way back to the page before, if that was on this site."""
    before = request.headers.get("Referer", "")
    is_here = url_has_allowed_host_and_scheme(before, {request.get_host()})
    is_other = before.partition("?")[0] != request.build_absolute_uri(request.path)
    context = {
        **admin.site.each_context(request),
        "title": title,
        "text": text,
        "trash": trash,
        "back": before if is_here and (is_other or request.method == "POST") else "",
    }
    return TemplateResponse(request, "admin/faq/no_page.html", context, status=status)
