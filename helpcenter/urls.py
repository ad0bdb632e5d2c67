"""The addresses of the whole site."""

from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("admin/", admin.site.urls),
    path("", include("faq.urls")),
]

handler400 = "faq.views.errors.bad_request"
handler403 = "faq.views.errors.forbidden"
handler404 = "faq.views.errors.not_found"
handler500 = "faq.urls.server_error"
