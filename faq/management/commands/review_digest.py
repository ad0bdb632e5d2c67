"""Tells people by e-mail which of their questions are due for review."""

from datetime import timedelta

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from faq import conf
from faq.notifications.digest import notify_of_due_reviews


class Command(BaseCommand):
    help = (
        "E-mail each owner of questions that are due for review a list of them, once in so many "
        "days, however often this runs."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--days", type=int, default=7, help="the interval for each person; default: 7"
        )

    def handle(self, *, days: int, **options: object) -> None:
        if not 1 <= days <= 28:
            raise CommandError("--days must be from 1 to 28.")
        if not conf.sends_mail():
            self.stdout.write("No e-mail is sent, because EMAIL_URL is not set.")
            return
        # An hour less, so that a nightly run finds the interval over.
        every = timedelta(days=days) - timedelta(hours=1)
        count = notify_of_due_reviews(timezone.now(), every=every)
        self.stdout.write(f"People notified: {count}.")
