"""Words in quotes: which documents have them side by side and in order, in one field."""

from collections.abc import Iterable
from functools import reduce

import numpy as np

from faq.search.arrays import Docs, Mask
from faq.search.index.document import stem_number
from faq.search.index.snapshot import Snapshot
from faq.search.query.analysis import fold_words, stem


def holding(index: Snapshot, phrases: Iterable[str], visible: Mask) -> Mask:
    """The visible documents that have all of the phrases, in any form of their words.

    Args:
        index: where to look.
        phrases: text, each with at least one word.
        visible: shape (documents,).

    Returns:
        shape (documents,).
    """
    found = visible.copy()
    for phrase in phrases:
        stems = [stem(word) for word in fold_words(phrase)]
        docs = reduce(np.intersect1d, (index.of_stem(name)[0] for name in stems))
        mask = np.zeros_like(found)
        mask[_in_order(index, stems, docs[found[docs]])] = True
        found &= mask
    return found


def _in_order(index: Snapshot, stems: list[str], docs: Docs) -> Docs:
    """Those documents of some that have the stems one after the other."""
    numbers, owners, offsets = index.orders(docs)
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
    # What begins in one field or document and ends in the next is not a phrase.
    whole = (owners[first] == owners[last]) & (fields[0] == fields[1])
    found: Docs = docs[np.unique(owners[first[whole]])]
    return found
