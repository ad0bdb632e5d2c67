"""A new index beside the live one, checked and switched to."""

import resource
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from faq.models import IndexChange, Question
from faq.search import search
from faq.search.evaluation.temporary_index import PlainQuestion
from faq.search.index import loading, outbox, store
from faq.search.index import rebuild as rebuilding
from faq.search.index.outbox import IndexDifference, compare, drain
from faq.search.index.rebuild import fill, rebuild, repair
from faq.search.types import SearchUnavailable
from tests.factories import FUTURE, NOW, make_draft, make_question, make_topic

SAME = IndexDifference([], [], [])
QUESTIONS = [PlainQuestion(pk, "Fees", f"What is a fee of {pk}?") for pk in range(1, 41)]
NOT_TEXT = QUESTIONS[0]._replace(title=None)  # type: ignore[arg-type]


def generations(index: Path) -> set[Path]:
    return {path for path in index.iterdir() if path.is_dir()}


def test_rebuild_holds_what_is_published_or_scheduled_and_nothing_else(index: Path) -> None:
    shelf = make_topic()
    make_question(topic=shelf, title="Walrus")
    make_question(topic=shelf, title="Walrus", published_at=FUTURE)
    make_question(topic=shelf, title="Walrus", status=Question.Status.ARCHIVED)
    make_draft(topic=shelf, title="Walrus")
    assert rebuild() == 2
    assert (compare(), search("walrus", now=NOW).total) == (SAME, 1)


def test_rebuild_takes_in_pending_changes_and_forgets_them(index: Path) -> None:
    question = make_question(title="Walrus")
    assert IndexChange.objects.count() == 1
    assert rebuild() == 1
    assert not IndexChange.objects.exists()
    question.title = "Narwhal"
    question.save()
    assert drain()
    assert [search(text, now=NOW).total for text in ("walrus", "narwhal")] == [0, 1]


def test_rebuild_keeps_the_generation_before_and_removes_older_and_half_made_ones(
    index: Path,
) -> None:
    first = store.live_folder()
    rebuild()
    second = store.live_folder()
    half_made = store.new_generation()
    assert generations(index) == {first, second, half_made}
    rebuild()
    assert generations(index) == {second, store.live_folder()}


def test_rebuild_makes_the_index_where_there_is_none(index: Path) -> None:
    make_question(title="Walrus")
    shutil.rmtree(index)
    assert rebuild() == 1
    assert search("walrus", now=NOW).is_complete


@contextmanager
def while_locked(name: str, change: Callable[[], object]) -> Iterator[None]:
    """Make a change once, in the middle of what the block does while it holds a lock."""
    changes = [change]

    def watch(execute: Callable[..., Any], *arguments: Any) -> Any:
        result = execute(*arguments)
        with store.lock(name, wait=0) as free:
            pass
        if changes and not free:
            changes.pop()()
        return result

    with connection.execute_wrapper(watch):
        yield
    assert not changes


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("lock", [store.REBUILDING, store.WRITING])
def test_question_saved_during_a_rebuild_is_in_the_new_index(index: Path, lock: str) -> None:
    """Check 84, 85: also when it is saved while nobody else may write, so that only we can."""
    edited = make_question(slug="edited", title="Walrus")

    def save_two() -> None:
        edited.title = "Narwhal"
        edited.save()
        make_question(topic=edited.topic, slug="added", title="Narwhal")

    with while_locked(lock, save_two):
        rebuild()
    assert not IndexChange.objects.exists()
    assert compare() == SAME
    found = sorted(hit.question.slug for hit in search("narwhal", now=NOW).hits)
    assert (found, search("walrus", now=NOW).total) == (["added", "edited"], 0)


@pytest.mark.django_db(transaction=True)
def test_rebuild_that_turns_out_wrong_is_not_switched_to(index: Path) -> None:
    make_question(title="Walrus")
    live = store.live_folder()
    with (
        pytest.raises(SearchUnavailable, match="wrong about 1 questions"),
        while_locked(
            store.WRITING, lambda: Question.objects.update(status=Question.Status.ARCHIVED)
        ),
    ):
        rebuild()
    assert (store.live_folder(), generations(index)) == (live, {live})


def test_rebuild_that_fails_leaves_the_live_index_and_no_rest(index: Path) -> None:
    """Check 83: on a full disk."""
    make_question(title="Walrus")
    assert drain()
    live = store.live_folder()
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1_000, hard))
    try:
        with pytest.raises(SearchUnavailable, match="File too large"):
            rebuild()
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert (store.live_folder(), generations(index)) == (live, {live})
    assert (search("walrus", now=NOW).total, compare()) == (1, SAME)
    assert rebuild() == 1


def test_second_rebuild_at_the_same_time_is_refused(
    index: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Check 84."""
    monkeypatch.setattr(rebuilding, "LOCK_TIMEOUT", 0)
    live = store.live_folder()
    with (
        store.lock(store.REBUILDING, wait=0),
        pytest.raises(SearchUnavailable, match="Another rebuild is running"),
    ):
        rebuild()
    assert generations(index) == {live}
    assert rebuild() == 0


def test_repair_of_an_index_that_agrees_changes_nothing(index: Path) -> None:
    make_question()
    assert drain()
    live = store.live_folder()
    assert repair() == SAME
    assert store.live_folder() == live


def test_repair_of_an_index_that_cannot_be_read_is_a_rebuild(index: Path) -> None:
    question = make_question(title="Walrus")
    assert drain()
    (index / "CURRENT").unlink()
    assert repair() == IndexDifference([question.pk], [], [])
    assert (compare(), search("walrus", now=NOW).total) == (SAME, 1)


@pytest.mark.usefixtures("index_folder")
@pytest.mark.parametrize("count", [0, 1, 40])
def test_new_generation_is_one_segment_at_most(count: int) -> None:
    folder = store.new_generation()
    fill(folder, iter(QUESTIONS[:count]))
    segments = loading.read(folder).segments.values()
    assert [segment.count for segment in segments] == ([count] if count else [])
    assert list(outbox.digests(folder)) == [question.pk for question in QUESTIONS[:count]]


@pytest.mark.django_db
def test_error_while_writing_fails_the_rebuild_and_leaves_no_rest(
    index: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Check 83: nothing is switched to, and the reason is told."""
    shelf = make_topic()
    for number in range(5):
        make_question(topic=shelf, slug=f"walrus-{number}", title="Walrus")
    assert drain()
    live = store.live_folder()
    with monkeypatch.context() as broken:
        broken.setattr("faq.search.index.document.content", lambda _: NOT_TEXT)
        with pytest.raises(SearchUnavailable):
            rebuild()
    assert (store.live_folder(), generations(index)) == (live, {live})
    assert search("walrus", now=NOW).total == 5
    assert rebuild() == 5


@pytest.mark.usefixtures("index_folder")
def test_error_while_questions_are_read_writes_nothing() -> None:
    def questions() -> Iterator[PlainQuestion]:
        yield from QUESTIONS
        raise OSError("The database is gone.")

    folder = store.new_generation()
    with pytest.raises(SearchUnavailable, match="The database is gone"):
        fill(folder, questions())
    assert not loading.read(folder).segments
