"""Haystack's own engine for Whoosh in place of ours, to compare: SEARCH_URL=stock:///folder."""

from collections.abc import Collection, Sequence
from typing import Any

from haystack import connections
from haystack.constants import DJANGO_ID
from haystack.query import SearchQuerySet

from faq import conf
from faq.models import Question
from faq.search.facets import Row, page_of
from faq.search.index import document, store
from faq.search.types import Filters, ParsedQuery, TopHits

ENGINE = "haystack.backends.whoosh_backend.WhooshEngine"
# It scores the whole index for every search and would go on for as many as one asks for.
_MOST = 1_000
_BATCH = 500


def is_chosen() -> bool:
    return conf.search_engine() == ENGINE


def find(query: ParsedQuery, *, filters: Filters, number: int, hidden: Collection[int]) -> TopHits:
    """One page of what has all of the words, as this engine does.

    Args:
        query: with at least one word.
        filters: to stay within.
        number: of the page, from 1.
        hidden: primary keys that are indexed but must not be counted, since they are scheduled.

    Raises:
        SearchUnavailable: the index is missing or damaged, or the engine cannot bear the text.
    """
    with store.translated():
        found = SearchQuerySet().models(Question).auto_query(query.text)[:_MOST]
        rows = [
            Row(int(each.pk), each.topic, frozenset(filter(None, each.audiences or ())))
            for each in found
        ]
    return page_of([row for row in rows if row.pk not in hidden], filters, number)


def write(pks: Sequence[int]) -> None:
    """Bring these questions up to date. Call with the writing lock held.

    Raises:
        SearchUnavailable: not all could be written.
    """
    with store.translated():
        for start in range(0, len(pks), _BATCH):
            some = pks[start : start + _BATCH]
            indexable = Question.objects.indexable().filter(pk__in=some)
            questions = list(document.with_what_is_indexed(indexable))
            if questions:
                # Of nothing it would take the lock and keep it.
                _backend().update(_index(), questions)
            for pk in set(some) - {question.pk for question in questions}:
                _backend().remove(document.key(pk))


def rebuild() -> int:
    """Empty the index and fill it again, as this engine does: readers see it grow.

    Returns:
        how many questions it holds.

    Raises:
        SearchUnavailable: it could not be written.
    """
    with store.translated():
        _backend().clear()
    write(list(Question.objects.indexable().values_list("pk", flat=True)))
    return len(primary_keys())


def primary_keys() -> set[int]:
    """Of the questions that the index holds.

    Raises:
        SearchUnavailable: it is missing or damaged.
    """
    with store.translated():
        backend = _backend()
        if not backend.setup_complete:
            backend.setup()
        with backend.index.refresh().searcher() as searcher:
            stored = searcher.reader().all_stored_fields()
            return {int(fields[DJANGO_ID]) for fields in stored}


def _backend() -> Any:
    return connections["default"].get_backend()


def _index() -> Any:
    return connections["default"].get_unified_index().get_index(Question)
