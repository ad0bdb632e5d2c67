"""Builds a new index beside the live one, checks it and switches, while readers go on reading."""

import shutil
from collections.abc import Iterable
from pathlib import Path

from faq.models import Question
from faq.search.index import document, outbox, store
from faq.search.index.document import Indexable
from faq.search.types import SearchUnavailable

# Seconds to wait for whoever indexes a save; another rebuild takes longer.
PATIENCE = 5


def rebuild() -> int:
    """Make a new generation of everything that belongs in the index, and make it the live one.

    Returns:
        how many questions it holds.

    Raises:
        SearchUnavailable: another rebuild is running, or the new generation is not right; the live
            one stays as it was.
    """
    with store.lock(store.REBUILDING, wait=PATIENCE) as ours:
        if not ours:
            raise SearchUnavailable("Another rebuild is running. Wait for it to end.")
        before = store.generations_in_use()
        noted = outbox.noted_changes()
        questions = document.with_what_is_indexed(Question.objects.indexable().order_by("pk"))
        folder = store.new_generation()
        try:
            fill(folder, map(document.content, questions.iterator(chunk_size=outbox.BATCH)))
            count = _catch_up_and_switch(folder, noted)
        except BaseException:
            shutil.rmtree(folder, ignore_errors=True)
            raise
        store.remove_generations(keep={folder, *before})
    # Whoever saved during the switch found the locks taken and left the rest to us.
    outbox.drain(wait=10)
    return count


def repair() -> outbox.Drift:
    """Make index and database equal, with as little work as will do.

    Returns:
        what was wrong; everything, if the index could not be read.

    Raises:
        SearchUnavailable: not even a rebuild helps.
    """
    try:
        outbox.drain(wait=10)
        drift = outbox.compare()
        if drift.pks:
            _write_again(drift.pks)
    except SearchUnavailable:
        rebuild()
        return outbox.Drift(list(Question.objects.indexable().values_list("pk", flat=True)), [], [])
    return drift


def fill(folder: Path, questions: Iterable[Indexable]) -> None:
    """Write questions into a new generation.

    Args:
        folder: of the generation, empty and read by nobody.
        questions: read once.

    Raises:
        SearchUnavailable: something could not be written; the folder is of no use any more.
    """
    with store.writing(store.open_generation(folder)) as writer:
        for question in questions:
            writer.add_document(**question.document().fields)


def _catch_up_and_switch(folder: Path, included: list[outbox.Change]) -> int:
    with store.lock(store.WRITING, wait=60) as ours:
        if not ours:
            raise SearchUnavailable("The index is being written and did not come free.")
        applied = included + outbox.apply_changes(folder, but=included)
        indexed = outbox.digests(folder).keys()
        expected = set(Question.objects.indexable().values_list("pk", flat=True))
        # Asked for last: what changed while we looked has left its row by now.
        later = {change.question_id for change in set(outbox.noted_changes()) - set(applied)}
        wrong = (indexed ^ expected) - later
        if wrong:
            raise SearchUnavailable(f"The new index is wrong about {len(wrong)} questions.")
        store.switch_to(folder)
        outbox.forget(applied)
        return len(indexed)


def _write_again(pks: list[int]) -> None:
    with store.lock(store.WRITING, wait=60) as ours:
        if not ours:
            raise SearchUnavailable("The index is being written and did not come free.")
        index = store.open_generation(store.live_folder())
        for start in range(0, len(pks), outbox.BATCH):
            outbox.write(index, pks[start : start + outbox.BATCH])
