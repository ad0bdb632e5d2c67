"""Pages that are decoded, or rejected with a message."""

import pytest

from faq.importing.pages import MAX_BYTES, PageError, PageSource
from faq.importing.pages.source import MAX_LINES

SAID = "¿Cómo cambio mi café?\nAsí."


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_bytes_are_decoded_by_their_byte_order_mark(encoding: str) -> None:
    source = PageSource.from_bytes(SAID.encode(encoding))
    assert (source.text, source.notes) == (SAID, ())


def test_latin_1_is_read_with_a_note() -> None:
    source = PageSource.from_bytes(SAID.encode("cp1252"))
    assert source.text == SAID
    assert source.notes == (
        "The file is not UTF-8, so it was read as Windows-1252 (Latin-1). Check letters with accents.",
    )


@pytest.mark.parametrize(
    ("data", "said"),
    [
        pytest.param(b"a" * (MAX_BYTES + 1), "The page is larger than 1000 kB", id="size"),
        (b"", "The page contains no words. Paste its text, or choose another file."),
        (b" \n-- \n", "The page contains no words. Paste its text, or choose another file."),
        (b"a\x00b", "The page contains NUL characters"),
        ("How?".encode("utf-16-le"), "The page contains NUL characters"),
        (b"\xff\xfea", "The file is marked as UTF-16, but is not valid UTF-16."),
        (b"caf\xe9 \x81", "Byte 3 of the file is neither UTF-8 nor Windows-1252."),
        (b"%PDF-1.7 x", "The file is in a format that the import cannot read (PDF)."),
        (b"PK\x03\x04 x", "The file is in a format that the import cannot read (Word, ZIP)."),
        pytest.param(b"a\n" * (MAX_LINES + 1), f"The page has {MAX_LINES + 2} lines", id="lines"),
    ],
)
def test_invalid_bytes_are_rejected(data: bytes, said: str) -> None:
    """Check 68: wrong encoding, NUL and size have a message each."""
    with pytest.raises(PageError) as refused:
        PageSource.from_bytes(data)
    assert str(refused.value).startswith(said)


def test_size_is_counted_in_bytes() -> None:
    with pytest.raises(PageError, match="larger than"):
        PageSource.from_text("é" * (MAX_BYTES // 2 + 1))


def test_newlines_are_normalised() -> None:
    assert PageSource.from_text("\ufeffa\r\nb\rc\n").text == "a\nb\nc\n"


@pytest.mark.parametrize(
    ("text", "format"),
    [
        ("How do I row?\n\n1. Pull\\_it.\n* So", "text"),
        ("a < b and b > c, <br> or so", "text"),
        ("# How do I row?\n\nSo.", "markdown"),
        ("How?\n====\n\nSo.", "markdown"),
        ("See [this](/that).", "markdown"),
        ("Press **Go**.", "markdown"),
        ("<h2>How?</h2><p>So.", "html"),
        ("<!DOCTYPE html><body>So", "html"),
    ],
)
def test_format_is_guessed(text: str, format: str) -> None:
    assert PageSource.from_text(text).format == format


def test_format_can_be_given() -> None:
    assert PageSource.from_text("# How?", format="text").format == "text"


def test_format_of_a_page_of_unclosed_links_is_guessed() -> None:
    """A pattern that read on to the end from each of them would take minutes."""
    assert PageSource.from_text("x](" * 300_000).format == "markdown"
