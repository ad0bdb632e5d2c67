"""Asks the index: ParsedQuery → primary keys, best first, with exact counts."""

from collections.abc import Collection

import numpy as np

from faq.search import snapshot, storage
from faq.search.scoring import best_of, rank
from faq.search.snapshot import Snapshot
from faq.search.types import PAGE_SIZE, Found, ParsedQuery


def find(query: ParsedQuery, *, topic: str | None, number: int, hidden: Collection[int]) -> Found:
    """One page of what matches any of the words.

    Args:
        query: with at least one word.
        topic: slug to filter by.
        number: of the page, from 1.
        hidden: primary keys that are indexed but must not be counted, since they are scheduled.

    Raises:
        SearchUnavailable: the index is missing or damaged.
    """
    with storage.translated():
        return find_in(snapshot.current(), query, topic=topic, number=number, hidden=hidden)


def find_in(
    index: Snapshot,
    query: ParsedQuery,
    *,
    topic: str | None = None,
    number: int = 1,
    hidden: Collection[int] = (),
    page_size: int = PAGE_SIZE,
) -> Found:
    """find() in a given state of the index."""
    visible = index.alive & ~np.isin(index.pks, list(hidden)) if hidden else index.alive
    scores, corrected = rank(index, query, visible)
    topics = index.labelled("topic")
    counts = {slug: int(np.count_nonzero(scores[docs])) for slug, docs in topics.items()}
    if topic is not None:
        kept = np.zeros_like(scores)
        docs = topics.get(topic, np.zeros(0, np.int32))
        kept[docs] = scores[docs]
        scores = kept
    best = best_of(scores, number * page_size, index)
    return Found(
        pks=[int(pk) for pk in index.pks[best[(number - 1) * page_size :]]],
        total=int(np.count_nonzero(scores)),
        topics={slug: count for slug, count in counts.items() if count},
        corrected=corrected,
    )


def document_count() -> int:
    """How many questions the live index holds, opened afresh.

    Raises:
        SearchUnavailable: the index is missing or damaged.
    """
    folder = storage.live_folder()
    with storage.translated():
        return storage.steadily(folder, lambda: storage.open_generation(folder).doc_count())
