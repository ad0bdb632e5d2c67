"""Finds quoted phrases: words side by side and in order, in one field."""

from collections.abc import Iterable
from functools import reduce
from itertools import product

import numpy as np

from faq.search.arrays import Docs, Mask
from faq.search.index.document import PART, stem_number
from faq.search.index.snapshot import Snapshot
from faq.search.query.analysis import fold_compounds, stem

# Of more, either all are read as one word each, or all as their parts.
_MAX_COMPOUNDS = 3


def documents_with_phrases(index: Snapshot, phrases: Iterable[str], visible: Mask) -> Mask:
    """Return the mask of the visible documents that contain all phrases, in any form of their words.

    A compound may be written together, with a hyphen or as several words: sign-in page is sign in page.

    Args:
        index: the snapshot to search.
        phrases: texts, each with at least one word.
        visible: documents that readers may see, shape (documents,).

    Returns:
        shape (documents,).
    """
    found = visible.copy()
    for phrase in phrases:
        mask = np.zeros_like(found)
        for stems in _forms(phrase):
            docs = reduce(np.intersect1d, (index.stem_impacts(name)[0] for name in stems))
            mask[_in_order(index, stems, docs[found[docs]])] = True
        found &= mask
    return found


def _forms(phrase: str) -> set[tuple[str, ...]]:
    """Return the stems of a phrase with each of its compounds as one word, and as its parts."""
    compounds = fold_compounds(phrase)
    several = [compound for compound in compounds if len(compound) > 1]
    ways = [(compound[:1], compound[1:] or compound) for compound in compounds]
    if len(several) > _MAX_COMPOUNDS:
        forms = [list(way) for way in zip(*ways, strict=True)]
    else:
        forms = [list(form) for form in product(*map(set, ways))]
    return {tuple(stem(word) for part in form for word in part) for form in forms}


def _in_order(index: Snapshot, stems: tuple[str, ...], docs: Docs) -> Docs:
    """Return those of the documents that contain the stems in sequence, their compounds in either form."""
    numbers, owners, offsets = index.stem_positions(docs)
    is_part = (numbers & np.uint32(PART)).astype(np.bool_)
    is_compound = np.append(is_part[1:], False) & ~is_part
    ends = np.cumsum(index.lengths[docs], axis=1)
    found = [docs[:0]]
    for chosen in (~is_part, ~is_compound):
        read, owner, offset = numbers[chosen] & ~np.uint32(PART), owners[chosen], offsets[chosen]
        starts = len(read) - len(stems) + 1
        if starts <= 0:
            continue
        here = np.ones(starts, dtype=np.bool_)
        for place, name in enumerate(stems):
            here &= read[place : place + starts] == stem_number(name)
        first = np.flatnonzero(here)
        last = first + len(stems) - 1
        fields = [(offset[at, None] >= ends[owner[at]]).sum(axis=1) for at in (first, last)]
        # A phrase must not cross the end of a field or of a document.
        whole = (owner[first] == owner[last]) & (fields[0] == fields[1])
        found.append(docs[owner[first[whole]]])
    return np.unique(np.concatenate(found))
