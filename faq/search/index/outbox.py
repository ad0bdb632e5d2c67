"""Brings changes from the database into the index: drain the outbox, compare, repair."""

import logging
from collections.abc import Collection
from pathlib import Path
from typing import NamedTuple

from django.db import DatabaseError

from faq.models import IndexChange, Question
from faq.search.index import document, store
from faq.search.types import SearchUnavailable
from faq.search.whoosh.files import FileIndex
from faq.search.whoosh.schema import DJANGO_ID

log = logging.getLogger(__name__)

BATCH = 500


class Change(NamedTuple):
    """A row of the outbox as it was when it was read."""

    pk: int
    question_id: int
    sequence: int


class Drift(NamedTuple):
    """Primary keys of questions that the index lacks, has in an older state, or should not have."""

    missing: list[int]
    stale: list[int]
    extra: list[int]

    @property
    def pks(self) -> list[int]:
        return [*self.missing, *self.stale, *self.extra]


def drain(*, wait: float = 0) -> bool:
    """Apply all noted changes to the live index and forget exactly those that were applied.

    Never raises for what may go wrong with files, locks or a busy database: the rows remain, and
    the next save or `search_verify --repair` finishes the job.

    Args:
        wait: seconds to wait for another writer; without waiting, that writer does our work too.

    Returns:
        whether no change was left behind.
    """
    if not store.generations_in_use():
        # Nothing to bring up to date; searching says so, and so does /readyz.
        return not IndexChange.objects.exists()
    try:
        while IndexChange.objects.exists():
            with store.lock(store.WRITING, wait=wait) as ours:
                if not ours:
                    return False
                if not _drain_locked():
                    return False
    except (SearchUnavailable, OSError, DatabaseError) as error:
        log.warning("The search index could not follow a change; it will be caught up: %s", error)
        return False
    return True


def _drain_locked() -> bool:
    # While a new generation is being built, changes go to the old one and stay noted for the new.
    with store.lock(store.REBUILDING, wait=0, shared=True) as alone:
        applied = apply_changes(store.live_folder())
        if alone:
            forget(applied)
        return alone


def noted_changes() -> list[Change]:
    """The outbox as it is now."""
    rows = IndexChange.objects.order_by("pk").values_list("pk", "question_id", "sequence")
    return [Change(*row) for row in rows]


def apply_changes(folder: Path, *, but: Collection[Change] = ()) -> list[Change]:
    """Write all changes noted now into a generation, and return them.

    Args:
        folder: of the generation; call with the writing lock held.
        but: changes that are in it already.

    Raises:
        SearchUnavailable: the generation is damaged or cannot be written.
    """
    done = set(but)
    changes = [change for change in noted_changes() if change not in done]
    index = store.open_generation(folder) if changes else None
    for start in range(0, len(changes), BATCH):
        write(index, [change.question_id for change in changes[start : start + BATCH]])
    return changes


def forget(changes: Collection[Change]) -> None:
    """Delete exactly these rows: one that was marked anew has another sequence and stays."""
    changes = list(changes)
    for start in range(0, len(changes), BATCH):
        batch = changes[start : start + BATCH]
        IndexChange.objects.filter(
            pk__in=[change.pk for change in batch],
            sequence__in=[change.sequence for change in batch],
        ).delete()


def write(index: FileIndex, pks: Collection[int]) -> None:
    """Bring these questions up to date in an index, in one commit.

    Args:
        index: an open generation; call with the writing lock held.
        pks: questions, indexable or not, existing or not.

    Raises:
        SearchUnavailable: nothing was written.
    """
    indexable = Question.objects.indexable().filter(pk__in=pks)
    documents = [document.build(each) for each in document.with_what_is_indexed(indexable)]
    with store.writing(index) as writer:
        writer.remove(pks)
        for each in documents:
            writer.add_document(**each.fields)


def digests(folder: Path) -> dict[int, str]:
    """What a generation holds: primary key → digest.

    Raises:
        SearchUnavailable: it is missing or damaged.
    """
    with store.translated():
        return store.steadily(folder, lambda: _digests(folder))


def _digests(folder: Path) -> dict[int, str]:
    with store.open_generation(folder).searcher() as searcher:
        return {
            int(fields[DJANGO_ID]): fields["digest"]
            for fields in searcher.reader().all_stored_fields()
        }


def compare() -> Drift:
    """Compare the live index with the database, question by question, by digest.

    Raises:
        SearchUnavailable: the index is missing or damaged.
    """
    indexed = digests(store.live_folder())
    missing, stale = [], []
    everything = document.with_what_is_indexed(Question.objects.indexable().order_by("pk"))
    for question in everything.iterator(chunk_size=BATCH):
        digest = indexed.pop(question.pk, None)
        if digest is None:
            missing.append(question.pk)
        elif digest != document.build(question).digest:
            stale.append(question.pk)
    return Drift(missing, stale, sorted(indexed))
