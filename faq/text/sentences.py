"""Finds where the sentences of a text begin and end."""

import re
from collections.abc import Iterator
from itertools import pairwise

# A mark, what closes after it, and what looks like the beginning of another sentence.
SENTENCE_BREAK = (
    r"""(?:[.!?]|(?<!\()…)["'”’»)\]*_`]*\s+"""
    r"""(?=["'“‘«(\[*_`¿¡\\]*[^\W_a-zß-öø-ÿа-я]|…)"""
)
_BREAK = re.compile(SENTENCE_BREAK)
_ABBREVIATION = re.compile(
    r"\b(?:[a-z]|bzw|cf|co|corp|dr|etc|inc|ltd|mrs?|ms|prof|resp|sra?|st|usw|vgl|vs)\Z",
    re.IGNORECASE,
)
_BEFORE_NUMBER = re.compile(r"\b(?:abb|approx|ca|fig|max|min|no|nr|tel)\Z", re.IGNORECASE)
# One character more than the longest of them, so that \b sees what stands before it.
_LOOKBEHIND = 7


def split_sentences(text: str) -> list[str]:
    """Return the sentences of a text that have words in them, without white space around them."""
    bounds = pairwise([0, *sentence_starts(text), len(text)])
    sentences = (text[start:end].strip() for start, end in bounds)
    return [sentence for sentence in sentences if re.search(r"[^\W_]", sentence)]


def sentence_starts(text: str, breaks: re.Pattern[str] = _BREAK) -> Iterator[int]:
    """Yield where each sentence but the first begins.

    A full stop after an abbreviation ends no sentence. A sentence that begins with a small letter
    counts as part of the one before it.

    Args:
        text: the text.
        breaks: matches what stands between two sentences; SENTENCE_BREAK may be a part of it.
    """
    for match in breaks.finditer(text):
        before = text[max(0, match.start() - _LOOKBEHIND) : match.start()]
        is_abbreviation = match[0].startswith(".") and (
            _ABBREVIATION.search(before)
            or (_BEFORE_NUMBER.search(before) and text[match.end()].isdigit())
        )
        if not is_abbreviation:
            yield match.end()
