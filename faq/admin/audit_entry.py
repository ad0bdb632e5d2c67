"""The read-only list of the audit log."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from faq.admin.read_only import ReadOnlyAdmin
from faq.models import AuditEntry

if TYPE_CHECKING:
    from django.contrib.admin.filters import _ListFilterChoices


class KindFilter(admin.AllValuesFieldListFilter):
    def choices(self, changelist: ChangeList) -> "Iterator[_ListFilterChoices]":
        for choice in super().choices(changelist):
            yield {**choice, "display": gettext(str(choice["display"]))}


@admin.register(AuditEntry)
class AuditEntryAdmin(ReadOnlyAdmin[AuditEntry]):
    list_display = ["at", "by_name", "act", "thing", "name", "detail"]
    list_display_links = None
    list_filter = ["act", ("kind", KindFilter)]
    list_per_page = 100
    ordering = ["-at", "-pk"]
    search_fields = ["name", "by_name", "detail"]
    search_help_text = _("Search by object, person or detail.")
    date_hierarchy = "at"

    @admin.display(description=_("kind"), ordering="kind")
    def thing(self, entry: AuditEntry) -> str:
        return gettext(entry.kind)
