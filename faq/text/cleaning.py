"""Removes control, direction and zero-width characters from text, and normalises white space."""

import re
import unicodedata

# Direction overrides and isolates reorder what surrounds them; zero-width characters hide inside words.
# The joiners U+200C and U+200D stay: several scripts and emoji need them.
_INVISIBLE = re.compile(
    "[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b\u200e\u200f"
    "\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb\ufffe\uffff\ud800-\udfff]"
)


def remove_invisible(text: str) -> str:
    """Return the text without invisible characters. Line breaks and tabs stay."""
    return _INVISIBLE.sub("", text)


def normalize_newlines(text: str) -> str:
    """Return the text with \\n at the end of every line, in place of \\r\\n and \\r."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def one_line(text: str) -> str:
    """Return the text as one line without invisible characters, in NFC and with single spaces."""
    return unicodedata.normalize("NFC", " ".join(remove_invisible(" ".join(text.split())).split()))
