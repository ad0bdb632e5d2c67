"""The English stemmer that comes with Whoosh: Porter2 (https://snowballstem.org/algorithms/english/)."""

from whoosh.lang.porter2 import stem as porter2

__all__ = ["porter2"]
