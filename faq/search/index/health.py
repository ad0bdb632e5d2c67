"""Whether the index can be used and agrees with the database."""

from datetime import datetime, timedelta

from faq.models import IndexChange, Question
from faq.search.index import loading, store
from faq.search.types import SearchUnavailable

GRACE_PERIOD = timedelta(minutes=1)


def problems(now: datetime) -> list[str]:
    """Describe each problem with the index in one sentence, with what to do about it.

    Args:
        now: the current time. Changes that have waited for less than GRACE_PERIOD are not a problem.
    """
    try:
        store.check_files(store.live_folder())
        # What searches use. If it cannot be read, they fall back to the database.
        indexed = loading.current().count
    except SearchUnavailable as error:
        return [f"{error} Run manage.py search_rebuild."]
    found = []
    if not store.is_writable():
        found.append(
            "The search index is read-only. Make it writable or run manage.py search_rebuild."
        )
    late = IndexChange.objects.filter(marked_at__lt=now - GRACE_PERIOD).count()
    if late:
        found.append(f"{late} changes wait to be indexed. Run manage.py search_verify --repair.")
    on_their_way = IndexChange.objects.filter(marked_at__gte=now - GRACE_PERIOD).exists()
    expected = Question.objects.indexable().count()
    if indexed != expected and not on_their_way:
        found.append(
            f"The search index holds {indexed} questions, the database {expected}. "
            "Run manage.py search_verify --repair."
        )
    return found
