"""Checks that the database and the index are usable."""

import shutil
from datetime import datetime
from pathlib import Path

from django.db import DatabaseError, OperationalError, connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.models import F

from faq import conf
from faq.models import ContentVersion
from faq.ops.busy_timeout import short_busy_timeout
from faq.ops.unavailable import BUSY, database_problem
from faq.search.index import health as search_health

# In seconds.
BUSY_TIMEOUT = 1
# In bytes. Enough to notice in time: an import of ten thousand questions writes about as much.
MIN_FREE = 100_000_000


def problems(now: datetime) -> list[str]:
    """Describe each problem in one sentence, with what to do about it.

    Args:
        now: the current time, to find changes that have waited too long to be indexed.
    """
    try:
        return _migrations() or [*_writing(), *_room(), *search_health.problems(now)]
    except DatabaseError as error:
        return [f"The database does not answer ({error})."]


def _migrations() -> list[str]:
    executor = MigrationExecutor(connection)
    missing = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if missing:
        names = ", ".join(str(migration) for migration, _ in missing[:3])
        return [f"Migrations are missing: {names}. Run manage.py migrate."]
    return []


def _writing() -> list[str]:
    """Write to the database, which a full disk or a read-only file prevents."""
    # An import may hold the lock for a minute. Whoever asks for the health must not wait for it.
    with short_busy_timeout(BUSY_TIMEOUT):
        try:
            with transaction.atomic():
                # SQLite does not write a page whose content stays the same at each step.
                ContentVersion.objects.update(number=F("number") + 1)
                ContentVersion.objects.update(number=F("number") - 1)
        except OperationalError as error:
            if database_problem(error) is not BUSY:
                return [
                    f"The database cannot be changed ({error}). Make room, or make it writable."
                ]
    return []


def _room() -> list[str]:
    """Look at the free room of the disks that the site writes to."""
    folders = [conf.media_root().parent, Path(conf.index_path())]
    if connection.vendor == "sqlite":
        folders.append(Path(connection.settings_dict["NAME"]).absolute().parent)
    disks = {folder.stat().st_dev: folder for folder in folders if folder.is_dir()}
    free = [(folder, shutil.disk_usage(folder).free) for folder in disks.values()]
    return [
        f"Only {room // 1_000_000} MB are free on the disk with {folder}. Make room."
        for folder, room in free
        if room < MIN_FREE
    ]
