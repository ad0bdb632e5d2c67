"""Deletes old counts of searches."""

from datetime import timedelta

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from faq.insights.search_counts import DAYS_KEPT
from faq.models import SearchTerm


class Command(BaseCommand):
    help = "Delete the counts of searches that are older than --days."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--days",
            type=int,
            default=DAYS_KEPT,
            help=f"how long to keep counts, 0 to delete all; default: {DAYS_KEPT}",
        )

    def handle(self, *, days: int, **options: object) -> None:
        if not 0 <= days <= 36_500:
            raise CommandError("--days must be a whole number from 0 to 36500.")
        today = timezone.now().date()
        count = SearchTerm.objects.prune(today + timedelta(days=1 - days))
        self.stdout.write(f"Deleted: {count}.")
