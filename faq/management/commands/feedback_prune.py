"""Deletes old feedback from readers."""

from argparse import ArgumentParser
from datetime import UTC

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from faq.feedback import prune


class Command(BaseCommand):
    help = (
        "Delete votes and stuck reports that are older than --days, and hashes of readers that are two "
        "days old."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--days", type=int, default=365, help="how long to keep feedback; default: 365"
        )

    def handle(self, *, days: int, **options: object) -> None:
        if not 0 <= days <= 36_500:
            raise CommandError("--days must be from 0 to 36500.")
        deleted = prune(days, today=timezone.now().astimezone(UTC).date())
        self.stdout.write(f"Deleted: {deleted}.")
