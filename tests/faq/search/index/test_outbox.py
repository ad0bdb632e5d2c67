"""Bringing changes into the index: drain, delete_changes exactly what was done, compare, repair."""

import resource
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from faq.models import IndexChange, Question
from faq.search import search
from faq.search.index import outbox, store
from faq.search.index.outbox import IndexDifference, compare, drain
from faq.search.index.rebuild import repair
from tests.factories import NOW, PAST, make_draft, make_question, make_topic

SAME = IndexDifference([], [], [])


@contextmanager
def full_disk() -> Iterator[None]:
    """No file may grow beyond a few bytes. (The tests' database is in memory.)"""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1_000, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def found(text: str) -> list[str]:
    return sorted(hit.question.slug for hit in search(text, now=NOW).hits)


def test_drain_adds_changes_and_removes(index: Path) -> None:
    shelf = make_topic()
    changed, archived, deleted = (
        make_question(topic=shelf, slug=slug, title="Walrus") for slug in ("one", "two", "three")
    )
    make_draft(topic=shelf, title="Walrus")
    assert drain()
    assert (store.document_count(), found("walrus")) == (3, ["one", "three", "two"])
    changed.title = "Narwhal"
    changed.save()
    archived.status = Question.Status.ARCHIVED
    archived.save()
    deleted.delete()
    assert drain()
    assert (store.document_count(), found("walrus"), found("narwhal")) == (1, [], ["one"])
    assert not IndexChange.objects.exists()


def test_drain_goes_through_more_changes_than_one_batch(
    index: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(outbox, "BATCH", 2)
    shelf = make_topic()
    for number in range(5):
        make_question(topic=shelf, title=f"Walrus {number}")
    assert drain()
    assert search("walrus", now=NOW).total == 5
    assert not IndexChange.objects.exists()


def test_drain_without_changes_writes_nothing(index: Path) -> None:
    make_question()
    assert drain()
    before = sorted(path.name for path in store.live_folder().iterdir())
    assert drain()
    assert sorted(path.name for path in store.live_folder().iterdir()) == before


def test_edit_made_while_indexing_is_not_forgotten(index: Path) -> None:
    question = make_question(slug="one", title="Walrus")
    other = make_question(slug="two", title="Seal")
    with store.lock(store.WRITING, wait=0) as ours:
        assert ours
        applied = outbox.apply_changes(store.live_folder())
        question.title = "Narwhal"
        question.save()
        outbox.delete_changes(applied)
    assert {change.question_id for change in applied} == {question.pk, other.pk}
    assert [row.question_id for row in IndexChange.objects.all()] == [question.pk]
    assert found("walrus narwhal") == ["one"]
    assert drain()
    assert (found("walrus"), found("narwhal")) == ([], ["one"])


def test_drain_leaves_the_work_when_another_writes_and_the_next_one_does_it(index: Path) -> None:
    """Check 84: there is never a second writer, and nothing is lost for it."""
    make_question(slug="one", title="Walrus")
    with store.lock(store.WRITING, wait=0) as ours:
        assert ours
        assert not drain()
    assert (IndexChange.objects.count(), found("walrus")) == (1, [])
    make_question(slug="two", title="Walrus")
    assert drain()
    assert (IndexChange.objects.count(), found("walrus")) == (0, ["one", "two"])


def test_repair_does_the_work_that_was_left(index: Path) -> None:
    make_question(slug="one", title="Walrus")
    with store.lock(store.WRITING, wait=0):
        assert not drain()
    assert repair() == SAME
    assert (IndexChange.objects.count(), found("walrus"), compare()) == (0, ["one"], SAME)


def test_drain_during_a_rebuild_serves_readers_and_keeps_the_note_for_the_new_index(
    index: Path,
) -> None:
    make_question(slug="one", title="Walrus")
    with store.lock(store.REBUILDING, wait=0) as ours:
        assert ours
        assert not drain()
        assert found("walrus") == ["one"]
        assert IndexChange.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_save_succeeds_without_an_index_and_is_indexed_later(index: Path) -> None:
    """Check 81, 83."""
    shutil.rmtree(index)
    question = make_question(slug="one", title="Walrus")
    assert Question.objects.get() == question
    assert IndexChange.objects.count() == 1
    assert repair().missing == [question.pk]
    assert (found("walrus"), IndexChange.objects.count()) == (["one"], 0)


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("files_left_open")
@pytest.mark.filterwarnings("ignore:unclosed file:ResourceWarning")
def test_save_succeeds_on_a_full_disk_and_the_next_one_catches_up(index: Path) -> None:
    """Check 83: and what was searchable before stays so."""
    make_question(slug="before", title="Walrus")
    with full_disk():
        make_question(slug="one", title="Walrus", body="words " * 2_000)
    assert IndexChange.objects.count() == 1
    page = search("walrus", now=NOW)
    assert [hit.question.slug for hit in page.hits] == ["before"]
    make_question(slug="two", title="Walrus")
    assert (found("walrus"), IndexChange.objects.count()) == (["before", "one", "two"], 0)
    assert compare() == SAME


def test_compare_tells_missing_stale_and_extra_apart_and_repair_mends_them(index: Path) -> None:
    shelf = make_topic()
    same, stale, extra = (make_question(topic=shelf, title=f"Walrus {n}") for n in range(3))
    assert drain()
    Question.objects.filter(pk=stale.pk).update(title="Narwhal")
    Question.objects.filter(pk=extra.pk).update(status=Question.Status.ARCHIVED)
    [missing] = Question.objects.bulk_create(
        [
            Question(
                topic=shelf,
                slug="missing",
                title="Walrus",
                status=Question.Status.PUBLISHED,
                published_at=PAST,
                updated_at=PAST,
            )
        ]
    )
    expected = IndexDifference([missing.pk], [stale.pk], [extra.pk])
    assert compare() == expected
    assert repair() == expected
    assert compare() == SAME
    assert found("walrus narwhal") == sorted([same.slug, stale.slug, "missing"])


def test_forget_keeps_rows_of_other_questions_and_other_sequences(index: Path) -> None:
    IndexChange.objects.mark([1, 2, 3])
    one, two, three = outbox.pending_changes()
    IndexChange.objects.mark([2])
    outbox.delete_changes([one, two])
    kept = {change.question_id: change.sequence for change in outbox.pending_changes()}
    assert kept.keys() == {2, 3}
    assert kept[3] == three.sequence
    assert kept[2] != two.sequence
