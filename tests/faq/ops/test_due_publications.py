"""Scheduled texts are published when somebody first reads, and readers are served whatever happens."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.db import OperationalError, connection
from django.test import Client
from time_machine import TimeMachineFixture

from faq.models import ContentVersion, Question, ScheduledPublication
from faq.ops import due_publications
from faq.publishing import publish
from tests.factories import NOW, make_copy, make_question

SOON = NOW + timedelta(days=1)
BEFORE = SOON - timedelta(seconds=1)
SURFACES = [
    *("/questions/it/", "/questions/it.md", "/search/?q=stop", "/feed/", "/llms-full.txt"),
    *("/api/v1/questions/it/", "/api/v1/search/?q=stop", "/api/v1/questions/", "/llms.txt"),
]


@pytest.fixture(autouse=True)
def resumed() -> Iterator[None]:
    """What failed in one test is tried again in the next."""
    yield
    due_publications.resume()


@pytest.fixture
def live(index: object, ines: User) -> Question:
    """A question with a new version that will be published SOON."""
    live = make_question(slug="it", title="How do I stop?", summary="Old.")
    publish(make_copy(live, by=ines, summary="New."), by=ines, at=NOW, since=SOON)
    return live


def read(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, address
    return b"".join(response).decode()


@pytest.mark.usefixtures("live")
@pytest.mark.parametrize(
    "first", ["/questions/it/", "/search/?q=stop", "/api/v1/questions/it/", "/feed/"]
)
def test_every_surface_follows_at_the_same_moment(
    client: Client,
    time_machine: TimeMachineFixture,
    django_capture_on_commit_callbacks,
    first: str,
) -> None:
    """Check 89: whichever is read first, none has the new text before its time, or the old one after it."""
    time_machine.move_to(BEFORE, tick=False)
    assert {address for address in SURFACES if "New." in read(client, address)} == set()
    time_machine.move_to(SOON, tick=False)
    with django_capture_on_commit_callbacks(execute=True):
        read(client, first)
    texts = {address: read(client, address) for address in SURFACES}
    assert {address for address, text in texts.items() if "New." not in text} == set()
    assert {address for address, text in texts.items() if "Old." in text} == set()


def test_desk_follows_too(
    live: Question, as_ines: Client, time_machine: TimeMachineFixture
) -> None:
    time_machine.move_to(SOON, tick=False)
    as_ines.get("/admin/")
    assert Question.objects.get(pk=live.pk).summary == "New."


def test_nothing_is_asked_of_the_database_before_the_time(
    live: Question, django_assert_num_queries
) -> None:
    with django_assert_num_queries(1):
        ContentVersion.objects.current(BEFORE)


def test_readers_get_the_former_text_while_the_database_cannot_be_changed(
    live: Question,
    client: Client,
    time_machine: TimeMachineFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Check 77: it is published as soon as the database can be changed again."""
    tried = []

    def fails(now: object) -> None:
        tried.append(now)
        raise OperationalError("database is locked")

    time_machine.move_to(SOON, tick=False)
    with monkeypatch.context() as broken:
        broken.setattr(due_publications, "publish_due", fails)
        texts = [read(client, address) for address in (*SURFACES, *SURFACES)]
    assert not any("New." in text for text in texts)
    # The others did not wait for it.
    assert len(tried) == 1
    due_publications.resume()
    assert "New." in read(client, "/questions/it/")


@pytest.mark.django_db(transaction=True)
def test_readers_do_not_wait_for_an_import_that_holds_the_lock(
    client: Client, time_machine: TimeMachineFixture
) -> None:
    """Check 77: with a real second connection."""
    ines = User.objects.create(username="ines", is_superuser=True)
    live = make_question(slug="it", summary="Old.")
    publish(make_copy(live, by=ines, summary="New."), by=ines, at=NOW, since=SOON)
    time_machine.move_to(SOON, tick=False)
    with closing(sqlite3.connect(connection.settings_dict["NAME"], uri=True)) as other:
        other.execute("BEGIN IMMEDIATE")
        assert "Old." in read(client, "/questions/it/")
        other.rollback()
    due_publications.resume()
    assert "New." in read(client, "/questions/it/")


def test_another_thread_that_is_at_work_is_not_waited_for(live: Question) -> None:
    with due_publications._at_work:
        ContentVersion.objects.current(SOON)
    assert ScheduledPublication.objects.count() == 1
