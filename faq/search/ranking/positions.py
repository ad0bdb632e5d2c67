"""Where the words of a query stand in a few documents: read once, looked at for order and for sentences."""

from collections.abc import Sequence

import numpy as np

from faq.search.arrays import Docs, Ints
from faq.search.index.document import stem_number
from faq.search.index.snapshot import Snapshot


class Positions:
    """The words of some documents in one row, and where in it those of the query are.

    Attributes:
        numbers: of the stems in the row, shape (words,).
        starts: where each document begins, shape (documents,).
        sentence_ends: where each sentence ends, shape (sentences,).
        lengths: words in each field of each document, shape (documents, fields).
        length_norm: to counts there, the same shape.
        stems: of the query, each once.
        at: where in the row any of them stands, ascending, shape (found,).
        which: the place among `stems` of the one that stands there, the same shape.
        owners: the place of the document it stands in, the same shape.
    """

    def __init__(self, index: Snapshot, docs: Docs, stems: Sequence[str]) -> None:
        self.numbers, sentences, order, lengths = index.row(docs)
        ends = np.cumsum(lengths)
        self.starts: Ints = np.zeros(len(docs), np.int64)
        self.starts[order] = ends - lengths
        self.sentence_ends: Ints = np.cumsum(sentences, dtype=np.int64)
        self.lengths = index.lengths[docs]
        self.length_norm = index.length_norm[docs]
        self.stems = list(dict.fromkeys(stems))
        found = [np.flatnonzero(self.numbers == stem_number(stem)) for stem in self.stems]
        at = np.concatenate([np.zeros(0, np.int64), *found])
        by_place = np.argsort(at, kind="stable")
        self.at: Ints = at[by_place]
        self.which: Ints = np.repeat(np.arange(len(found)), [len(each) for each in found])[by_place]
        self.owners: Ints = order[np.searchsorted(ends, self.at, side="right")]
