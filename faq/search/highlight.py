"""Highlights the searched words in texts. Highlights are data; templates turn them into elements."""

from collections.abc import Collection

from faq.search.query.analysis import stem
from faq.search.types import Highlighted
from faq.text.words import find_words, folded_words

SNIPPET_LENGTH = 180


def highlight(text: str, terms: Collection[str]) -> Highlighted:
    """Mark every word of a text whose stem is among the terms."""
    marks: list[tuple[int, int]] = []
    for word in find_words(text):
        if stem(word.text) in terms and (not marks or word.start >= marks[-1][1]):
            marks.append((word.start, word.end))
    return Highlighted(text, tuple(marks))


def found_terms(text: str, terms: Collection[str]) -> set[str]:
    """Return the terms that occur in a text."""
    return {stem(word) for word in folded_words(text)} & set(terms)


def snippet(text: str, terms: Collection[str]) -> Highlighted:
    """Cut a snippet of at most SNIPPET_LENGTH characters around the first mark in a text."""
    marked = highlight(" ".join(text.split()), terms)
    if len(marked.text) <= SNIPPET_LENGTH:
        return marked
    first = marked.marks[0][0] if marked.marks else 0
    start = 0
    if first >= SNIPPET_LENGTH // 2:
        # At the start of a word, if there is one not far before the mark.
        start = marked.text.rfind(" ", first - SNIPPET_LENGTH // 2, first - 40) + 1 or first
    end = len(marked.text)
    if end - start > SNIPPET_LENGTH:
        space = marked.text.rfind(" ", first, start + SNIPPET_LENGTH + 1)
        end = space if space > start else start + SNIPPET_LENGTH
    before, after = ("… " if start else ""), (" …" if end < len(marked.text) else "")
    return Highlighted(
        before + marked.text[start:end] + after,
        tuple(
            (low - start + len(before), high - start + len(before))
            for low, high in marked.marks
            if low >= start and high <= end
        ),
    )
