"""Word order, looked at in a few documents only: words side by side, titles that are the query."""

from itertools import pairwise

import numpy as np
import numpy.typing as npt

from faq.search.index.document import stem_number
from faq.search.index.segment import Docs, Floats, Ints
from faq.search.index.snapshot import Snapshot
from faq.search.ranking.positions import Places
from faq.search.ranking.weights import EXACT_BONUS, FIELDS, PAIR_WEIGHT, rarity, saturated

_TITLE = list(FIELDS).index("title")


def word_order(
    index: Snapshot, stems: list[str], docs: Docs, places: Places | None = None
) -> Floats:
    """What the order of the query's words adds to the scores of some documents, shape (n,).

    Args:
        index: where the documents are.
        stems: of the query, in order.
        docs: shape (n,).
        places: of these stems in these documents, if they were looked for before.
    """
    some_title_is_as_long = (index.lengths[docs, _TITLE] == len(stems)).any()
    if not len(docs) or (len(stems) == 1 and not some_title_is_as_long):
        return np.zeros(len(docs), dtype=np.float32)
    places = places or Places(index, docs, stems)
    return PAIR_WEIGHT * _neighbours(index, stems, places) + EXACT_BONUS * _is_title(stems, places)


def _neighbours(index: Snapshot, stems: list[str], places: Places) -> Floats:
    """What pairs of query words that stand side by side are worth.

    How rare a pair is would need an index of pairs, twice the size of that of words; the sum of what
    its two words have, capped, orders nearly as well.
    """
    worth = np.zeros(len(places.lengths), dtype=np.float32)
    if len(places.stems) < 2:
        return worth
    pairs, rarities = _pairs(index, stems, places.stems)
    beside = np.flatnonzero(np.diff(places.at) == 1)
    pair = pairs[places.which[beside], places.which[beside + 1]]
    owners, fields = places.owners[beside], _fields(places, beside)
    # A pair across the end of a field or of a document is none.
    whole = (pair >= 0) & (owners == places.owners[beside + 1])
    whole &= fields == _fields(places, beside + 1)
    key = (owners * len(FIELDS) + fields) * len(rarities) + pair
    found, counts = np.unique(key[whole], return_counts=True)
    found, pair = np.divmod(found, max(len(rarities), 1))
    owners, fields = np.divmod(found, len(FIELDS))
    worths = saturated(counts.astype(np.float32), fields, places.resistance[owners, fields])
    np.add.at(worth, owners, worths * rarities[pair])
    return worth


def _pairs(index: Snapshot, stems: list[str], each: list[str]) -> tuple[Ints, Floats]:
    """For two stems by their places in `each` the number of their pair, or -1; and how rare pairs are."""
    number = {stem: place for place, stem in enumerate(each)}
    pairs: Ints = np.full((len(each), len(each)), -1)
    rarities: list[float] = []
    cap = rarity(0, index.count)
    for one, other in pairwise(stems):
        here, there = number[one], number[other]
        if one != other and pairs[here, there] < 0:
            pairs[here, there] = pairs[there, here] = len(rarities)
            rarities.append(min(index.rarity_of(one) + index.rarity_of(other), cap))
    return pairs, np.array(rarities, dtype=np.float32)


def _fields(places: Places, found: Ints) -> Ints:
    """The number of the field that some of the places are in."""
    owners = places.owners[found]
    ends = np.cumsum(places.lengths[owners], axis=1)
    return ((places.at[found] - places.starts[owners])[:, None] >= ends).sum(axis=1)


def _is_title(stems: list[str], places: Places) -> npt.NDArray[np.bool_]:
    """Whose title is the query, word for word by stem."""
    typed = np.array([stem_number(stem) for stem in stems], dtype=np.uint32)
    found = places.lengths[:, _TITLE] == len(typed)
    titles = places.starts[found][:, None] + np.arange(len(typed))
    found[found] = (places.numbers[titles] == typed).all(axis=1)
    return found
