"""Builds a new generation of the index, checks it and switches to it, while searches use the old one."""

import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path

from faq.models import Question
from faq.progress import Report, no_report
from faq.search.index import document, outbox, store
from faq.search.index.document import Indexable
from faq.search.types import SearchUnavailable

# Seconds to wait for a save that is being indexed; another rebuild takes longer.
LOCK_TIMEOUT = 5


def rebuild(*, report: Report = no_report) -> int:
    """Build a new generation from the database and make it the live one.

    Args:
        report: called with the number of written questions and of all, after each.

    Returns:
        how many questions it holds.

    Raises:
        SearchUnavailable: another rebuild is running, or the new generation is incomplete or wrong.
            The live one is not changed.
    """
    with store.lock(store.REBUILDING, wait=LOCK_TIMEOUT) as acquired:
        if not acquired:
            raise SearchUnavailable("Another rebuild is running. Wait for it to end.")
        before = store.generations_in_use()
        changes = outbox.pending_changes()
        questions = document.prefetch_indexed(Question.objects.indexable().order_by("pk"))
        folder = store.new_generation()
        try:
            contents = map(document.content, questions.iterator(chunk_size=outbox.BATCH))
            fill(folder, _reported(contents, questions.count(), report))
            count = _catch_up_and_switch(folder, changes)
        except BaseException:
            shutil.rmtree(folder, ignore_errors=True)
            raise
        store.remove_generations(keep={folder, *before})
    # Saves during the switch found the locks taken and left their changes in the outbox.
    outbox.drain(wait=10)
    return count


def _reported(contents: Iterable[Indexable], total: int, report: Report) -> Iterator[Indexable]:
    for number, content in enumerate(contents, start=1):
        yield content
        report(number, total)


def repair() -> outbox.IndexDifference:
    """Make the index equal to the database with as few writes as possible.

    Returns:
        the differences there were; all questions are missing if the index could not be read.

    Raises:
        SearchUnavailable: the rebuild failed too.
    """
    try:
        outbox.drain(wait=10)
        difference = outbox.compare()
        if difference.pks:
            _write_again(difference.pks)
    except SearchUnavailable:
        rebuild()
        return outbox.IndexDifference(
            list(Question.objects.indexable().values_list("pk", flat=True)), [], []
        )
    return difference


def fill(folder: Path, questions: Iterable[Indexable]) -> None:
    """Write questions into a new generation.

    Args:
        folder: of the generation, which is empty and not live.
        questions: iterated over once.

    Raises:
        SearchUnavailable: a question could not be written. Delete the folder.
    """
    with store.writing(store.open_generation(folder)) as writer:
        for question in questions:
            writer.add_document(**question.document().fields)


def _catch_up_and_switch(folder: Path, included: list[outbox.Change]) -> int:
    with store.lock(store.WRITING, wait=60) as acquired:
        if not acquired:
            raise SearchUnavailable("The index is being written and did not come free.")
        applied = included + outbox.apply_changes(folder, exclude=included)
        indexed = outbox.digests(folder).keys()
        expected = set(Question.objects.indexable().values_list("pk", flat=True))
        # Read last: every change made since the digests were read is in the outbox by now.
        later = {change.question_id for change in set(outbox.pending_changes()) - set(applied)}
        wrong = (indexed ^ expected) - later
        if wrong:
            raise SearchUnavailable(f"The new index is wrong about {len(wrong)} questions.")
        store.switch_to(folder)
        outbox.delete_changes(applied)
        return len(indexed)


def _write_again(pks: list[int]) -> None:
    with store.lock(store.WRITING, wait=60) as acquired:
        if not acquired:
            raise SearchUnavailable("The index is being written and did not come free.")
        index = store.open_generation(store.live_folder())
        for start in range(0, len(pks), outbox.BATCH):
            outbox.update_questions(index, pks[start : start + outbox.BATCH])
