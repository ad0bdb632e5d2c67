"""Fills a new generation on all cores: each process writes a segment, and one state names them all."""

import multiprocessing
import os
import signal
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, suppress
from itertools import chain, cycle, islice
from multiprocessing.connection import Connection
from pathlib import Path
from types import TracebackType
from typing import Self

from whoosh.codec.whoosh3 import W3Segment

from faq import processes
from faq.search.index import store
from faq.search.index.document import Indexable
from faq.search.types import SearchUnavailable

# Documents for which it is not worth while to start processes: that takes as long as a thousand or two.
FEW = 3_000
# Each segment costs every search a little.
MOST_PROCESSES = 4
# Questions that go to a process at a time.
_BATCH = 100


def fill(folder: Path, questions: Iterable[Indexable]) -> None:
    """Write questions into a new generation, with as many processes as there are cores.

    Args:
        folder: of the generation, empty and read by nobody.
        questions: read once, a batch at a time.

    Raises:
        SearchUnavailable: something could not be written; the folder is of no use any more.
    """
    left = iter(questions)
    first = list(islice(left, FEW + 1))
    everything = chain(first, left)
    with store.translated():
        if len(first) <= FEW or cores() == 1:
            segments = [write_segment(folder, everything)] if first else []
        else:
            segments = _side_by_side(folder, everything)
        with store.writing(store.open_generation(folder)) as writer:
            writer.adopt(segments)


def cores() -> int:
    """How many processes may work at once; one where starting any is not allowed."""
    if multiprocessing.current_process().daemon:
        return 1
    # Not every system says which of its cores this process may use.
    ours = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(ours, MOST_PROCESSES)


def write_segment(folder: Path, questions: Iterable[Indexable]) -> W3Segment:
    """Write a segment that no state names yet."""
    writer = store.Writer(store.open_generation(folder))
    for question in questions:
        writer.add_document(**question.document().fields)
    return writer.finish()


def _side_by_side(folder: Path, questions: Iterator[Indexable]) -> list[W3Segment]:
    with ExitStack() as stack:
        workers = [stack.enter_context(_Worker(folder)) for _ in range(cores())]
        for worker in cycle(workers):
            batch = list(islice(questions, _BATCH))
            if not batch or not worker.give(batch):
                break
        for worker in workers:
            worker.give(None)
        return [worker.segment() for worker in workers]


class _Worker:
    """A process that writes a segment of what it is given, and ends when we do."""

    def __init__(self, folder: Path) -> None:
        # One pipe for each direction: what a process said last can be read after it has ended.
        reader, self._to = multiprocessing.Pipe(duplex=False)
        self._from, writer = multiprocessing.Pipe(duplex=False)
        self._process = processes.start(
            "faq.search.whoosh.bulk_writer.work", str(folder), reader, writer
        )
        reader.close()
        writer.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._process.kill()
        self._process.join()
        self._process.close()
        self._to.close()
        self._from.close()

    def give(self, batch: list[Indexable] | None) -> bool:
        """Hand over questions, or None after the last; False if it takes no more."""
        try:
            self._to.send(batch)
        except OSError:
            return False
        return True

    def segment(self) -> W3Segment:
        """What it has written.

        Raises:
            SearchUnavailable: it failed.
        """
        try:
            said = self._from.recv()
        except EOFError:
            raise SearchUnavailable("A process that was writing the index has died.") from None
        if isinstance(said, str):
            raise SearchUnavailable(said)
        return said


def work(folder: str, questions: Connection, answer: Connection) -> None:
    """Write a segment of the questions that come, and answer with it, or with what went wrong."""
    # An interrupt from the keyboard reaches all processes; the first one ends the others.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        answer.send(write_segment(Path(folder), chain.from_iterable(iter(questions.recv, None))))
    except EOFError:
        # Whoever wanted it is gone.
        return
    except Exception as error:
        with suppress(OSError):
            answer.send(f"The search index could not be written ({type(error).__name__}: {error}).")
