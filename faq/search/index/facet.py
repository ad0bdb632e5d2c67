"""A facet of the index: a field such as the topic, by whose labels results are filtered and counted."""

import numpy as np

from faq.search.arrays import Docs, Ints, Mask


class Facet:
    """The documents of each label of a field.

    Attributes:
        docs: label → its documents, ascending.
    """

    def __init__(self, docs: dict[str, Docs], size: int) -> None:
        """Take the documents of each label, out of `size` documents."""
        self.docs = docs
        none = len(docs)
        # The number of the first label of each document, and the documents with further ones by label.
        self._first: Ints = np.full(size, none, dtype=np.int64)
        self._further: dict[str, Docs] = {}
        for number, (label, labelled) in enumerate(docs.items()):
            has_none = self._first[labelled] == none
            self._first[labelled[has_none]] = number
            if not has_none.all():
                self._further[label] = labelled[~has_none]

    def counts(self, docs: Ints) -> dict[str, int]:
        """Count the documents that are found with each label: those that carry it, and those without any.

        Args:
            docs: the numbers of documents, each once.

        Returns:
            label → number, without the labels that none of the documents carries.
        """
        if not self.docs:
            return {}
        *numbers, unlabelled = np.bincount(self._first[docs], minlength=len(self.docs) + 1).tolist()
        counts = dict(zip(self.docs, numbers, strict=True))
        if self._further:
            is_found = np.zeros(len(self._first), dtype=np.bool_)
            is_found[docs] = True
            for label, labelled in self._further.items():
                counts[label] += int(np.count_nonzero(is_found[labelled]))
        return {label: count + unlabelled for label, count in counts.items() if count}

    def matches(self, label: str) -> Mask:
        """Return the mask of the documents that carry a label or none, shape (size,)."""
        found: Mask = self._first == len(self.docs)
        found[self.docs.get(label, [])] = True
        return found
