"""PDFs and videos: what is taken, and what is refused."""

import io
import zlib
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from faq.images import InvalidAttachment, check_attachment
from tests.files import box, mp4, pdf, webm
from tests.pictures import picture

PACKED = zlib.compress(b"1 0 << /S /JavaScript /JS (app.alert(1)) >>")


@pytest.mark.parametrize(
    ("data", "ending"),
    [
        (pdf(), "pdf"),
        (pdf("<< /JSX 1 /Launcher 2 >>", stream=b"\x00 /JS in a picture \xff"), "pdf"),
        (pdf(stream=zlib.compress(b"<< /Type /Font >>"), is_packed=True), "pdf"),
        (pdf(stream=b"not packed", is_packed=True), "pdf"),
        (mp4(), "mp4"),
        (mp4(box(b"free")), "mp4"),
        (webm(), "webm"),
    ],
)
def test_file_is_taken_as_it_is(data: bytes, ending: str) -> None:
    assert check_attachment(io.BytesIO(data)) == (data, ending)


@pytest.mark.parametrize(
    "data",
    [
        *(
            b"",
            b"<!doctype html><script>alert(1)</script>",
            b"#!/bin/sh\n",
            b"MZ\x90",
            b"PK\x03\x04",
        ),
        *(b" %PDF-1.7\n%%EOF", b"<svg/>", picture(), b"\x1a\x45\xdf\xa3matroska"),
        *(
            mp4()[:-1],
            mp4() + b"x",
            box(b"ftyp", b"isom"),
        ),
        b"\x00\x00\x00\x10ftypisom" + box(b"free") * 2_000 + box(b"moov"),
    ],
)
def test_other_files_are_refused(data: bytes) -> None:
    """Check 1: whatever they are called."""
    with pytest.raises(InvalidAttachment, match=r"^The file is not a PDF, MP4 or WebM file"):
        check_attachment(io.BytesIO(data))


@pytest.mark.parametrize(
    "data",
    [
        pdf("<< /OpenAction << /S /JavaScript /JS (x) >> >>"),
        pdf("<< /S /J#61vaScript >>"),
        pdf("<< /S /Launch /F (cmd.exe) >>"),
        pdf("<< /Names << /EmbeddedFiles 3 0 R >> >>"),
        pdf("<< /AcroForm << /XFA [] >> >>"),
        pdf("<script>alert(1)</script>"),
        pdf("<!DOCTYPE html>"),
        pdf(stream=PACKED, is_packed=True),
    ],
)
def test_pdf_that_does_something_is_refused(data: bytes) -> None:
    with pytest.raises(InvalidAttachment, match=r"^The PDF contains scripts"):
        check_attachment(io.BytesIO(data))


def test_pdf_that_was_cut_off_is_refused() -> None:
    with pytest.raises(InvalidAttachment, match=r"^The PDF is not complete"):
        check_attachment(io.BytesIO(pdf()[:-8]))


def test_packed_objects_of_a_bomb_are_not_unpacked_further(monkeypatch: pytest.MonkeyPatch) -> None:
    """Check 71."""
    monkeypatch.setattr("faq.images.attachments.MAX_UNPACKED", 1_000)
    bomb = zlib.compress(b" " * 10_000_000 + b"/JS (x)")
    assert check_attachment(io.BytesIO(pdf(stream=bomb, is_packed=True))).ending == "pdf"


@given(st.binary(max_size=60), st.sampled_from([b"%PDF-", mp4()[:16], webm()[:12], b""]))
def test_any_file_is_taken_or_refused(data: bytes, start: bytes) -> None:
    with suppress(InvalidAttachment):
        assert check_attachment(io.BytesIO(start + data)).data == start + data
