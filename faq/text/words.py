"""Finds the words in a text and folds them to one spelling, the same way for questions and for searches."""

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

# Texts repeat their words: up to this many characters, what a word is taken for is kept in memory.
_CACHED_LENGTH = 32


class Word(NamedTuple):
    """A folded word and the place in the text it came from."""

    text: str
    start: int
    end: int


def fold(word: str) -> str:
    """One spelling for a word: compatibility forms, case and accents folded away."""
    # Twice, since compatibility forms hide capitals: ™ is TM before it is tm.
    plain_case = unicodedata.normalize("NFKD", word).casefold()
    decomposed = unicodedata.normalize("NFKD", plain_case)
    return "".join(char for char in decomposed if not unicodedata.combining(char))


def find_words(text: str) -> list[Word]:
    """The words of a text in order.

    A compound gives its parts and, before them, the whole written together, so that wi-fi is found
    as wifi and sign-in as sign in. An apostrophe joins without parts: don't gives dont.

    Args:
        text: any text, unfolded, so that the places refer to what is shown.
    """
    return [
        Word(word.text, match.start() + word.start, match.start() + word.end)
        for match in _WORD.finditer(text)
        for word in _split(match[0])
    ]


def folded_words(text: str) -> list[str]:
    """The folded words of a text in order, without their places: find_words() in a fraction of the time."""
    return [word.text for written in _WORD.findall(text) for word in _split(written)]


def unsplit_words(text: str) -> list[str]:
    """The folded words of a text in order, compounds written together and not taken apart."""
    taken = (_split(written) for written in _WORD.findall(text))
    return [words[0].text for words in taken if words]


def _split(written: str) -> tuple[Word, ...]:
    """What is written as one, as one or several words with their places in it."""
    # What is longer is rare, and would only fill the memory.
    return (_split_cached if len(written) <= _CACHED_LENGTH else _split_uncached)(written)


def _split_uncached(written: str) -> tuple[Word, ...]:
    core = written[: -len("'s")] if _POSSESSIVE.search(written) else written
    words = [Word(fold(_JOINT.sub("", core)), 0, len(written))]
    if _COMPOUND.search(core):
        words += (Word(fold(part[0]), *part.span()) for part in _PART.finditer(core))
    return tuple(word for word in words if word.text)


_split_cached = lru_cache(maxsize=50_000)(_split_uncached)
