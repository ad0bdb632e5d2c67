"""Jobs: long work in processes of its own."""

import logging
import os
import subprocess
import sys
import threading
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.cache import caches
from django.core.files import locks
from django.db import OperationalError
from django.utils import timezone
from django.utils.translation import gettext

from faq import conf
from faq.models import Job
from faq.ops import jobs
from faq.ops.jobs import JobFailed, Outcome
from faq.progress import Report
from tests.factories import NOW, make_job

pytestmark = [pytest.mark.django_db, pytest.mark.time_machine(NOW, tick=False)]


@pytest.fixture(autouse=True)
def folder(settings: Any, tmp_path: Any) -> None:
    settings.IMPORTS = tmp_path / "imports"
    settings.CACHES = {
        **settings.CACHES,
        "jobs": {**settings.CACHES["jobs"], "LOCATION": tmp_path / "jobs"},
    }


def done(job: Job, report: Report) -> Outcome:
    return Outcome([f"Done with {job.arguments['what']}."])


def says(message: str) -> jobs.Handler:
    def handler(job: Job, report: Report) -> Outcome:
        return Outcome([gettext(message)])

    return handler


def fails(error: Exception) -> jobs.Handler:
    def handler(job: Job, report: Report) -> Outcome:
        raise error

    return handler


def test_job_is_done_and_says_what_it_did(ines: User) -> None:
    job = jobs.start(Job.Kind.EXPORT, {"what": "this"}, by=ines, now=NOW)
    assert (job.state, jobs.progress(job, NOW)) == (Job.State.WAITING, (0, 0, False))
    jobs.run(job, done)
    stored = Job.objects.get()
    assert (stored.state, stored.messages) == (Job.State.DONE, ["Done with this."])
    assert stored.finished_at == NOW


def test_progress_is_seen_while_the_transaction_of_the_job_is_open(
    ines: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(jobs, "REPORT_INTERVAL", 0.01)
    job = make_job(ines)
    reported = threading.Event()
    seen: list[jobs.Progress] = []

    def handler(job: Job, report: Report) -> Outcome:
        report(3, 7)
        for _ in range(500):
            reported.wait(0.01)
            if jobs.progress(job, NOW).done:
                break
        seen.append(jobs.progress(job, NOW))
        return Outcome([])

    jobs.run(job, handler)
    assert seen == [(3, 7, False)]


@pytest.mark.parametrize(
    ("error", "message"),
    [
        (JobFailed("The table has changed."), "The table has changed."),
        (
            OperationalError("database is locked"),
            "Nothing was changed, because the database failed: database is locked",
        ),
        (ValueError("secret"), "It failed for a reason that is in the log of the site."),
    ],
)
def test_failure_is_stored_with_its_reason(
    error: Exception, message: str, caplog: pytest.LogCaptureFixture
) -> None:
    job = make_job()
    with caplog.at_level(logging.CRITICAL):
        jobs.run(job, fails(error))
    stored = Job.objects.get()
    assert (stored.state, stored.messages) == (Job.State.FAILED, [message])


def test_messages_are_in_the_language_of_the_person_who_started_it() -> None:
    job = make_job(language="de")
    jobs.run(job, says("Nothing to fix"))
    assert Job.objects.get().messages == ["Nichts zu beheben"]


def test_job_without_a_sign_of_life_is_interrupted(ines: User) -> None:
    job = jobs.start(Job.Kind.EXPORT, {}, by=ines, now=NOW)
    assert not jobs.progress(job, NOW + timedelta(seconds=jobs.MAX_SILENCE)).is_interrupted
    later = NOW + timedelta(seconds=jobs.MAX_SILENCE + 1)
    assert jobs.progress(job, later).is_interrupted
    # It is over: what it was is told from the database alone.
    jobs.run(job, says("Nothing to fix"))
    assert not jobs.progress(Job.objects.get(), later).is_interrupted


def test_interrupted_job_can_be_started_again(ines: User) -> None:
    job = jobs.start(Job.Kind.EXPORT, {"questions": [7]}, by=ines, now=NOW)
    later = NOW + timedelta(minutes=5)
    again = jobs.restart(job, by=ines, now=later)
    assert (again.kind, again.arguments) == (Job.Kind.EXPORT, {"questions": [7]})
    job.refresh_from_db()
    assert (job.state, job.finished_at) == (Job.State.FAILED, later)


def test_few_jobs_may_wait(ines: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jobs, "MAX_UNFINISHED", 2)
    jobs.start(Job.Kind.EXPORT, {}, by=ines, now=NOW)
    jobs.start(Job.Kind.EXPORT, {}, by=ines, now=NOW)
    with pytest.raises(jobs.TooManyJobs):
        jobs.start(Job.Kind.EXPORT, {}, by=ines, now=NOW)
    # Interrupted ones do not count.
    jobs.start(Job.Kind.EXPORT, {}, by=ines, now=NOW + timedelta(minutes=5))
    assert Job.objects.count() == 3


def test_old_jobs_are_deleted(ines: User) -> None:
    old = make_job(ines, created_at=NOW - timedelta(days=31))
    kept = make_job(ines, created_at=NOW - timedelta(days=29))
    jobs.start(Job.Kind.EXPORT, {}, by=ines, now=NOW)
    pks = set(Job.objects.values_list("pk", flat=True))
    assert old.pk not in pks
    assert kept.pk in pks


def test_jobs_run_one_after_another() -> None:
    def handler(job: Job, report: Report) -> Outcome:
        with (conf.import_folder() / "running.lock").open("wb") as file:
            is_free = locks.lock(file, locks.LOCK_EX | locks.LOCK_NB)
        return Outcome([str(is_free)])

    job = make_job()
    jobs.run(job, handler)
    assert Job.objects.get().messages == ["False"]


def test_job_that_cannot_be_started_says_so(
    ines: User, monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Any
) -> None:
    monkeypatch.setattr(sys, "executable", "/nonexistent/python")
    with django_capture_on_commit_callbacks(execute=True):
        jobs.start(Job.Kind.EXPORT, {}, by=ines, now=NOW)
    stored = Job.objects.get()
    assert stored.state == Job.State.FAILED
    assert stored.messages == ["The server could not start it. The log of the site says why."]


def test_lost_progress_store_stops_nothing(settings: Any, ines: User) -> None:
    settings.CACHES = {
        **settings.CACHES,
        "jobs": {
            "BACKEND": "django.core.cache.backends.redis.RedisCache",
            "LOCATION": "redis://127.0.0.1:1",
        },
    }
    job = jobs.start(Job.Kind.EXPORT, {"what": "this"}, by=ines, now=timezone.now())
    assert not jobs.progress(job, NOW).is_interrupted
    jobs.run(job, done)
    assert Job.objects.get().state == Job.State.DONE
    assert caches["jobs"] is not None


def test_process_of_a_job_comes_after_those_that_serve_readers(
    ines: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    job = jobs.start(Job.Kind.EXPORT, {"what": "this"}, by=ines, now=NOW)
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as process:
        monkeypatch.setattr(jobs, "start_command", lambda *_: process)
        jobs._start_process(job.pk)
        priority = os.getpriority(os.PRIO_PROCESS, process.pid)
    assert priority == min(os.getpriority(os.PRIO_PROCESS, 0) + jobs.NICENESS, 19)
