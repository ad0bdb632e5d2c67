"""Checks that the database and the index are usable."""

from datetime import datetime

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from faq.search.index import health as search_health


def problems(now: datetime) -> list[str]:
    """Describe each problem in one sentence, with what to do about it.

    Args:
        now: the current time, to find changes that have waited too long to be indexed.
    """
    try:
        return _database() or search_health.problems(now)
    except DatabaseError as error:
        return [f"The database does not answer ({error})."]


def _database() -> list[str]:
    executor = MigrationExecutor(connection)
    missing = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if missing:
        names = ", ".join(str(migration) for migration, _ in missing[:3])
        return [f"Migrations are missing: {names}. Run manage.py migrate."]
    return []
