"""The site's addresses, and one whose view does nothing."""

from django.http import HttpRequest, HttpResponse
from django.urls import include, path


def bare(request: HttpRequest) -> HttpResponse:
    return HttpResponse("Nothing.")


urlpatterns = [path("bare/", bare), path("", include("helpcenter.urls"))]

handler404 = "faq.views.errors.not_found"
