"""Runs long work in processes of its own, so that no request waits for it and readers keep their speed.

A request creates a Job and starts `manage.py job_run`. Jobs run one after another. While a job runs, its
process reports its progress to the cache "jobs" every second, because the job's own transaction may have
locked the database. A job whose process no longer reports was interrupted, and its transaction rolled back.
"""

import logging
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from functools import partial
from typing import NamedTuple

from django.contrib.auth.models import User
from django.core.cache import caches
from django.core.files import locks
from django.db import DatabaseError, connections, transaction
from django.utils import timezone
from django.utils.translation import get_language, gettext, override

from faq import conf
from faq.models import Job
from faq.progress import Report
from faq.publishing.audit import acting_user

log = logging.getLogger(__name__)

# This many jobs may wait or run at a time.
MAX_UNFINISHED = 10
# In seconds: how often a job reports, and after how long without a report it counts as interrupted.
REPORT_INTERVAL = 1
MAX_SILENCE = 30
# Readers come first: how much lower the priority of the process is, as in nice(1).
NICENESS = 10

Arguments = Mapping[str, object]


class TooManyJobs(Exception):
    """No job was started, because enough are waiting."""

    def __init__(self) -> None:
        super().__init__(
            gettext(
                "Nothing was started: {} jobs are waiting. Try again when they are done."
            ).format(MAX_UNFINISHED)
        )


class JobFailed(Exception):
    """The work could not be done and changed nothing. The message says why, to the person who started it."""


class Outcome(NamedTuple):
    """What a job did.

    Attributes:
        messages: for the person who started it.
        file: the name under which a file for them is stored, if any.
        file_name: the name of that file for people.
    """

    messages: list[str]
    file: str = ""
    file_name: str = ""


class Progress(NamedTuple):
    """How far a job is.

    Attributes:
        done: the number of finished parts.
        total: the number of all parts; 0 if it is not known yet.
        is_interrupted: whether the process ended before the job did.
    """

    done: int = 0
    total: int = 0
    is_interrupted: bool = False


# What does the work of one kind of job.
Handler = Callable[[Job, Report], Outcome]


def start(kind: Job.Kind, arguments: Arguments, *, by: User, now: datetime) -> Job:
    """Create a job, and start its process when the transaction commits.

    Args:
        kind: of the work.
        arguments: what the work needs to know, as JSON.
        by: the person who starts it.
        now: the current time.

    Raises:
        TooManyJobs: enough jobs are waiting.
    """
    with transaction.atomic():
        unfinished = Job.objects.unfinished()
        if sum(not progress(job, now).is_interrupted for job in unfinished) >= MAX_UNFINISHED:
            raise TooManyJobs
        Job.objects.outdated(now).delete()
        job = Job.objects.create(
            kind=kind,
            arguments=dict(arguments),
            language=get_language() or conf.language_code(),
            started_by=by,
            created_at=now,
        )
        _write_progress(job.pk, Progress(), now.timestamp())
        transaction.on_commit(partial(_start_process, job.pk))
    return job


def restart(job: Job, *, by: User, now: datetime) -> Job:
    """Start the work of an interrupted or failed job again, as a new job.

    Raises:
        TooManyJobs: enough jobs are waiting.
    """
    if not job.finished_at:
        _finish(job, Job.State.FAILED, [interrupted_message()], now)
    return start(Job.Kind(job.kind), job.arguments, by=by, now=now)


def progress(job: Job, now: datetime) -> Progress:
    """Return how far a job is, and whether it was interrupted."""
    if job.finished_at:
        return Progress()
    try:
        done, total, reported_at = caches["jobs"].get(str(job.pk)) or (0, 0, 0.0)
    except Exception:  # Redis raises errors of its own.
        return Progress()
    silence = now.timestamp() - max(reported_at, job.created_at.timestamp())
    return Progress(done, total, is_interrupted=silence > MAX_SILENCE)


def interrupted_message() -> str:
    return gettext(
        "It was interrupted, because the server was stopped. The part that was not finished was undone."
    )


def run(job: Job, handler: Handler) -> None:
    """Do the work of a job in this process, once it is its turn, and store the outcome.

    Args:
        job: a job that waits.
        handler: does the work.
    """
    acting = acting_user(job.started_by)
    with _reporting(job) as report, _turn(), override(job.language), acting:
        Job.objects.filter(pk=job.pk).update(state=Job.State.RUNNING)
        try:
            outcome = handler(job, report)
        except JobFailed as problem:
            _finish(job, Job.State.FAILED, [str(problem)])
        except DatabaseError as error:
            log.exception("Job %s failed.", job.pk)
            text = gettext("Nothing was changed, because the database failed: {}")
            _finish(job, Job.State.FAILED, [text.format(error)])
        except Exception:
            log.exception("Job %s failed.", job.pk)
            text = gettext("It failed for a reason that is in the log of the site.")
            _finish(job, Job.State.FAILED, [text])
        else:
            job.file, job.file_name = outcome.file, outcome.file_name
            _finish(job, Job.State.DONE, outcome.messages)


def _finish(job: Job, state: Job.State, messages: list[str], now: datetime | None = None) -> None:
    job.state, job.messages, job.finished_at = state, messages, now or timezone.now()
    job.save(update_fields=["state", "messages", "finished_at", "file", "file_name"])


def start_command(*arguments: str) -> subprocess.Popen[bytes]:
    """Start a command of manage.py in a session of its own, so that it outlives a restart of the server.

    Somebody has to wait for the process, or it stays as a zombie when it ends.

    Raises:
        OSError: the machine could not start it.
    """
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    return subprocess.Popen(  # noqa: S603
        [sys.executable, "-m", "django", *arguments],
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        start_new_session=True,
    )


def _start_process(pk: int) -> None:
    try:
        process = start_command("job_run", str(pk))
        own = os.getpriority(os.PRIO_PROCESS, 0)
        os.setpriority(os.PRIO_PROCESS, process.pid, own + NICENESS)
    except OSError:
        log.exception("Job %s could not be started.", pk)
        text = gettext("The server could not start it. The log of the site says why.")
        _finish(Job.objects.get(pk=pk), Job.State.FAILED, [text])
        return
    threading.Thread(target=process.wait, name="job", daemon=True).start()


@contextmanager
def _reporting(job: Job) -> Iterator[Report]:
    """Report the progress of a job from a thread while the block runs."""
    ended = threading.Event()
    latest = Progress()

    def report(done: int, total: int) -> None:
        nonlocal latest
        latest = Progress(done, total)

    def tell() -> None:
        while not ended.wait(REPORT_INTERVAL):
            _write_progress(job.pk, latest, time.time())
        connections.close_all()

    _write_progress(job.pk, Progress(), time.time())
    thread = threading.Thread(target=tell, name="progress", daemon=True)
    thread.start()
    try:
        yield report
    finally:
        ended.set()
        thread.join()


def _write_progress(pk: int, progress: Progress, at: float) -> None:
    try:
        caches["jobs"].set(str(pk), (progress.done, progress.total, at), timeout=None)
    except Exception:
        # A job is worth more than the sight of its progress.
        log.exception("The progress of job %s could not be stored.", pk)


@contextmanager
def _turn() -> Iterator[None]:
    """Wait until no other job runs on this machine."""
    folder = conf.import_folder()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    with (folder / "running.lock").open("wb") as file:
        locks.lock(file, locks.LOCK_EX)
        yield
