"""Finds quoted phrases: words side by side and in order, in one field."""

from collections.abc import Iterable
from functools import reduce

import numpy as np

from faq.search.arrays import Docs, Mask
from faq.search.index.document import stem_number
from faq.search.index.snapshot import Snapshot
from faq.search.query.analysis import fold_words, stem


def documents_with_phrases(index: Snapshot, phrases: Iterable[str], visible: Mask) -> Mask:
    """Return the mask of the visible documents that contain all phrases, in any form of their words.

    Args:
        index: the snapshot to search.
        phrases: texts, each with at least one word.
        visible: documents that readers may see, shape (documents,).

    Returns:
        shape (documents,).
    """
    found = visible.copy()
    for phrase in phrases:
        stems = [stem(word) for word in fold_words(phrase)]
        docs = reduce(np.intersect1d, (index.stem_impacts(name)[0] for name in stems))
        mask = np.zeros_like(found)
        mask[_in_order(index, stems, docs[found[docs]])] = True
        found &= mask
    return found


def _in_order(index: Snapshot, stems: list[str], docs: Docs) -> Docs:
    """Return those of the documents that contain the stems in sequence."""
    numbers, owners, offsets = index.stem_positions(docs)
    starts = len(numbers) - len(stems) + 1
    if starts <= 0:
        return docs[:0]
    here = np.ones(starts, dtype=np.bool_)
    for place, name in enumerate(stems):
        here &= numbers[place : place + starts] == stem_number(name)
    first = np.flatnonzero(here)
    last = first + len(stems) - 1
    ends = np.cumsum(index.lengths[docs], axis=1)
    fields = [(offsets[at, None] >= ends[owners[at]]).sum(axis=1) for at in (first, last)]
    # A phrase must not cross the end of a field or of a document.
    whole = (owners[first] == owners[last]) & (fields[0] == fields[1])
    found: Docs = docs[np.unique(owners[first[whole]])]
    return found
