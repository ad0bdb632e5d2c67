"""What was typed → what is counted: one spelling of it, or nothing if it may tell who typed it."""

import re
import unicodedata

from faq.text.cleaning import one_line
from faq.text.redaction import redact

# Longer texts tell stories, and hardly two readers type the same one.
MAX_CHARACTERS = 80
MAX_WORDS = 8

_WORD = re.compile(r"[^\W_][\u0300-\u036f]*(?:['’./&-]?[^\W_][\u0300-\u036f]*)*(?:\+{1,2}|#)?")


def term(text: str) -> str:
    """The words of a search in one spelling: small letters, single spaces, no other signs.

    Returns:
        at most MAX_CHARACTERS; empty if there is no word, if there are too many, or if anything in the
        text looks like an address, a number of somebody's or a code.
    """
    line = one_line(text)
    folded = unicodedata.normalize("NFKC", line).casefold()
    words = _WORD.findall(unicodedata.normalize("NFKC", folded))
    spelt = " ".join(words)
    if len(words) > MAX_WORDS or len(spelt) > MAX_CHARACTERS:
        return ""
    is_personal = "@" in folded or any(redact(each) != each for each in (line, folded, spelt))
    return "" if is_personal else spelt
