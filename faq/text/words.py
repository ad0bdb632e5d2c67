"""Finds the words of a text and folds them to one spelling, for indexing and for searching."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

# Every sign that is typed as an apostrophe.
_APOSTROPHE = "['’‘‛`´ʼʹ′＇]"
_BLANK = r"[ \u00a0\u2009\u202f]"
# Letters and digits. An accent written as a character of its own belongs to the letter before it.
_LETTERS = r"[^\W_]+(?:[\u0300-\u036f]+[^\W_]*)*"
# What joins them: wi-fi, don't, 24/7, 3.11, Ctrl+Z, ERR_FAILED, 9,99.
_JOINT = rf"(?:{_APOSTROPHE}|[./&_-]|\+\+?|(?<=[0-9]),(?=[0-9]))"
# Numbers in groups: 10 000, +1 (800) 555-0199.
_NUMBERS = rf"(?<![^\W_])\+?[0-9]+(?:(?:{_JOINT}|{_BLANK}\(?|\){_BLANK}?)[0-9]+)+(?![^\W_])"
# A sign before a name, .NET, or after it: Disney+, C++, C#.
_NAME = rf"(?:(?<![\w.])\.(?=[^\W\d_]))?{_LETTERS}(?:{_JOINT}{_LETTERS})*(?:(?:\+\+?|#)(?![^\W_]))?"
_WORD = re.compile(rf"{_NUMBERS}|{_NAME}")

_SEPARATORS = re.compile(rf"{_APOSTROPHE}|,")
_POSSESSIVE = re.compile(rf"{_APOSTROPHE}[sS]$")
_PIECE = re.compile(r"[^ \u00a0\u2009\u202f()]+")
_GROUPED = rf"[0-9]{{1,3}}(?:(?:{_APOSTROPHE}|,)[0-9]{{3}})+(?![0-9])"
_PART = re.compile(rf"{_GROUPED}|{_LETTERS}(?:{_APOSTROPHE}{_LETTERS})*")
_DIGITS_OR_LETTERS = re.compile(rf"{_GROUPED}|\d+|\D+")
# More changes between letters and digits are those of a hash, whose pieces mean nothing.
_MAX_CHANGES = 4
_SIGNS = {".": "dot", "+": "plus", "#": "sharp"}

_DIGITS = re.compile(r"[0-9]+")
_GROUP_OF_THREE = rf"(?:{_APOSTROPHE}|{_BLANK}|[.,])"
_THOUSANDS = re.compile(
    rf"([0-9]{{1,3}}(?:{_GROUP_OF_THREE}[0-9]{{3}})+)(?![0-9])(?:[.,]([0-9]{{1,2}}))?"
)
# Phone numbers, and those of cards and accounts.
_PHONE = re.compile(r"\+?[0-9][-. \u00a0\u2009\u202f()0-9]+[0-9]")
_PHONE_DIGITS = range(7, 20)
# Longer numbers without blanks are read as phone numbers if they begin like one.
_MIN_NATIONAL = 9
# The length of a number of North America with its code, 1.
_NORTH_AMERICAN = 11

# Texts repeat their words, so words of up to this many characters are split once.
_CACHED_LENGTH = 32


class Word(NamedTuple):
    """A folded word, where it stands in the text, and whether it is a part of the compound before it."""

    text: str
    start: int
    end: int
    is_part: bool = False


def fold(word: str) -> str:
    """Return a word without differences of case, accents and compatibility forms."""
    # Twice, since compatibility forms hide capitals: ™ is TM before it is tm.
    plain_case = unicodedata.normalize("NFKD", word).casefold()
    decomposed = unicodedata.normalize("NFKD", plain_case)
    return "".join(char for char in decomposed if not unicodedata.combining(char))


def find_words(text: str) -> list[Word]:
    """Return the words of a text in order.

    A compound gives the whole written together, then its parts: wi-fi is found as wifi, and sign-in
    as sign in. So do letters and digits, office365, and signs that are said: Disney+ gives
    disneyplus, disney, plus. An apostrophe joins without parts, don't gives dont, and so do the
    groups of a number, 10,000; groups with blanks have parts. A phone number is one without the code
    of its country.

    Args:
        text: the text as it is shown, not folded, so that the positions fit it.
    """
    return [
        word._replace(start=match.start() + word.start, end=match.start() + word.end)
        for match in _WORD.finditer(text)
        for word in _split(match[0])
    ]


def folded_words(text: str) -> list[str]:
    """Return the folded words of a text in order. It is much faster than find_words()."""
    return [word.text for written in _WORD.findall(text) for word in _split(written)]


def marked_words(text: str) -> list[tuple[str, bool]]:
    """Return the folded words of a text in order, each with whether it is a part of a compound."""
    return [
        (word.text, word.is_part) for written in _WORD.findall(text) for word in _split(written)
    ]


def unsplit_words(text: str) -> list[str]:
    """Return the folded words of a text in order, each compound as one word."""
    return [word for word, is_part in marked_words(text) if not is_part]


def _split(written: str) -> tuple[Word, ...]:
    """Return the words in a run without spaces, or in a number in groups, with their positions in it."""
    # Longer ones are rare, and would only fill the cache.
    return (_split_cached if len(written) <= _CACHED_LENGTH else _split_uncached)(written)


def _split_uncached(written: str) -> tuple[Word, ...]:
    if thousands := _THOUSANDS.fullmatch(written):
        return _number(written, thousands)
    if _PHONE.fullmatch(written):
        groups = list(_DIGITS.finditer(written))
        count = sum(len(group[0]) for group in groups)
        if count in _PHONE_DIGITS and (len(groups) > 1 or count >= _MIN_NATIONAL):
            return _phone_number(written, groups)
    return tuple(
        word._replace(start=piece.start() + word.start, end=piece.start() + word.end)
        for piece in _PIECE.finditer(written)
        for word in _compound(piece[0])
    )


_split_cached = lru_cache(maxsize=50_000)(_split_uncached)


def _compound(written: str) -> Iterator[Word]:
    """Yield a written word, and its parts if it has several."""
    core = written[: -len("'s")] if _POSSESSIVE.search(written) else written
    parts = list(_parts(core))
    whole = "".join(part.text for part in parts)
    if whole:
        yield Word(whole, 0, len(written))
    if len(parts) > 1:
        yield from parts


def _parts(core: str) -> Iterator[Word]:
    if core.startswith("."):
        yield Word(_SIGNS["."], 0, len(core), is_part=True)
    for written in _PART.finditer(core):
        pieces = list(_DIGITS_OR_LETTERS.finditer(written[0]))
        if len(pieces) > _MAX_CHANGES:
            yield _part(written[0], *written.span())
            continue
        for piece in pieces:
            if (word := _part(piece[0], *(written.start() + at for at in piece.span()))).text:
                yield word
    for sign in core[len(core.rstrip("+#")) :]:
        yield Word(_SIGNS[sign], 0, len(core), is_part=True)


def _part(written: str, start: int, end: int) -> Word:
    return Word(fold(_SEPARATORS.sub("", written)), start, end, is_part=True)


def _number(written: str, thousands: re.Match[str]) -> tuple[Word, ...]:
    """Return a number in groups of three, and its parts if it has cents or may be something else."""
    whole, cents = _DIGITS.findall(thousands[1]), thousands[2]
    number = Word("".join(whole) + (cents or ""), 0, len(written))
    if cents:
        end = thousands.end(1)
        return number, Word("".join(whole), 0, end, True), Word(cents, end + 1, len(written), True)
    if not re.search(rf"{_BLANK}|\.", written):
        return (number,)
    return number, *_groups(_DIGITS.finditer(written))


def _phone_number(written: str, groups: list[re.Match[str]]) -> tuple[Word, ...]:
    """Return a phone number as it is dialled within its country, its groups, and the whole."""
    digits = "".join(group[0] for group in groups)
    if len(groups) == 1:
        national = digits[digits[0] == "1" and len(digits) == _NORTH_AMERICAN :].lstrip("0")
    else:
        has_code = written[0] == "+" or groups[0][0] == "1" or digits[:2] == "00"
        national = "".join(group[0] for group in groups[has_code:]).lstrip("0")
    whole = Word(national or digits, 0, len(written))
    parts = _groups(groups) if len(groups) > 1 else ()
    typed = Word(digits, 0, len(written), True)
    return (whole, typed, *parts) if digits != whole.text else (whole, *parts)


def _groups(groups: Iterable[re.Match[str]]) -> tuple[Word, ...]:
    return tuple(Word(group[0], *group.span(), True) for group in groups)
