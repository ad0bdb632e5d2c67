"""Scores word order in a few documents: pairs of adjacent words, and titles equal to the query."""

from itertools import pairwise

import numpy as np

from faq.search.arrays import Docs, Floats, Ints, Mask
from faq.search.index.document import stem_number
from faq.search.index.snapshot import Snapshot
from faq.search.ranking.positions import Positions
from faq.search.ranking.weights import EXACT_BONUS, FIELDS, PAIR_WEIGHT, idf, term_saturation

_TITLE = list(FIELDS).index("title")


def word_order(
    index: Snapshot, stems: list[str], docs: Docs, positions: Positions | None = None
) -> Floats:
    """Return what the order of the query's words adds to the scores of some documents, shape (n,).

    Args:
        index: the snapshot with the documents.
        stems: of the query, in order.
        docs: numbers of documents, shape (n,).
        positions: of these stems in these documents, if they are known.
    """
    some_title_is_as_long = (index.lengths[docs, _TITLE] == len(stems)).any()
    if not len(docs) or (len(stems) == 1 and not some_title_is_as_long):
        return np.zeros(len(docs), dtype=np.float32)
    positions = positions or Positions(index, docs, stems)
    return PAIR_WEIGHT * _neighbours(index, stems, positions) + EXACT_BONUS * _is_title(
        stems, positions
    )


def _neighbours(index: Snapshot, stems: list[str], positions: Positions) -> Floats:
    """Return the score of adjacent pairs of query words in each document, shape (documents,).

    The idf of a pair would need an index of pairs, twice the size of the index of words. The sum of
    the idf of its two words, capped, ranks nearly as well.
    """
    worth = np.zeros(len(positions.lengths), dtype=np.float32)
    if len(positions.stems) < 2:
        return worth
    pairs, idfs = _pairs(index, stems, positions.stems)
    beside = np.flatnonzero(np.diff(positions.at) == 1)
    pair = pairs[positions.which[beside], positions.which[beside + 1]]
    fields = positions.fields[positions.at[beside]]
    # A pair must not cross the end of a field or of a document.
    whole = (pair >= 0) & (fields == positions.fields[positions.at[beside + 1]])
    key = fields[whole] * len(idfs) + pair[whole]
    found, counts = np.unique(key, return_counts=True)
    found, pair = np.divmod(found, max(len(idfs), 1))
    owners, fields = np.divmod(found, len(FIELDS))
    worths = term_saturation(
        counts.astype(np.float32), fields, positions.length_norm[owners, fields]
    )
    np.add.at(worth, owners, worths * idfs[pair])
    return worth


def _pairs(index: Snapshot, stems: list[str], each: list[str]) -> tuple[Ints, Floats]:
    """Number the pairs of the query: a matrix of pair numbers, or -1, by distinct stems; and the idf of each."""
    number = {stem: place for place, stem in enumerate(each)}
    pairs: Ints = np.full((len(each), len(each)), -1)
    idfs: list[float] = []
    cap = idf(0, index.count)
    for one, other in pairwise(stems):
        here, there = number[one], number[other]
        if one != other and pairs[here, there] < 0:
            pairs[here, there] = pairs[there, here] = len(idfs)
            idfs.append(min(index.idf_of(one) + index.idf_of(other), cap))
    return pairs, np.array(idfs, dtype=np.float32)


def _is_title(stems: list[str], positions: Positions) -> Mask:
    """Return the mask of the documents whose title is the query, compared by stems."""
    typed = np.array([stem_number(stem) for stem in stems], dtype=np.uint32)
    found: Mask = positions.lengths[:, _TITLE] == len(typed)
    titles = positions.starts[found][:, None] + np.arange(len(typed))
    found[found] = (positions.numbers[titles] == typed).all(axis=1)
    return found
