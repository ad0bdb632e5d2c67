"""Rebuilds the search index while readers keep using the old one."""

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from faq.search import SearchUnavailable
from faq.search.index.rebuild import rebuild


class Command(BaseCommand):
    help = "Build a new search index beside the live one, check it and switch to it."

    def handle(self, **options: object) -> None:
        try:
            count = rebuild()
        except DatabaseError as error:
            raise CommandError(
                f"The database is not ready. Run manage.py setup. ({error})"
            ) from error
        except SearchUnavailable as error:
            raise CommandError(
                f"The index was not rebuilt, and the old one stays in use. {error}"
            ) from error
        self.stdout.write(f"The search index was rebuilt: {count} questions.")
