"""The page of somebody’s notifications."""

from django.contrib import admin
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext, ngettext

from faq.admin.requests import StaffRequest
from faq.models import Notification
from faq.notifications.headlines import headline, notification_path

PAGE_SIZE = 50


def notifications_view(request: StaffRequest) -> HttpResponse:
    """Show what others did with the texts of the signed-in person, or said of them."""
    rows = Notification.objects.about_texts_of(request.user, timezone.now()).latest_first()
    page = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("p"))
    count = page.paginator.count
    context = {
        **admin.site.each_context(request),
        "title": gettext("Notifications"),
        "page": page,
        "pages": page.paginator.get_elided_page_range(page.number),
        "count": ngettext("{} message", "{} messages", count).format(count),
        "rows": [(row, headline(row), notification_path(row)) for row in page],
    }
    return TemplateResponse(request, "admin/faq/notifications.html", context)
