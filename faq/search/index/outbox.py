"""Applies the changes in the outbox to the index, and compares the index with the database."""

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
    """A row of the outbox, as read."""

    pk: int
    question_id: int
    sequence: int


class IndexDifference(NamedTuple):
    """Primary keys of questions that the index lacks, holds in an older state, or should not hold."""

    missing: list[int]
    stale: list[int]
    extra: list[int]

    @property
    def pks(self) -> list[int]:
        return [*self.missing, *self.stale, *self.extra]


def drain(*, wait: float = 0) -> bool:
    """Apply all changes in the outbox to the live index, and delete exactly the rows that were applied.

    Errors of files, locks and a busy database are logged, not raised: the rows remain, and the next
    save or `search_verify --repair` applies them.

    Args:
        wait: seconds to wait for another writer. At 0 the other writer applies these changes too.

    Returns:
        whether the outbox is empty.
    """
    if not store.generations_in_use():
        # There is no index to update; searches and /readyz report that.
        return not IndexChange.objects.exists()
    try:
        while IndexChange.objects.exists():
            with store.lock(store.WRITING, wait=wait) as acquired:
                if not acquired:
                    return False
                if not _drain_locked():
                    return False
    except (SearchUnavailable, OSError, DatabaseError) as error:
        log.warning("The search index could not follow a change; it will be caught up: %s", error)
        return False
    return True


def _drain_locked() -> bool:
    # While a new generation is being built, changes go to the old one and stay in the outbox for the new.
    with store.lock(store.REBUILDING, wait=0, shared=True) as alone:
        applied = apply_changes(store.live_folder())
        if alone:
            delete_changes(applied)
        return alone


def pending_changes() -> list[Change]:
    """Return the rows of the outbox, oldest first."""
    rows = IndexChange.objects.order_by("pk").values_list("pk", "question_id", "sequence")
    return [Change(*row) for row in rows]


def apply_changes(folder: Path, *, exclude: Collection[Change] = ()) -> list[Change]:
    """Write all changes in the outbox into a generation, and return them.

    Args:
        folder: of the generation; call with the writing lock held.
        exclude: changes that it already contains.

    Raises:
        SearchUnavailable: the generation is damaged or cannot be written.
    """
    done = set(exclude)
    changes = [change for change in pending_changes() if change not in done]
    index = store.open_generation(folder) if changes else None
    for start in range(0, len(changes), BATCH):
        update_questions(index, [change.question_id for change in changes[start : start + BATCH]])
    return changes


def delete_changes(changes: Collection[Change]) -> None:
    """Delete exactly these rows. A row that was marked again has another sequence and stays."""
    changes = list(changes)
    for start in range(0, len(changes), BATCH):
        batch = changes[start : start + BATCH]
        IndexChange.objects.filter(
            pk__in=[change.pk for change in batch],
            sequence__in=[change.sequence for change in batch],
        ).delete()


def update_questions(index: FileIndex, pks: Collection[int]) -> None:
    """Update questions in an index, in one commit.

    Args:
        index: an open generation; call with the writing lock held.
        pks: of questions; those that are not indexable or do not exist are removed.

    Raises:
        SearchUnavailable: nothing was written.
    """
    indexable = Question.objects.indexable().filter(pk__in=pks)
    documents = [document.build(each) for each in document.prefetch_indexed(indexable)]
    with store.writing(index) as writer:
        writer.remove(pks)
        for each in documents:
            writer.add_document(**each.fields)


def digests(folder: Path) -> dict[int, str]:
    """Return the digest of each document in a generation, by primary key.

    Raises:
        SearchUnavailable: it is missing or damaged.
    """
    with store.unavailable_on_error():
        return store.retry_on_commit(folder, lambda: _digests(folder))


def _digests(folder: Path) -> dict[int, str]:
    with store.open_generation(folder).searcher() as searcher:
        return {
            int(fields[DJANGO_ID]): fields["digest"]
            for fields in searcher.reader().all_stored_fields()
        }


def compare() -> IndexDifference:
    """Compare the live index with the database, question by question, by digest.

    Raises:
        SearchUnavailable: the index is missing or damaged.
    """
    store.check_files(store.live_folder())
    indexed = digests(store.live_folder())
    missing, stale = [], []
    everything = document.prefetch_indexed(Question.objects.indexable().order_by("pk"))
    for question in everything.iterator(chunk_size=BATCH):
        digest = indexed.pop(question.pk, None)
        if digest is None:
            missing.append(question.pk)
        elif digest != document.build(question).digest:
            stale.append(question.pk)
    return IndexDifference(missing, stale, sorted(indexed))
