"""The read-only list of what readers searched for."""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from faq.admin.read_only import ReadOnlyAdmin
from faq.models import SearchTerm
from faq.models.search_term import MIN_SEARCHES


class FoundNothingFilter(admin.SimpleListFilter):
    title = _("found nothing")
    parameter_name = "empty"

    def lookups(
        self, request: HttpRequest, model_admin: admin.ModelAdmin[SearchTerm]
    ) -> list[tuple[str, StrOrPromise]]:
        return [("yes", _("At least once"))]

    def queryset(
        self, request: HttpRequest, queryset: QuerySet[SearchTerm]
    ) -> QuerySet[SearchTerm]:
        return queryset.filter(empty_count__gt=0) if self.value() == "yes" else queryset


@admin.register(SearchTerm)
class SearchTermAdmin(ReadOnlyAdmin[SearchTerm]):
    list_display = ["text", "day", "count", "empty_count"]
    list_filter = [FoundNothingFilter]
    date_hierarchy = "day"
    ordering = ["-day", "-count", "text"]
    search_fields = ["text"]
    list_per_page = 50

    def get_queryset(self, request: HttpRequest) -> QuerySet[SearchTerm]:
        """Leave out rare searches, because they could identify a reader."""
        frequent = SearchTerm.objects.frequent(count=MIN_SEARCHES)
        return super().get_queryset(request).filter(text__in=frequent)
