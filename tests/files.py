"""PDFs and videos for tests, made on the spot: as small as they can be, and not to be looked at."""

import struct


def pdf(*objects: str, stream: bytes = b"", is_packed: bool = False) -> bytes:
    """A PDF with these objects, and with a stream, perhaps of packed objects."""
    kind = "/Type /ObjStm /Filter /FlateDecode" if is_packed else "/Type /XObject"
    start = "%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\n" + "".join(
        f"{number} 0 obj\n{each}\nendobj\n" for number, each in enumerate(objects, start=2)
    )
    held = f"99 0 obj\n<< {kind} >>\nstream\n".encode() + stream + b"\nendstream\nendobj\n"
    return start.encode() + held + b"startxref\n9\n%%EOF\n"


def box(kind: bytes, content: bytes = b"") -> bytes:
    return struct.pack(">I4s", len(content) + 8, kind) + content


def mp4(*more: bytes) -> bytes:
    return box(b"ftyp", b"isom") + b"".join(more) + box(b"moov", b"x" * 20) + box(b"mdat", b"film")


def webm() -> bytes:
    return b"\x1a\x45\xdf\xa3\x9f\x42\x86\x81\x01\x42\x82\x84webm" + b"x" * 50
