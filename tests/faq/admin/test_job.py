"""The list of jobs and the page of one."""

import os
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.core.management.base import CommandError
from django.http import HttpResponseBase
from django.test import Client
from time_machine import TimeMachineFixture

from faq.admin import import_export, page_import
from faq.admin.question import bulk
from faq.importing import upload_store
from faq.models import Job, Question
from faq.ops import jobs
from tests.factories import NOW, make_audience, make_draft, make_job, make_question, make_topic
from tests.faq.importing.spreadsheets.tables import table
from tests.html import Element, parse

pytestmark = [pytest.mark.django_db, pytest.mark.time_machine(NOW, tick=False)]

LIST = "/admin/faq/job/"


@pytest.fixture(autouse=True)
def folder(settings: Any, tmp_path: Path) -> None:
    settings.IMPORTS = tmp_path / "imports"
    settings.CACHES = {
        **settings.CACHES,
        "jobs": {**settings.CACHES["jobs"], "LOCATION": tmp_path / "jobs"},
    }


def page_of(job: Job) -> str:
    return f"{LIST}{job.pk}/change/"


def page(client: Client, job: Job) -> Element:
    return parse(client.get(page_of(job))).one(id="content-main")


def run() -> Job:
    """Do what the process of the only job does."""
    job = Job.objects.get()
    call_command("job_run", str(job.pk))
    job.refresh_from_db()
    return job


def started(response: HttpResponseBase) -> Job:
    job = Job.objects.get()
    assert (response.status_code, response["Location"]) == (302, page_of(job))
    assert job.state == Job.State.WAITING
    return job


def test_page_shows_progress_and_result(as_ines: Client, ines: User) -> None:
    job = jobs.start(Job.Kind.EXPORT, {"questions": None}, by=ines, now=NOW)
    jobs._write_progress(job.pk, jobs.Progress(3, 7), NOW.timestamp())
    shown = page(as_ines, job)
    bar = shown.one("progress")
    assert (bar["max"], bar["value"]) == ("7", "3")
    assert shown.one("p", cls="faq-count").text == "3 of 7"
    assert as_ines.get(f"{LIST}{job.pk}/status/").json() == {
        "is_over": False,
        "state": "Waiting",
        "done": 3,
        "total": 7,
        "count": "3 of 7",
    }
    run()
    assert as_ines.get(f"{LIST}{job.pk}/status/").json()["is_over"] is True
    over = page(as_ines, job)
    assert over.all("progress") == []
    assert over.one("ul").texts("li") == ["The file can be downloaded for a day."]


def test_interrupted_job_says_so_and_can_be_started_again(
    as_ines: Client, as_rafi: Client, ines: User, time_machine: TimeMachineFixture
) -> None:
    job = jobs.start(Job.Kind.EXPORT, {"questions": None}, by=ines, now=NOW)
    time_machine.move_to(NOW + timedelta(minutes=5), tick=False)
    shown = page(as_ines, job)
    assert shown.one("p", cls="errornote").text == (
        "It was interrupted, because the server was stopped. The part that was not finished was undone."
    )
    again = shown.one("form")["action"]
    assert page(as_rafi, job).all("form") == []
    assert as_rafi.post(again).status_code == 403
    assert as_ines.get(again).status_code == 405
    response = as_ines.post(again)
    latest = Job.objects.latest("pk")
    assert response["Location"] == page_of(latest)
    assert latest.arguments == job.arguments
    assert as_ines.post(f"{LIST}{latest.pk}/again/").status_code == 403
    assert Job.objects.count() == 2


def test_many_questions_are_exported_in_a_job(
    as_ines: Client, monkeypatch: pytest.MonkeyPatch, time_machine: TimeMachineFixture
) -> None:
    """Check 27: the link alone starts nothing."""
    monkeypatch.setattr(import_export, "MAX_EXPORTED_AT_ONCE", 1)
    make_question(slug="live"), make_draft(slug="draft")
    address = "/admin/faq/question/export/"
    asked = parse(as_ines.get(address)).one(id="content-main")
    assert asked.one("p").text.startswith("There are 2 questions.")
    assert not Job.objects.exists()
    started(as_ines.post(address))
    job = run()
    link = page(as_ines, job).links()[0]
    assert link == ("Download questions-2026-11-23.csv", f"{LIST}{job.pk}/file/")
    file = as_ines.get(link[1])
    assert file["Content-Disposition"] == 'attachment; filename="questions-2026-11-23.csv"'
    lines = file.content.decode("utf-8-sig").splitlines()
    assert sorted(line.split(",")[0] for line in lines) == ['"draft"', '"live"', '"slug"']
    upload_store.delete(job.file)
    assert as_ines.get(link[1])["Location"] == page_of(job)


