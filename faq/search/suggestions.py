"""suggest(): questions to offer while a reader types."""

from datetime import datetime

from faq.models import Question
from faq.search.query.parser import parse
from faq.search.searcher import Searcher

COUNT = 8


def suggest(text: str, *, now: datetime) -> tuple[Question, ...]:
    """Published questions, at most COUNT, whose titles or phrasings fit what was typed so far.

    Never fails because of the text or the index.

    Args:
        text: what was typed, of any length.
        now: decides what is published.

    Returns:
        each with its topic, the best first.
    """
    query = parse(text)
    if not query.words:
        return ()
    pks = Searcher(now).suggest(query, limit=COUNT)
    found = Question.objects.published(now).select_related("topic").in_bulk(pks)
    return tuple(found[pk] for pk in pks if pk in found)
