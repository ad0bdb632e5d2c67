"""Looks up synonyms as a search does."""

from faq.models import Synonym
from faq.search.query.analysis import fold_words, stem
from faq.search.query.synonyms import synonyms_of, table


def stems(text: str) -> list[str]:
    return [stem(word) for word in fold_words(text)]


def said(text: str, *own: Synonym) -> set[str]:
    """All that may stand for any part of a text."""
    return {" ".join(other) for others in synonyms_of(stems(text), table(own)) for other in others}
