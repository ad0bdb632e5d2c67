"""The process that sends: started after the commit, once, and again for what came meanwhile."""

import threading
from collections.abc import Callable

import pytest
from django.contrib.auth.models import User

from faq.models import Question
from faq.notifications import sender_process
from faq.publishing import comment
from tests.factories import NOW, make_draft
from tests.smtp import MailServer

pytestmark = pytest.mark.django_db


class Process:
    """A process that ends when the test says so."""

    def __init__(self, end: threading.Event) -> None:
        self.end = end

    def wait(self) -> None:
        assert self.end.wait(10)


@pytest.fixture
def text(rafi: User, smtp: MailServer) -> Question:
    rafi.email = "rafi@example.com"
    rafi.save()
    return make_draft(owner=rafi)


def join() -> None:
    for thread in threading.enumerate():
        if thread.name == "mail":
            thread.join(10)


def test_one_process_sends_and_one_follows(
    text: Question,
    ines: User,
    monkeypatch: pytest.MonkeyPatch,
    django_capture_on_commit_callbacks: Callable,
) -> None:
    end, started = threading.Event(), []
    first = threading.Event()

    def start(*arguments: str) -> Process:
        started.append(arguments)
        first.set()
        return Process(end)

    monkeypatch.setattr(sender_process, "start_command", start)
    with django_capture_on_commit_callbacks(execute=True) as callbacks:
        comment(text, "One.", by=ines, at=NOW)
        assert started == []
    assert sender_process.start_sending in callbacks
    assert first.wait(10)
    for _ in range(3):
        sender_process.start_sending()
    assert started == [("mail_send",)]
    end.set()
    join()
    assert started == [("mail_send",)] * 2


def test_machine_without_processes_logs_it(
    text: Question,
    ines: User,
    monkeypatch: pytest.MonkeyPatch,
    django_capture_on_commit_callbacks: Callable,
    caplog: pytest.LogCaptureFixture,
) -> None:
    def fail(*arguments: str) -> Process:
        raise OSError("no memory")

    monkeypatch.setattr(sender_process, "start_command", fail)
    with django_capture_on_commit_callbacks(execute=True):
        comment(text, "One.", by=ines, at=NOW)
    join()
    assert "could not be started" in caplog.text


def test_site_without_a_server_starts_nothing(
    ines: User, rafi: User, django_capture_on_commit_callbacks: Callable
) -> None:
    with django_capture_on_commit_callbacks() as callbacks:
        comment(make_draft(owner=rafi), "One.", by=ines, at=NOW)
    assert sender_process.start_sending not in callbacks
