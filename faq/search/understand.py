"""A visitor's text → ParsedQuery. Pure, and bounded whatever is typed."""

from faq.search.analysis import stem
from faq.search.types import ParsedQuery
from faq.text.lines import one_line
from faq.text.words import find_words

MAX_CHARACTERS = 200
MAX_WORDS = 16


def parse(text: str) -> ParsedQuery:
    """Understand what was typed. No text is an error, and no character has a meaning of its own.

    Args:
        text: anything at all, of any length.
    """
    # Cut before looking: what comes later costs time for every character.
    whole = one_line(text[: MAX_CHARACTERS * 4])
    shown = whole[:MAX_CHARACTERS].rstrip()
    stems = dict.fromkeys(stem(word.text) for word in find_words(shown))
    terms = tuple(stems)[:MAX_WORDS]
    if len(whole) > MAX_CHARACTERS or len(text) > MAX_CHARACTERS * 4:
        cut = f"Only the first {MAX_CHARACTERS} characters were searched."
    elif len(stems) > MAX_WORDS:
        cut = f"Only the first {MAX_WORDS} different words were searched."
    else:
        cut = ""
    return ParsedQuery(text=shown, terms=terms, cut=cut)
