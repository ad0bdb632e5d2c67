"""What keeps the site from answering in full, in words an operator can act on."""

from datetime import datetime

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from faq.search.index import health as search_health


def problems(now: datetime) -> list[str]:
    """One sentence for each problem; none means that database and index are usable and agree.

    Args:
        now: to tell changes that wait too long from those on their way.
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
