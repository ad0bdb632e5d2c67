"""How much a word counts, and where: all constants of ranking. docs/decisions/0010 says how they were chosen."""

import math
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from faq.search.arrays import Floats, Ints, Numbers
from faq.text.english import FUNCTION_WORDS


class Field(NamedTuple):
    """How much a field counts, and how strongly its length is held against it (b of BM25)."""

    weight: float
    b: float


# Everything a question says beside its title and phrasings is one text: where in it a word stands
# did not help the order.
FIELDS = {
    "title": Field(1.3, 0.4),
    "phrasings": Field(1.3, 0.3),
    "text": Field(1.0, 0.3),
    "topic_title": Field(0.6, 0.5),
}
# How fast repeating a word stops to count (k1 of BM25).
SATURATION = 1.0

# Parts of words, three letters each: they find other forms of a word, and bear with misspellings.
TRIGRAM_WEIGHT = 0.17
# A part that stands in more than this share of the questions says nothing.
TRIGRAM_MAX_SHARE = 0.5
# Two words that stand beside each other, looked at among the best CANDIDATES only.
PAIR_WEIGHT = 0.25
CANDIDATES = 30
# The sentence nearest to the query, among those too: by this share at most it raises the score.
SENTENCE_WEIGHT = 1.0
# Two typed words as one, beside the two.
JOINED_WEIGHT = 0.3
# All synonyms of a word together, against the word itself.
SYNONYM_WEIGHT = 0.4
# The reader typed the title as it is.
EXACT_BONUS = 1_000.0

# They are kept, since “how to” and “not” do tell questions apart.
FUNCTION_WORD_WEIGHT = 0.6
# What people say to a person rather than to a search box.
POLITE_WORDS = frozenset(
    "hello help hey hi know like need please pls plz tell thank thanks want wanted".split()
)
POLITE_WORD_WEIGHT = 0.1


def word_weight(word: str) -> float:
    """How much a typed word counts, by what kind of word it is."""
    if word in POLITE_WORDS:
        return POLITE_WORD_WEIGHT
    return FUNCTION_WORD_WEIGHT if word in FUNCTION_WORDS else 1.0


def idf(holding: int, documents: int) -> float:
    """The inverse document frequency of BM25 (Robertson and Zaragoza 2009).

    Args:
        holding: documents that have the word in any field.
        documents: all documents.
    """
    return math.log(1 + (documents - holding + 0.5) / (holding + 0.5))


def idfs(holding: npt.NDArray[np.float64], documents: int) -> Floats:
    """idf() of many words at once, the shape of `holding`."""
    rarity: Floats = np.log(1 + (documents - holding + 0.5) / (holding + 0.5)).astype(np.float32)
    return rarity


def length_norm(lengths: Floats) -> Floats:
    """What a count has to overcome in each field of each document: k1 (1 − b + b · length / average).

    Args:
        lengths: words in each field of each document, shape (documents, fields).

    Returns:
        the same shape.
    """
    filled = np.maximum((lengths > 0).sum(axis=0), 1)
    averages = np.maximum(lengths.sum(axis=0) / filled, 1)
    b = np.array([field.b for field in FIELDS.values()], dtype=np.float32)
    norms: Floats = (SATURATION * (1 - b + b * lengths / averages)).astype(np.float32)
    return norms


def term_saturation(counts: Floats, fields: Ints | Numbers, length_norms: Floats) -> Floats:
    """What counts of a word are worth before idf: weight · count (k1 + 1) / (count + length_norm).

    Args:
        counts: of a word in a field of a document, shape (n,).
        fields: the number of that field in FIELDS, shape (n,).
        length_norms: of that field there, shape (n,).
    """
    weights = np.array([field.weight for field in FIELDS.values()], dtype=np.float32)
    saturated: Floats = weights[fields] * counts * (SATURATION + 1) / (counts + length_norms)
    return saturated.astype(np.float32)
