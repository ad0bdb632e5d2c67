"""The deadline of a request."""

import sqlite3
import threading
import time
from collections.abc import Iterator

import pytest
from django.db import connection, transaction

from faq.models import Topic
from faq.ops import deadlines
from faq.ops.deadlines import Deadline, DeadlineExceeded, interrupt_query


@pytest.fixture(autouse=True)
def often(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let the watching thread look often, so that the tests need not wait."""
    monkeypatch.setattr(deadlines, "_INTERVAL", 0.01)
    yield
    assert deadlines._running == {}


def spin() -> None:
    while True:
        pass


def run(seconds: float, work: object) -> None:
    deadline = Deadline(seconds)
    try:
        work()  # type: ignore[operator]
    finally:
        deadline.stop()


def test_endless_python_code_is_stopped(db: None) -> None:
    with pytest.raises(DeadlineExceeded):
        run(0.05, spin)


def test_code_that_handles_errors_is_stopped(db: None) -> None:
    def stubborn() -> None:
        while True:
            try:
                spin()
            except Exception:
                continue

    with pytest.raises(DeadlineExceeded):
        run(0.05, stubborn)


def test_long_query_is_interrupted_and_its_transaction_rolled_back(db: None) -> None:
    """The query would run for hours in C, where Python raises no exception."""

    def query() -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            Topic.objects.create(slug="half", title="Half")
            cursor.execute(
                "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1e12) "
                "SELECT count(*) FROM n"
            )

    with pytest.raises(DeadlineExceeded):
        run(0.05, query)
    assert not Topic.objects.filter(slug="half").exists()


def test_code_within_its_time_is_left_alone(db: None) -> None:
    run(30, lambda: time.sleep(0.05))


def test_view_may_be_given_more_time(db: None) -> None:
    deadline = Deadline(0.02)
    deadline.set_seconds(30)
    time.sleep(0.08)
    deadline.stop()


def test_thread_is_left_alone_after_stop(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """An exception on its way when a request ends must not reach the next request of the thread."""
    monkeypatch.setattr(deadlines, "_INTERVAL", 0.0005)
    stopped = 0
    for turn in range(300):
        deadline = Deadline(60)
        try:
            deadline.set_seconds(time.monotonic() - deadline._started_at + 0.001)
            # They end a little before, at and after the deadline; a few wait for it.
            until = time.monotonic() + (turn % 30 / 10_000 if turn % 30 else 60)
            while time.monotonic() < until:
                pass
            deadline.stop()
        except DeadlineExceeded:
            deadline.stop()
            stopped += 1
        sum(range(100))
    assert 0 < stopped < 300


def test_other_threads_are_left_alone(db: None) -> None:
    problems: list[BaseException] = []

    def other() -> None:
        try:
            time.sleep(0.2)
        except BaseException as problem:
            problems.append(problem)

    thread = threading.Thread(target=other)
    thread.start()
    with pytest.raises(DeadlineExceeded):
        run(0.02, spin)
    thread.join()
    assert problems == []


def test_closed_connection_cannot_be_interrupted_and_nothing_happens(db: None) -> None:
    class Closed:
        connection = sqlite3.connect(":memory:")

    Closed.connection.close()
    interrupt_query(Closed)  # type: ignore[arg-type]
