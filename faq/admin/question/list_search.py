"""The search in the list of questions, and in choices of a question: that of readers, over all states."""

from django.contrib import admin
from django.db.models import Case, Q, QuerySet, When
from django.db.models.functions import Coalesce
from django.http import HttpRequest
from django.utils import timezone

from faq.models import Question
from faq.search import SearchUnavailable
from faq.search.editorial import search_all


class ListSearch(admin.ModelAdmin[Question]):
    """Finds questions by any of their texts, whatever the spelling, and shows the best first.

    A working copy leads to its question. Without an index, the database searches in `search_fields`.
    """

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Question], search_term: str
    ) -> tuple[QuerySet[Question], bool]:
        text = search_term.strip()
        if not text:
            return queryset, False
        slug = text.strip("/").rpartition("/")[2]
        at_address = queryset.filter(slug=slug)
        if ("-" in slug or slug != text) and at_address.exists():
            return at_address, False
        try:
            found = search_all(search_term, now=timezone.now())
        except SearchUnavailable:
            return super().get_search_results(request, queryset, search_term)
        rows = Question.with_copies.filter(pk__in=found)
        shown = dict(rows.values_list("pk", Coalesce("copy_of_id", "pk")))
        ranks = {shown[pk]: rank for rank, pk in reversed(list(enumerate(found))) if pk in shown}
        queryset = queryset.filter(Q(pk__in=ranks) | Q(slug__icontains=text))
        if "o" not in request.GET:
            ranked = Case(
                *(When(pk=pk, then=rank) for pk, rank in ranks.items()), default=len(found)
            )
            queryset = queryset.order_by(ranked, *self.get_ordering(request))
        return queryset, False
