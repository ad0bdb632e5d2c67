"""Finds the words in a text and folds them to one spelling, the same way for questions and for searches."""

import re
import unicodedata
from typing import NamedTuple

# Letters and digits, joined by what people write inside words: wi-fi, don't, 24/7, 3.11; then c++ and c#.
# An accent written as a character of its own belongs to the letter before it.
_LETTERS = r"[^\W_]+(?:[\u0300-\u036f]+[^\W_]*)*"
_WORD = re.compile(rf"{_LETTERS}(?:['’./&-]{_LETTERS})*(?:\+{{1,2}}|#)?")
_PART = re.compile(_LETTERS)
_JOINT = re.compile(r"['’./&-]")


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
    found = []
    for match in _WORD.finditer(text):
        whole, start, end = match[0], *match.span()
        core = whole[: -len("'s")] if re.search(r"['’][sS]$", whole) else whole
        found.append(Word(fold(_JOINT.sub("", core)), start, end))
        if re.search(r"[./&-]", core):
            found.extend(
                Word(fold(part[0]), start + part.start(), start + part.end())
                for part in _PART.finditer(core)
            )
    return [word for word in found if word.text]
