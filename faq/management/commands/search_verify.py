"""Compares the search index with the database, question by question."""

from django.core.management.base import BaseCommand, CommandError, CommandParser

from faq.models import Question
from faq.search import SearchUnavailable
from faq.search.index.outbox import Drift, compare
from faq.search.index.rebuild import repair

SHOWN = 10


class Command(BaseCommand):
    help = "Compare the search index with the database; exit 1 if they differ."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--repair", action="store_true", dest="repair_index", help="make them equal"
        )

    def handle(self, *, repair_index: bool, **options: object) -> None:
        try:
            if repair_index:
                self._report(repair(), "mended")
            drift = compare()
        except SearchUnavailable as error:
            raise CommandError(f"{error} Run manage.py search_rebuild.") from error
        if drift.pks:
            self._report(drift, "found")
            raise CommandError("Index and database differ. Run manage.py search_verify --repair.")
        count = Question.objects.indexable().count()
        self.stdout.write(f"Index and database agree: {count} questions.")

    def _report(self, drift: Drift, done: str) -> None:
        for kind, pks in drift._asdict().items():
            if pks:
                known = dict(Question.objects.filter(pk__in=pks[:SHOWN]).values_list("pk", "slug"))
                names = ", ".join(known.get(pk, f"number {pk}") for pk in pks[:SHOWN])
                more = f" and {len(pks) - SHOWN} more" if len(pks) > SHOWN else ""
                self.stdout.write(f"{done}, {kind}: {names}{more}")
