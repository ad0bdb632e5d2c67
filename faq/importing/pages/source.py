"""Decodes a page that somebody pastes or uploads, limits its size and guesses its format."""

import re
from dataclasses import dataclass
from typing import Literal, Self

from django.utils.translation import gettext as _

from faq.text.cleaning import normalize_newlines

MAX_BYTES = 1_000_000
MAX_LINES = 20_000

Format = Literal["text", "markdown", "html"]
FORMATS: tuple[Format, ...] = ("text", "markdown", "html")

_BOMS = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_OTHER_FORMATS = {
    b"%PDF": "PDF",
    b"PK\x03\x04": "Word, ZIP",
    b"\xd0\xcf\x11\xe0": "Word",
    b"{\\rtf": "RTF",
    b"\x89PNG": "PNG",
    b"\xff\xd8\xff": "JPEG",
}
_HTML = re.compile(
    r"<(?:!doctype html|html|head|body|p|div|h[1-6]|ul|ol|li|table|section|article|main)\b[^<>]*>",
    re.IGNORECASE,
)
_MARKDOWN = re.compile(
    r"^ {0,3}#{1,6}[ \t]+\S|^\S.*\n(?:={3,}|-{3,})[ \t]*$|\*\*\S[^*\n]*\*\*|\]\([^()\s]++[()]|^```",
    re.MULTILINE,
)


class PageError(Exception):
    """The page cannot be read. The message says why and what to do."""


@dataclass(frozen=True)
class PageSource:
    """A page before it is parsed.

    Args:
        text: the text, with \\n at the end of each line.
        format: the format of the text.
        notes: sentences about what an editor should know about the page.
    """

    text: str
    format: Format
    notes: tuple[str, ...] = ()

    @classmethod
    def from_bytes(cls, data: bytes, *, format: Format | None = None) -> Self:
        """Decode the content of a file.

        Args:
            data: the file, or its first MAX_BYTES + 1 bytes.
            format: the format of the page; None to guess it.

        Raises:
            PageError: the file is too large, not text, or in an unknown encoding.
        """
        if len(data) > MAX_BYTES:
            raise PageError(_too_large())
        for start, kind in _OTHER_FORMATS.items():
            if data.startswith(start):
                raise PageError(
                    _(
                        "The file is in a format that the import cannot read ({}). Copy the text, or save the "
                        "file as text."
                    ).format(kind)
                )
        text, notes = _decoded(data)
        return cls.from_text(text, format=format, notes=notes)

    @classmethod
    def from_text(
        cls, text: str, *, format: Format | None = None, notes: tuple[str, ...] = ()
    ) -> Self:
        """Read a page from decoded text.

        Args:
            text: the text.
            format: the format of the page; None to guess it.
            notes: sentences about what an editor should know about the page.

        Raises:
            PageError: the text is too long, or has no words, or contains NUL.
        """
        if len(text.encode(errors="replace")) > MAX_BYTES:
            raise PageError(_too_large())
        if "\x00" in text:
            raise PageError(
                _(
                    "The page contains NUL characters, so it is not plain text. Save it as UTF-8 text and try"
                    " again."
                )
            )
        text = normalize_newlines(text.removeprefix("\ufeff"))
        text = re.sub("[\ud800-\udfff]", "\ufffd", text)
        if not re.search(r"\w", text):
            raise PageError(
                _("The page contains no words. Paste its text, or choose another file.")
            )
        if text.count("\n") > MAX_LINES:
            raise PageError(
                _(
                    "The page has {} lines. An import reads at most {}. Split the page into several."
                ).format(text.count("\n") + 1, MAX_LINES)
            )
        return cls(text, format or guess_format(text), notes)


def guess_format(text: str) -> Format:
    """Return the format of a text by the marks in it."""
    if len(_HTML.findall(text[:100_000])) >= 2:
        return "html"
    return "markdown" if _MARKDOWN.search(text) else "text"


def _too_large() -> str:
    return _("The page is larger than {} kB. Split it into several pages.").format(
        MAX_BYTES // 1000
    )


def _decoded(data: bytes) -> tuple[str, tuple[str, ...]]:
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            try:
                return data.decode(encoding), ()
            except UnicodeDecodeError as error:
                raise PageError(
                    _(
                        "The file is marked as {0}, but is not valid {0}. Save it as UTF-8 and try again."
                    ).format(encoding.upper())
                ) from error
    try:
        return data.decode(), ()
    except UnicodeDecodeError as error:
        place = error.start
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError as error:
        raise PageError(
            _(
                "Byte {} of the file is neither UTF-8 nor Windows-1252. Save the file as UTF-8 and try "
                "again."
            ).format(place)
        ) from error
    return text, (
        _(
            "The file is not UTF-8, so it was read as Windows-1252 (Latin-1). Check letters with "
            "accents."
        ),
    )
