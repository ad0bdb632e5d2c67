"""The audit log, to be read."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from faq.models import AuditEntry


@admin.register(AuditEntry)
class AuditEntryAdmin(admin.ModelAdmin):
    list_display = ["at", "by_name", "act", "kind", "name", "detail"]
    list_display_links = None
    list_filter = ["act", "kind"]
    list_per_page = 100
    ordering = ["-at", "-pk"]
    search_fields = ["name", "by_name", "detail"]
    search_help_text = _("Searches names of things and of people, and details.")
    date_hierarchy = "at"
    actions = None

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
