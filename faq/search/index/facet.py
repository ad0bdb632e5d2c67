"""A facet of the index: a field such as the topic, by whose labels results are filtered and counted."""

from functools import cached_property

import numpy as np

from faq.search.arrays import Docs, Mask


class Facet:
    """The documents of each label of a field.

    Attributes:
        docs: label → its documents, ascending.
    """

    def __init__(self, docs: dict[str, Docs], size: int) -> None:
        """Take the documents of each label, out of `size` documents."""
        self.docs = docs
        self._all = np.concatenate([np.zeros(0, np.int32), *docs.values()])
        self._starts = np.cumsum([0, *(len(each) for each in docs.values())])[:-1]
        self._size = size

    def counts(self, matching: Mask) -> dict[str, int]:
        """Count the matching documents of each label.

        Args:
            matching: mask of shape (size,).
        """
        if not self.docs:
            return {}
        counts = np.add.reduceat(matching[self._all], self._starts, dtype=np.int64)
        return dict(zip(self.docs, counts.tolist(), strict=True))

    @cached_property
    def unlabelled(self) -> Docs:
        """The documents without any label of the field, ascending."""
        is_unlabelled = np.ones(self._size, dtype=np.bool_)
        is_unlabelled[self._all] = False
        return np.flatnonzero(is_unlabelled).astype(np.int32)
