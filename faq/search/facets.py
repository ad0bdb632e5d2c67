"""A page of what matches, with exact counts, for engines that name rows one by one."""

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from faq.search.types import PAGE_SIZE, Filters, TopHits


class Row(NamedTuple):
    """A question that matches: its primary key and slugs."""

    pk: int
    topic: str
    audiences: frozenset[str]


def page_of(rows: Sequence[Row], filters: Filters, number: int) -> TopHits:
    """What is found within the filters.

    Args:
        rows: all that match, best first.
        filters: to stay within.
        number: of the page, from 1.
    """
    within_topic = [row for row in rows if filters.topic in (None, row.topic)]
    chosen = [row for row in within_topic if _is_for(row, filters.audience)]
    first = (number - 1) * PAGE_SIZE
    return TopHits(
        pks=[row.pk for row in chosen[first : first + PAGE_SIZE]],
        total=len(chosen),
        topic_counts=Counter(row.topic for row in rows if _is_for(row, filters.audience)),
        audience_counts={
            slug: sum(_is_for(row, slug) for row in within_topic)
            for slug in {slug for row in within_topic for slug in row.audiences}
        },
    )


def _is_for(row: Row, audience: str | None) -> bool:
    """Whether it is meant for an audience; what names none is meant for everyone."""
    return audience is None or not row.audiences or audience in row.audiences
