"""Asks the index: ParsedQuery → primary keys, best first, with exact counts."""

from collections.abc import Collection
from dataclasses import replace

import numpy as np

from faq.search.index import store
from faq.search.index.segment import Floats
from faq.search.index.snapshot import Snapshot
from faq.search.query.synonyms import SynonymTable, table
from faq.search.ranking import confidence
from faq.search.ranking.phrases import holding
from faq.search.ranking.scoring import best_of, rank
from faq.search.types import EVERYWHERE, PAGE_SIZE, Filters, ParsedQuery, TopHits


def find_in(
    index: Snapshot,
    query: ParsedQuery,
    *,
    filters: Filters = EVERYWHERE,
    number: int = 1,
    hidden: Collection[int] = (),
    known: SynonymTable | None = None,
    page_size: int = PAGE_SIZE,
) -> TopHits:
    """One page of what matches any of the words.

    Args:
        index: a state of it.
        query: with at least one word.
        filters: to stay within.
        number: of the page, from 1.
        hidden: primary keys that are indexed but must not be counted, since they are scheduled.
        known: synonyms; those that come with the software unless others are given.
        page_size: how many make a page.
    """
    visible = index.alive & ~np.isin(index.pks, list(hidden)) if hidden else index.alive
    verbatim = holding(index, query.phrases, visible) if query.phrases else None
    if verbatim is not None and not verbatim.any():
        # Nobody is helped by an empty page; its words are looked for instead, and that is said.
        return replace(
            find_in(
                index,
                replace(query, phrases=(), quoted=frozenset()),
                filters=filters,
                number=number,
                hidden=hidden,
                known=known,
                page_size=page_size,
            ),
            is_verbatim=False,
        )
    scores, corrected, sure = rank(index, query, visible, table() if known is None else known)
    if verbatim is not None:
        scores[~verbatim] = 0
    within_topic = _within(index, "topic", filters.topic, scores)
    within_audience = _within(index, "audiences", filters.audience, scores)
    chosen = _within(index, "audiences", filters.audience, within_topic)
    best = best_of(chosen, number * page_size, index)
    return TopHits(
        pks=[int(pk) for pk in index.pks[best[(number - 1) * page_size :]]],
        total=int(np.count_nonzero(chosen)),
        topic_counts=_counts(index, "topic", within_audience),
        audience_counts=_counts(index, "audiences", within_topic),
        corrected=corrected,
        is_confident=sure >= confidence.LEAST or not scores.any(),
    )


def _within(index: Snapshot, field: str, label: str | None, scores: Floats) -> Floats:
    """The scores of what carries a label, or none at all of a field that may be left empty."""
    if label is None:
        return scores
    kept = np.zeros_like(scores)
    for docs in (index.labelled(field).get(label, np.zeros(0, np.int32)), index.unlabelled(field)):
        kept[docs] = scores[docs]
    return kept


def _counts(index: Snapshot, field: str, scores: Floats) -> dict[str, int]:
    """For each label that something found carries, how much filtering by it leaves."""
    matching = scores != 0
    found = index.counts(field, matching)
    anyone = int(np.count_nonzero(matching[index.unlabelled(field)]))
    return {label: count + anyone for label, count in found.items() if count}


def document_count() -> int:
    """How many questions the live index holds, opened afresh.

    Raises:
        SearchUnavailable: the index is missing or damaged.
    """
    folder = store.live_folder()
    with store.translated():
        return store.steadily(folder, lambda: store.open_generation(folder).doc_count())
