"""Loads snapshots: of the live index, of one of its generations, or of documents that are not stored."""

import threading
from collections.abc import Sequence
from contextlib import ExitStack, closing, suppress
from pathlib import Path

from faq.search.index import store
from faq.search.index.document import Document
from faq.search.index.segment import Segment
from faq.search.index.snapshot import Snapshot
from faq.search.whoosh.reader import Name, SegmentFile, segment_files, segment_in_memory

_lock = threading.Lock()
_current: tuple[tuple[object, ...], Snapshot] | None = None


def of_documents(documents: Sequence[Document]) -> Snapshot:
    """Return a snapshot of some documents. Nothing is written to disk."""
    return _decode([segment_in_memory(each.fields for each in documents)] if documents else [], {})


def current() -> Snapshot:
    """Return the snapshot of the live index. Segments that did not change are not read again.

    Raises:
        SearchUnavailable: it is missing or damaged.
    """
    with store.unavailable_on_error(), _lock:
        folder = store.live_folder()
        # A commit may delete a file while its state is read.
        with suppress(OSError):
            if _current is not None and _current[0] == store.fingerprint(folder):
                return _current[1]
        return store.retry_on_commit(folder, lambda: _current_or_read(folder))


def _current_or_read(folder: Path) -> Snapshot:
    global _current
    state = store.fingerprint(folder)
    if _current is None or _current[0] != state:
        _current = (state, read(folder, _current[1] if _current else None))
    return _current[1]


def clear_cache() -> None:
    """Drop the snapshot of the live index."""
    global _current
    _current = None


def read(folder: Path, before: Snapshot | None = None) -> Snapshot:
    """Read the snapshot of a generation.

    Args:
        folder: of the generation.
        before: an earlier snapshot; the segments that both contain are not decoded again.

    Raises:
        SearchUnavailable: it is missing or damaged.
    """
    with store.unavailable_on_error():
        files = segment_files(store.open_generation(folder, whole=True))
        return _decode(files, before.segments if before else {})


def _decode(files: list[SegmentFile], known: dict[Name, Segment]) -> Snapshot:
    with ExitStack() as stack:
        # Open all before decoding, which takes time: a commit may delete their files.
        opened = [known.get(f.name) or stack.enter_context(closing(f.open())) for f in files]
        segments = [each if isinstance(each, Segment) else Segment(each) for each in opened]
    names = [file.name for file in files]
    return Snapshot(dict(zip(names, segments, strict=True)), [file.deleted for file in files])
