"""Word order, looked at in a few documents only: words side by side, titles that are the query."""

from itertools import pairwise

import numpy as np
import numpy.typing as npt

from faq.search.document import stem_number
from faq.search.ranking import EXACT_BONUS, FIELDS, PAIR_WEIGHT, rarity, saturated
from faq.search.segment import Docs, Floats, Ints
from faq.search.snapshot import Snapshot

_TITLE = list(FIELDS).index("title")


class Words:
    """The words of some documents in one row.

    Attributes:
        numbers: of their stems.
        owners: the place of each one's document among the documents.
        offsets: its place within the document.
        sentences: how many words each sentence has; they follow one another in the row.
        lengths: words in each field of each document, shape (documents, fields).
        resistance: to counts there, the same shape.
    """

    def __init__(self, index: Snapshot, docs: Docs) -> None:
        self.numbers, self.owners, self.offsets = index.orders(docs)
        self.lengths = index.lengths[docs]
        self.resistance = index.resistance[docs]
        self.sentences = index.sentences(docs)


def word_order(index: Snapshot, stems: list[str], docs: Docs, words: Words | None = None) -> Floats:
    """What the order of the query's words adds to the scores of some documents, shape (n,).

    Args:
        index: where the documents are.
        stems: of the query, in order.
        docs: shape (n,).
        words: theirs, if they were read before.
    """
    some_title_is_as_long = (index.lengths[docs, _TITLE] == len(stems)).any()
    if not len(docs) or (len(stems) == 1 and not some_title_is_as_long):
        return np.zeros(len(docs), dtype=np.float32)
    words = words or Words(index, docs)
    typed = np.array([stem_number(stem) for stem in stems], dtype=np.uint32)
    return PAIR_WEIGHT * _neighbours(index, stems, words) + EXACT_BONUS * _is_title(typed, words)


def _neighbours(index: Snapshot, stems: list[str], words: Words) -> Floats:
    """What pairs of query words that stand side by side are worth.

    How rare a pair is would need an index of pairs, twice the size of that of words; the sum of what
    its two words have, capped, orders nearly as well.
    """
    worth = np.zeros(len(words.lengths), dtype=np.float32)
    pairs = {
        _key(stem_number(one), stem_number(other)): (one, other)
        for one, other in pairwise(stems)
        if one != other
    }
    if not pairs:
        return worth
    known = np.array(sorted(pairs), dtype=np.uint64)
    cap = rarity(0, index.count)
    rarities = np.array(
        [min(sum(map(index.rarity_of, pairs[int(key)])), cap) for key in known], dtype=np.float32
    )
    at = _places(words, known)
    ends = np.cumsum(words.lengths, axis=1)
    fields = _fields(words, at, ends)
    # A pair across the end of a field is none.
    within = fields == _fields(words, at + 1, ends)
    numbers = np.searchsorted(known, _keys(words.numbers, at))
    found = np.stack([words.owners[at], fields, numbers])[:, within]
    (owners, fields, numbers), counts = np.unique(found, axis=1, return_counts=True)
    worths = saturated(counts.astype(np.float32), fields, words.resistance[owners, fields])
    np.add.at(worth, owners, worths * rarities[numbers])
    return worth


def _places(words: Words, known: npt.NDArray[np.uint64]) -> Ints:
    """Where one of the pairs begins; both words are in the same document."""
    mentioned = np.isin(
        words.numbers, np.concatenate([known >> np.uint64(32), known]).astype(np.uint32)
    )
    at = np.flatnonzero(mentioned[:-1] & mentioned[1:])
    at = at[words.owners[at] == words.owners[at + 1]]
    return at[np.isin(_keys(words.numbers, at), known)]


def _fields(words: Words, at: Ints, ends: npt.NDArray[np.float32]) -> Ints:
    """The number of the field that each place is in."""
    return (words.offsets[at, None] >= ends[words.owners[at]]).sum(axis=1)


def _keys(numbers: npt.NDArray[np.uint32], at: Ints) -> npt.NDArray[np.uint64]:
    """The pair at each place, whichever of the two words comes first."""
    one, other = numbers[at].astype(np.uint64), numbers[at + 1].astype(np.uint64)
    return (np.minimum(one, other) << np.uint64(32)) | np.maximum(one, other)


def _key(one: int, other: int) -> int:
    return (min(one, other) << 32) | max(one, other)


def _is_title(typed: npt.NDArray[np.uint32], words: Words) -> npt.NDArray[np.bool_]:
    """Whose title is the query, word for word by stem."""
    alike = words.lengths[:, _TITLE] == len(typed)
    looked_at = alike[words.owners] & (words.offsets < len(typed))
    same = words.numbers[looked_at] == typed[words.offsets[looked_at]]
    matching = np.bincount(words.owners[looked_at], weights=same, minlength=len(alike))
    return alike & (matching == len(typed))
