"""Parses a visitor's text into a ParsedQuery, at a bounded cost for any text."""

import re
from itertools import accumulate, chain

from django.utils.translation import gettext

from faq.search.query.analysis import fold_compounds, fold_words
from faq.search.types import ParsedQuery
from faq.text.cleaning import one_line

MAX_CHARACTERS = 200
MAX_WORDS = 16
# Distinct words, with the parts of compounds.
MAX_FORMS = 32

# A word, and perhaps what joins it to the next: wi-
_UNFINISHED = re.compile(r"[^\W_][-/&'’]?$")
_QUOTED = re.compile(r"""["“”„«»]([^"“”„«»]+)["“”„«»]""")


def parse(text: str, *, spelling: bool = True, is_typing: bool = False) -> ParsedQuery:
    """Parse a query. No text is invalid, and quotes are the only operator.

    Args:
        text: of any length.
        spelling: whether to correct words that the index lacks.
        is_typing: whether more may be typed, so that a word at the end may be unfinished.
    """
    # Truncate first, since the cost of every later step grows with the length.
    whole = one_line(text[: MAX_CHARACTERS * 4])
    shown = whole[:MAX_CHARACTERS].rstrip()
    compounds, words_left = _first(fold_compounds(shown))
    words = tuple(chain.from_iterable(compounds))
    sizes = [len(compound) for compound in compounds]
    wholes = {0, *accumulate(sizes)}
    if len(whole) > MAX_CHARACTERS or len(text) > MAX_CHARACTERS * 4:
        truncated = gettext("Only the first {} characters were searched.").format(MAX_CHARACTERS)
    elif words_left:
        truncated = gettext("Only the first {} different words were searched.").format(MAX_WORDS)
    else:
        truncated = ""
    phrases, quoted = _phrases(shown, words)
    parts = frozenset(range(len(words))) - wholes
    is_unfinished = is_typing and not truncated and bool(_UNFINISHED.search(text))
    return ParsedQuery(shown, words, phrases, quoted, truncated, spelling, parts, is_unfinished)


def _phrases(shown: str, words: tuple[str, ...]) -> tuple[tuple[str, ...], frozenset[str]]:
    """Return the quoted phrases and their words. Unclosed and truncated quotes are ignored."""
    folded = {text: fold_words(text) for text in _QUOTED.findall(shown)}
    phrases = {
        text.strip(): each for text, each in folded.items() if each and set(each) <= set(words)
    }
    return tuple(phrases), frozenset(word for each in phrases.values() for word in each)


def _first(compounds: list[tuple[str, ...]]) -> tuple[list[tuple[str, ...]], bool]:
    """Return the words up to the limits of distinct ones, and whether any were left out."""
    wholes: set[str] = set()
    forms: set[str] = set()
    for place, compound in enumerate(compounds):
        kept = compound[:MAX_WORDS]
        wholes.add(kept[0])
        forms.update(kept)
        if len(wholes) > MAX_WORDS or len(forms) > MAX_FORMS:
            return [each[:MAX_WORDS] for each in compounds[:place]], True
    return [each[:MAX_WORDS] for each in compounds], False
