"""Builds a new index beside the live one, checks it and switches, while readers go on reading."""

import shutil
from pathlib import Path

from faq.models import Question
from faq.search import document, storage, sync
from faq.search.types import SearchUnavailable

# How often to catch up with changes that arrive during the last look.
_ATTEMPTS = 5


def rebuild() -> int:
    """Make a new generation of everything that belongs in the index, and make it the live one.

    Returns:
        how many questions it holds.

    Raises:
        SearchUnavailable: another rebuild is running, or the new generation is not right; the live
            one stays as it was.
    """
    with storage.lock(storage.REBUILDING, wait=5) as ours:
        if not ours:
            raise SearchUnavailable("Another rebuild is running. Wait for it to end.")
        with storage.translated():
            folder = storage.new_generation()
        try:
            _fill(folder)
            count = _catch_up_and_switch(folder)
        except BaseException:
            shutil.rmtree(folder, ignore_errors=True)
            raise
        storage.remove_old_generations()
        return count


def repair() -> sync.Drift:
    """Make index and database equal, with as little work as will do.

    Returns:
        what was wrong; everything, if the index could not be read.

    Raises:
        SearchUnavailable: not even a rebuild helps.
    """
    try:
        sync.drain(wait=10)
        drift = sync.compare()
        if drift.pks:
            _write_again(drift.pks)
    except SearchUnavailable:
        rebuild()
        return sync.Drift(list(Question.objects.indexable().values_list("pk", flat=True)), [], [])
    return drift


def _fill(folder: Path) -> None:
    questions = document.with_what_is_indexed(Question.objects.indexable().order_by("pk"))
    with storage.translated():
        writer = storage.open_generation(folder).writer(limitmb=256)
        try:
            for question in questions.iterator(chunk_size=sync.BATCH):
                writer.add_document(**document.build(question).fields)
        except BaseException:
            writer.cancel()
            raise
        writer.commit(optimize=True)


def _catch_up_and_switch(folder: Path) -> int:
    with storage.lock(storage.WRITING, wait=60) as ours:
        if not ours:
            raise SearchUnavailable("The index is being written and did not come free.")
        applied: list[sync.Change] = []
        for _ in range(_ATTEMPTS):
            applied += sync.apply_changes(folder)
            expected = Question.objects.indexable().count()
            with storage.open_generation(folder).searcher() as searcher:
                found = searcher.doc_count()
            if found == expected:
                storage.switch_to(folder)
                sync.forget(applied)
                return found
    raise SearchUnavailable(f"The new index holds {found} questions, not {expected}.")


def _write_again(pks: list[int]) -> None:
    with storage.lock(storage.WRITING, wait=60) as ours:
        if not ours:
            raise SearchUnavailable("The index is being written and did not come free.")
        index = storage.open_generation(storage.live_folder())
        for start in range(0, len(pks), sync.BATCH):
            sync.write(index, pks[start : start + sync.BATCH])
