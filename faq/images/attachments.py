"""Checks uploaded PDFs and videos by their content, whatever their names."""

import re
import struct
import zlib
from collections.abc import Iterator
from typing import IO, NamedTuple

from django.utils.translation import gettext as _

MAX_ATTACHMENT_BYTES = 30 * 1024 * 1024
MAX_BOXES = 1_000
# In bytes, for all object streams of a PDF together, unpacked.
MAX_UNPACKED = 50_000_000

_STREAM = re.compile(rb"\bstream\r?\n")
_HEX = re.compile(rb"#([0-9A-Fa-f]{2})")
# What makes a PDF run something, hold other files, or send forms. ISO 32000-2, 12.6 and 7.11.4.
_ACTIVE = re.compile(
    rb"/(?:JavaScript|JS|Launch|EmbeddedFiles?|RichMedia|SubmitForm|ImportData|XFA)(?![A-Za-z0-9_])"
)
_MARKUP = re.compile(rb"<(?:!doctype|html|script|svg|body)\b", re.IGNORECASE)


class InvalidAttachment(Exception):
    """The file is rejected. The message says why and what to do."""


class CheckedFile(NamedTuple):
    """
    Attributes:
        data: the content of the file, unchanged.
        ending: the extension of the file: pdf, mp4 or webm.
    """

    data: bytes
    ending: str


def check_attachment(file: IO[bytes]) -> CheckedFile:
    """Return a PDF, MP4 or WebM file, whatever its name.

    Raises:
        InvalidAttachment: the file has another format, is cut off, or is a PDF with scripts or other files.
    """
    data = file.read()
    if data.startswith(b"%PDF-"):
        _check_pdf(data)
        return CheckedFile(data, "pdf")
    if data[4:8] == b"ftyp" and _is_mp4(data):
        return CheckedFile(data, "mp4")
    if data.startswith(b"\x1a\x45\xdf\xa3") and b"\x42\x82\x84webm" in data[:80]:
        return CheckedFile(data, "webm")
    raise InvalidAttachment(
        _("The file is not a PDF, MP4 or WebM file, or it is damaged. Choose another file.")
    )


def _check_pdf(data: bytes) -> None:
    if b"%%EOF" not in data[-1024:] or b"startxref" not in data[-2048:]:
        raise InvalidAttachment(
            _("The PDF is not complete. Save it again and upload it once more.")
        )
    if _MARKUP.search(data[:1024]) or any(_ACTIVE.search(text) for text in _objects(data)):
        raise InvalidAttachment(
            _(
                "The PDF contains scripts, forms that send data, or other files. Print it to a new PDF and "
                "upload that."
            )
        )


def _objects(data: bytes) -> Iterator[bytes]:
    """Yield the objects of a PDF, with the names as they are meant, and without pictures and fonts."""
    left, at = MAX_UNPACKED, 0
    while found := _STREAM.search(data, at):
        between = data[at : found.start()]
        yield _HEX.sub(_character, between)
        end = data.find(b"endstream", found.end())
        end = len(data) if end < 0 else end
        if b"ObjStm" in between[between.rfind(b" obj") :]:
            unpacked = _unpacked(data[found.end() : end], left)
            left -= len(unpacked)
            yield _HEX.sub(_character, unpacked)
        at = end
    yield _HEX.sub(_character, data[at:])


def _character(found: re.Match[bytes]) -> bytes:
    return bytes([int(found[1], 16)])


def _unpacked(data: bytes, limit: int) -> bytes:
    """Return an object stream, or as much of it as can be read."""
    try:
        return zlib.decompressobj().decompress(data, max(limit, 1))
    except zlib.error:
        return data


def _is_mp4(data: bytes) -> bool:
    """Return whether the boxes of a file fill it exactly and hold a film. ISO 14496-12, 4.2."""
    at, kinds = 0, list[bytes]()
    while at < len(data) and len(kinds) < MAX_BOXES:
        if at + 8 > len(data):
            return False
        size, kind = struct.unpack_from(">I4s", data, at)
        if size == 1 and at + 16 <= len(data):
            (size,) = struct.unpack_from(">Q", data, at + 8)
        elif size == 0:
            size = len(data) - at
        if size < 8:
            return False
        kinds.append(kind)
        at += size
    return at == len(data) and b"moov" in kinds
