"""The constants and formulas of ranking. docs/decisions/0010 says how the constants were chosen."""

import math
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from faq.search.arrays import Floats, Ints, Numbers
from faq.text.english import FUNCTION_WORDS


class Field(NamedTuple):
    """The weight of a field, and how strongly a long field lowers the score (b of BM25)."""

    weight: float
    b: float


# Summary, body and steps are one field: telling them apart did not improve the ranking.
FIELDS = {
    "title": Field(1.3, 0.4),
    "phrasings": Field(1.3, 0.3),
    "text": Field(1.0, 0.3),
    "topic_title": Field(0.6, 0.5),
}
# How fast repetitions of a word stop adding to the score (k1 of BM25).
SATURATION = 1.0

# Trigrams of a word: they match other forms of it, and misspellings.
TRIGRAM_WEIGHT = 0.13
# The form of a word that was typed, beside other forms of it; scored for the best CANDIDATES only.
FORM_WEIGHT = 0.3
# A trigram in more than this share of the questions is ignored.
TRIGRAM_MAX_SHARE = 0.5
# Pairs of adjacent words, scored for the best CANDIDATES only.
PAIR_WEIGHT = 0.25
CANDIDATES = 30
# The best passage, scored for the same candidates; it raises a score by at most this share.
SENTENCE_WEIGHT = 1.0
# Two typed words written as one.
JOINED_WEIGHT = 0.3
# A compound that the index contains, and each of its parts.
WHOLE_SHARE = 0.3
PART_SHARE = 0.7
# The groups of digits of a number that the index contains.
DIGITS_SHARE = 0.2
# All synonyms of a word together, relative to the word.
SYNONYM_WEIGHT = 0.4
# A question needs at least this share of the score of the best one; on the first page, less.
TAIL_SHARE = 0.4
FIRST_PAGE_SHARE = 0.15
# The query is the title.
EXACT_BONUS = 1_000.0

# They are kept, since “how to” and “not” do tell questions apart.
FUNCTION_WORD_WEIGHT = 0.6
# Where hardly any question says “how do I”, these words are rare and still mean little.
MAX_FUNCTION_WORD_IDF = 2.0
# Words that people say to a person rather than to a search box.
POLITE_WORDS = frozenset(
    "hello help hey hi know like need please pls plz tell thank thanks want wanted".split()
)
POLITE_WORD_WEIGHT = 0.1


def word_weight(word: str) -> float:
    """Return the weight of a typed word, by the kind of word."""
    if word in POLITE_WORDS:
        return POLITE_WORD_WEIGHT
    return FUNCTION_WORD_WEIGHT if word in FUNCTION_WORDS else 1.0


def idf(document_frequency: int, documents: int) -> float:
    """Return the inverse document frequency of BM25 (Robertson and Zaragoza 2009).

    Args:
        document_frequency: the number of documents with the word in any field.
        documents: the number of all documents.
    """
    return math.log(1 + (documents - document_frequency + 0.5) / (document_frequency + 0.5))


def idfs(frequencies: npt.NDArray[np.float64], documents: int) -> Floats:
    """Return idf() of many words at once, in the shape of `frequencies`."""
    rarity: Floats = np.log(1 + (documents - frequencies + 0.5) / (frequencies + 0.5)).astype(
        np.float32
    )
    return rarity


def length_norm(lengths: Floats) -> Floats:
    """Return the length normalisation of BM25: k1 (1 − b + b · length / average).

    Args:
        lengths: words in each field of each document, shape (documents, fields).

    Returns:
        shape (documents, fields).
    """
    filled = np.maximum((lengths > 0).sum(axis=0), 1)
    averages = np.maximum(lengths.sum(axis=0) / filled, 1)
    b = np.array([field.b for field in FIELDS.values()], dtype=np.float32)
    norms: Floats = (SATURATION * (1 - b + b * lengths / averages)).astype(np.float32)
    return norms


def term_saturation(counts: Floats, fields: Ints | Numbers, length_norms: Floats) -> Floats:
    """Return the scores of counts before idf: weight · count (k1 + 1) / (count + length_norm).

    Term frequency saturation as in BM25 (Robertson and Zaragoza 2009).

    Args:
        counts: of a word in a field of a document, shape (n,).
        fields: the index of that field in FIELDS, shape (n,).
        length_norms: length_norm() of that field in that document, shape (n,).
    """
    weights = np.array([field.weight for field in FIELDS.values()], dtype=np.float32)
    saturated: Floats = weights[fields] * counts * (SATURATION + 1) / (counts + length_norms)
    return saturated.astype(np.float32)
