"""The list of e-mails for operators: what was sent, what waits and what failed. It shows no text."""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from faq.admin.read_only import ReadOnlyAdmin
from faq.models import Notification


@admin.register(Notification)
class NotificationAdmin(ReadOnlyAdmin[Notification]):
    list_display = ["at", "kind", "recipient", "delivery", "attempts", "next_attempt_at", "error"]
    list_filter = ["delivery", "kind"]
    list_select_related = ["recipient"]
    ordering = ["-at", "-pk"]
    fields = ["at", "kind", "recipient", "delivery", "attempts", "next_attempt_at", "error"]
    list_per_page = 50

    def get_queryset(self, request: HttpRequest) -> QuerySet[Notification]:
        return super().get_queryset(request).exclude(delivery=Notification.Delivery.NONE)
