"""Finds the words of a text and folds them to one spelling, for indexing and for searching."""

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

# Letters and digits, joined by what people write inside words: wi-fi, don't, 24/7, 3.11; then c++ and c#.
# An accent written as a character of its own belongs to the letter before it.
_LETTERS = r"[^\W_]+(?:[\u0300-\u036f]+[^\W_]*)*"
_WORD = re.compile(rf"{_LETTERS}(?:['’./&-]{_LETTERS})*(?:\+{{1,2}}|#)?")
_PART = re.compile(_LETTERS)
_JOINT = re.compile(r"['’./&-]")
_COMPOUND = re.compile(r"[./&-]")
_POSSESSIVE = re.compile(r"['’][sS]$")

# Texts repeat their words, so words of up to this many characters are split once.
_CACHED_LENGTH = 32


class Word(NamedTuple):
    """A folded word, and where it stands in the text."""

    text: str
    start: int
    end: int


def fold(word: str) -> str:
    """Return a word without differences of case, accents and compatibility forms."""
    # Twice, since compatibility forms hide capitals: ™ is TM before it is tm.
    plain_case = unicodedata.normalize("NFKD", word).casefold()
    decomposed = unicodedata.normalize("NFKD", plain_case)
    return "".join(char for char in decomposed if not unicodedata.combining(char))


def find_words(text: str) -> list[Word]:
    """Return the words of a text in order.

    A compound gives the whole written together, then its parts: wi-fi is found as wifi, and sign-in
    as sign in. An apostrophe joins without parts: don't gives dont.

    Args:
        text: the text as it is shown, not folded, so that the positions fit it.
    """
    return [
        Word(word.text, match.start() + word.start, match.start() + word.end)
        for match in _WORD.finditer(text)
        for word in _split(match[0])
    ]


def folded_words(text: str) -> list[str]:
    """Return the folded words of a text in order. It is much faster than find_words()."""
    return [word.text for written in _WORD.findall(text) for word in _split(written)]


def unsplit_words(text: str) -> list[str]:
    """Return the folded words of a text in order, each compound as one word."""
    compounds = (_split(written) for written in _WORD.findall(text))
    return [words[0].text for words in compounds if words]


def _split(written: str) -> tuple[Word, ...]:
    """Return the words in a run without spaces, with their positions in it."""
    # Longer ones are rare, and would only fill the cache.
    return (_split_cached if len(written) <= _CACHED_LENGTH else _split_uncached)(written)


def _split_uncached(written: str) -> tuple[Word, ...]:
    core = written[: -len("'s")] if _POSSESSIVE.search(written) else written
    words = [Word(fold(_JOINT.sub("", core)), 0, len(written))]
    if _COMPOUND.search(core):
        words += (Word(fold(part[0]), *part.span()) for part in _PART.finditer(core))
    return tuple(word for word in words if word.text)


_split_cached = lru_cache(maxsize=50_000)(_split_uncached)
