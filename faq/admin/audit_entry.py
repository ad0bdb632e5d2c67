"""The read-only list of the audit log, the page of an entry, and the export."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.contrib import admin
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.views.main import ChangeList
from django.core.exceptions import BadRequest, PermissionDenied
from django.http import HttpRequest, HttpResponseBase
from django.urls import URLPattern, re_path
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from faq.admin.audit_export import export
from faq.admin.read_only import ReadOnlyAdmin
from faq.models import AuditEntry

if TYPE_CHECKING:
    from django.contrib.admin.filters import _ListFilterChoices


class KindFilter(admin.AllValuesFieldListFilter):
    def choices(self, changelist: ChangeList) -> "Iterator[_ListFilterChoices]":
        for choice in super().choices(changelist):
            yield {**choice, "display": gettext(str(choice["display"]))}


class PersonFilter(admin.AllValuesFieldListFilter):
    def choices(self, changelist: ChangeList) -> "Iterator[_ListFilterChoices]":
        """Name what nobody did, which would be a link without words."""
        for choice in super().choices(changelist):
            yield {**choice, "display": choice["display"] or "-"}


@admin.register(AuditEntry)
class AuditEntryAdmin(ReadOnlyAdmin[AuditEntry]):
    list_display = ["at", "by_name", "act", "thing", "name", "detail"]
    list_display_links = ["name"]
    list_filter = ["act", ("kind", KindFilter), ("by_name", PersonFilter)]
    list_per_page = 100
    ordering = ["-at", "-pk"]
    search_fields = ["name", "by_name", "detail"]
    search_help_text = _("Search by object, person or detail.")
    date_hierarchy = "at"
    fields = ["at", "by_name", "by_key", "act", "thing", "object_key", "name", "detail"]
    readonly_fields = ["thing"]

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.export_view)
        name = "faq_auditentry_export"
        return [
            re_path(r"^export/(?P<file_format>csv|json)/$", view, name=name),
            *super().get_urls(),
        ]

    def export_view(self, request: HttpRequest, file_format: str) -> HttpResponseBase:
        """Download the entries that the list shows with the same search and filters."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        try:
            changelist = self.get_changelist_instance(request)
            return export(changelist.get_queryset(request), file_format)
        except IncorrectLookupParameters as error:
            raise BadRequest from error

    @admin.display(description=_("kind"), ordering="kind")
    def thing(self, entry: AuditEntry) -> str:
        return gettext(entry.kind)
