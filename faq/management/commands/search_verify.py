"""Compares the search index with the database, question by question."""

from django.core.management.base import BaseCommand, CommandError, CommandParser

from faq.models import Question
from faq.search import SearchUnavailable
from faq.search.index.outbox import IndexDifference, compare
from faq.search.index.rebuild import repair

MAX_NAMES = 10


class Command(BaseCommand):
    help = "Compare the search index with the database; exit 1 if they differ."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--repair",
            action="store_true",
            dest="repair_index",
            help="update the index where they differ",
        )

    def handle(self, *, repair_index: bool, **options: object) -> None:
        try:
            if repair_index:
                self._report(repair(), "repaired")
            difference = compare()
        except SearchUnavailable as error:
            raise CommandError(f"{error} Run manage.py search_rebuild.") from error
        if difference.pks:
            self._report(difference, "found")
            raise CommandError("Index and database differ. Run manage.py search_verify --repair.")
        count = Question.objects.indexable().count()
        self.stdout.write(f"Index and database agree: {count} questions.")

    def _report(self, difference: IndexDifference, verb: str) -> None:
        for kind, pks in difference._asdict().items():
            if pks:
                shown = pks[:MAX_NAMES]
                slugs = dict(Question.objects.filter(pk__in=shown).values_list("pk", "slug"))
                names = ", ".join(slugs.get(pk, f"number {pk}") for pk in shown)
                more = f" and {len(pks) - MAX_NAMES} more" if len(pks) > MAX_NAMES else ""
                self.stdout.write(f"{verb}, {kind}: {names}{more}")
