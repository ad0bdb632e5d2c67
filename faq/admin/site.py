"""The admin as a whole: its names, and what somebody locked out is told."""

from typing import Any

from axes.helpers import get_cool_off
from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from faq import conf

admin.site.site_header = format_lazy(_("{} · editors"), conf.site_name())
admin.site.site_title = conf.site_name()
admin.site.index_title = _("Help center")
# A few lists do not need a column of their own; the question form does.
admin.site.enable_nav_sidebar = False


def locked_out(
    request: HttpRequest, original_response: HttpResponse | None = None, credentials: Any = None
) -> HttpResponse:
    """Says how long to wait, and the same to everyone: whether the name exists is not told."""
    cool_off = get_cool_off(request)
    seconds = int(cool_off.total_seconds()) if cool_off else 0
    context = {"minutes": max(1, seconds // 60)}
    response = render(request, "admin/locked_out.html", context, status=429)
    response["Retry-After"] = str(seconds)
    return response
