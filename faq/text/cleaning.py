"""Removes what cannot be seen from text that is shown: control, direction and zero-width characters."""

import re
import unicodedata

# Direction overrides and isolates reorder what surrounds them; zero-width characters hide inside words.
# The joiners U+200C and U+200D stay: several scripts and emoji need them.
_INVISIBLE = re.compile(
    "[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b\u200e\u200f"
    "\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb\ufffe\uffff\ud800-\udfff]"
)


def remove_invisible(text: str) -> str:
    """The text without invisible characters; line breaks and tabs stay."""
    return _INVISIBLE.sub("", text)


def normalize_newlines(text: str) -> str:
    """The text with \\n wherever a line ends, whatever stood there."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def one_line(text: str) -> str:
    """The text as one visible line: composed (NFC), white space folded to single spaces."""
    return unicodedata.normalize("NFC", " ".join(remove_invisible(" ".join(text.split())).split()))
