"""Suggests questions while a reader types."""

from datetime import datetime

from faq.models import Question
from faq.search.query.parser import parse
from faq.search.searcher import Searcher

COUNT = 8


def suggest(text: str, *, now: datetime) -> tuple[Question, ...]:
    """Suggest at most COUNT published questions whose titles or phrasings fit what was typed so far.

    No text and no damaged index makes this fail.

    Args:
        text: what was typed, of any length.
        now: decides what is published.

    Returns:
        questions with their topics, the best first.
    """
    query = parse(text)
    if not query.words:
        return ()
    pks = Searcher(now).suggest(query, limit=COUNT)
    found = Question.objects.published(now).select_related("topic").in_bulk(pks)
    return tuple(found[pk] for pk in pks if pk in found)