def test_large_table_is_imported_in_a_job(as_ines: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(import_export, "MAX_IMPORTED_AT_ONCE", 1)
    make_topic(slug="money")
    rows = [{"slug": f"q-{n}", "title": f"Q {n}?", "topic": "money"} for n in range(3)]
    address = "/admin/faq/question/import/"
    looked = as_ines.post(address, {"table": SimpleUploadedFile("t.csv", table(*rows))})
    token = parse(looked).one("input", name="token")["value"]
    started(as_ines.post(address, {"token": token}))
    assert not Question.objects.exists()
    assert run().messages == ["Imported: 3 new drafts, 0 texts changed, 0 new working copies."]
    assert Question.objects.count() == 3


def test_table_that_no_longer_fits_changes_nothing(
    as_ines: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(import_export, "MAX_IMPORTED_AT_ONCE", 0)
    make_topic(slug="money")
    address = "/admin/faq/question/import/"
    data = table({"slug": "a", "title": "A?", "topic": "money"})
    looked = as_ines.post(address, {"table": SimpleUploadedFile("t.csv", data)})
    token = parse(looked).one("input", name="token")["value"]
    started(as_ines.post(address, {"token": token}))
    make_draft(slug="a", title="Taken?")
    job = run()
    assert job.state == Job.State.FAILED
    assert job.messages[0].startswith("Nothing was imported, because the questions have changed")
    assert Question.objects.get().title == "Taken?"
    assert page(as_ines, job).one("p", cls="errornote").text == "This was not done."


def test_long_page_is_imported_in_a_job(as_ines: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page_import, "MAX_CREATED_AT_ONCE", 1)
    text = "# How do I pay?\n\nOpen the menu.\n\n# How do I leave?\n\nClose the page.\n"
    address = "/admin/faq/question/from-page/"
    looked = parse(as_ines.post(address, {"text": text})).one(id="content-main")
    chosen = [each["value"] for each in looked.all("input", name="draft")]
    assert len(chosen) == 2
    sent = {"text": text, "format": "markdown", "make": "1", "draft": chosen}
    started(as_ines.post(address, sent))
    assert run().messages[0].startswith("2 drafts were created.")
    assert set(Question.objects.values_list("title", flat=True)) == {
        "How do I pay?",
        "How do I leave?",
    }


def test_full_disk_rejects_a_long_page_and_keeps_its_text(
    as_ines: Client, monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    settings.IMPORTS.write_text("A file where the folder should be.")
    monkeypatch.setattr(page_import, "MAX_CREATED_AT_ONCE", 0)
    text = "# How do I pay?\n\nOpen the menu.\n"
    address = "/admin/faq/question/from-page/"
    looked = parse(as_ines.post(address, {"text": text})).one(id="content-main")
    chosen = looked.one("input", name="draft")["value"]
    sent = {"text": text, "format": "markdown", "make": "1", "draft": chosen}
    answer = parse(as_ines.post(address, sent))
    [message] = answer.one("ul", cls="messagelist").texts("li")
    assert message.startswith("The server could not save the file: its disk is full")
    assert answer.one("textarea", name="text").text.split() == text.split()
    assert not Job.objects.exists()


def test_many_questions_are_changed_in_a_job(
    as_rafi: Client, ines: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bulk, "MAX_AT_ONCE", 1)
    audience = make_audience(title="clients")
    drafts = [make_draft(title="One?"), make_draft(title="Two?")]
    sent = {
        "action": "bulk_edit",
        "_selected_action": [each.pk for each in drafts],
        "edit": "1",
        "add": audience.pk,
        "owner": ines.pk,
    }
    started(as_rafi.post("/admin/faq/question/", sent))
    assert run().messages == ["Changed: 2.", "Owner set to ines: 2."]
    for draft in drafts:
        draft.refresh_from_db()
        assert (list(draft.audiences.all()), draft.owner) == ([audience], ines)


def test_person_who_lost_the_permission_changes_nothing(
    as_rafi: Client, rafi: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bulk, "MAX_AT_ONCE", 1)
    live = [make_question(), make_question()]
    chosen = [each.pk for each in live]
    sent = {"action": "archive_selected", "_selected_action": chosen, "confirmed": "1"}
    started(as_rafi.post("/admin/faq/question/", sent))
    rafi.groups.clear()
    job = run()
    assert len(job.messages) == 2
    assert all("was not changed" in text for text in job.messages)
    assert set(Question.objects.values_list("status", flat=True)) == {"published"}


@pytest.mark.usefixtures("index")
def test_index_is_rebuilt_by_hand(
    as_rafi: Client, as_ines: Client, time_machine: TimeMachineFixture
) -> None:
    make_question()
    # The index of the test has the name of its second.
    time_machine.move_to(NOW + timedelta(seconds=1), tick=False)
    assert as_ines.post(f"{LIST}rebuild/").status_code == 403
    assert as_rafi.get(f"{LIST}rebuild/").status_code == 405
    form = parse(as_rafi.get(LIST)).one("form", cls="object-tools")
    assert parse(as_ines.get(LIST)).all("form", cls="object-tools") == []
    started(as_rafi.post(form["action"]))
    assert run().messages == ["The search index was rebuilt: 1 questions."]


def test_too_many_jobs_are_refused(
    as_rafi: Client, rafi: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(jobs, "MAX_UNFINISHED", 0)
    response = as_rafi.post(f"{LIST}rebuild/", follow=True)
    [message] = parse(response).one("ul", cls="messagelist").texts("li")
    assert message.startswith("Nothing was started")
    assert not Job.objects.exists()


def test_list_shows_the_state(as_ines: Client, ines: User) -> None:
    make_job(ines, created_at=NOW - timedelta(minutes=5))
    row = parse(as_ines.get(LIST)).one("tbody").one("tr")
    assert "Interrupted" in row.text


def test_command_runs_only_jobs_that_wait() -> None:
    with pytest.raises(CommandError, match="No job 7 is waiting"):
        call_command("job_run", "7")


def test_command_leaves_the_priority_of_its_process(ines: User) -> None:
    """The site lowers that of the processes it starts; whoever runs the command chooses it."""
    jobs.start(Job.Kind.EXPORT, {"questions": None}, by=ines, now=NOW)
    before = os.getpriority(os.PRIO_PROCESS, 0)
    run()
    assert os.getpriority(os.PRIO_PROCESS, 0) == before
