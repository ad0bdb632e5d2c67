"""Whether the index can be used and agrees with the database."""

from datetime import datetime, timedelta

from faq.models import IndexChange, Question
from faq.search.index import store
from faq.search.types import SearchUnavailable

PATIENCE = timedelta(minutes=1)


def problems(now: datetime) -> list[str]:
    """One sentence for each problem with the index, with what to do about it.

    Args:
        now: changes noted within PATIENCE before it are on their way, not a problem.
    """
    try:
        indexed = store.document_count()
    except SearchUnavailable as error:
        return [f"{error} Run manage.py search_rebuild."]
    found = []
    if not store.is_writable():
        found.append(
            "The search index is read-only. Make it writable or run manage.py search_rebuild."
        )
    late = IndexChange.objects.filter(marked_at__lt=now - PATIENCE).count()
    if late:
        found.append(f"{late} changes wait to be indexed. Run manage.py search_verify --repair.")
    on_their_way = IndexChange.objects.filter(marked_at__gte=now - PATIENCE).exists()
    expected = Question.objects.indexable().count()
    if indexed != expected and not on_their_way:
        found.append(
            f"The search index holds {indexed} questions, the database {expected}. "
            "Run manage.py search_verify --repair."
        )
    return found
