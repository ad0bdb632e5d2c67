"""Finds the positions of a query's words in a few documents, for proximity and passages."""

from collections.abc import Sequence

import numpy as np

from faq.search.arrays import Docs, Ints
from faq.search.index.document import PART, stem_number
from faq.search.index.snapshot import Snapshot
from faq.search.ranking.weights import FIELDS


class Positions:
    """The concatenated words of some documents, and the positions of the query's words in them.

    Attributes:
        numbers: the stem number of each word, shape (words,).
        starts: the position of each document's first word, shape (documents,).
        sentence_ends: the position after each sentence, shape (sentences,).
        lengths: words in each field of each document, shape (documents, fields).
        length_norm: see weights.length_norm(), shape (documents, fields).
        stems: the distinct stems of the query.
        at: the positions of all occurrences of these stems, ascending, shape (occurrences,).
        which: the index in `stems` of each occurrence, shape (occurrences,).
        owners: the index of the document of each occurrence, shape (occurrences,).
        fields: the field of each word, counted over all documents: document · fields + field, shape (words,).
    """

    def __init__(self, index: Snapshot, docs: Docs, stems: Sequence[str]) -> None:
        marked, sentences, order, lengths = index.stem_sequences(docs)
        self.numbers = marked & ~np.uint32(PART)
        ends = np.cumsum(lengths)
        self.starts: Ints = np.zeros(len(docs), np.int64)
        self.starts[order] = ends - lengths
        self.sentence_ends: Ints = np.cumsum(sentences, dtype=np.int64)
        self.lengths = index.lengths[docs]
        self.length_norm = index.length_norm[docs]
        fields = order[:, None] * len(FIELDS) + np.arange(len(FIELDS))
        self.fields: Ints = np.repeat(fields.ravel(), self.lengths[order].astype(np.int64).ravel())
        self.stems = list(dict.fromkeys(stems))
        found = [np.flatnonzero(self.numbers == stem_number(stem)) for stem in self.stems]
        at = np.concatenate([np.zeros(0, np.int64), *found])
        by_place = np.argsort(at, kind="stable")
        self.at: Ints = at[by_place]
        self.which: Ints = np.repeat(np.arange(len(found)), [len(each) for each in found])[by_place]
        self.owners: Ints = order[np.searchsorted(ends, self.at, side="right")]
