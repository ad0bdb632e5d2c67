"""Prepares an installed site for serving. It can run any number of times."""

from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.utils import timezone

from faq.models import Question, Topic
from faq.search import SearchUnavailable
from faq.search.index import health
from faq.search.index.outbox import drain
from faq.search.index.rebuild import repair

SAMPLE = "help_center"


class Command(BaseCommand):
    help = "Prepare the database, the search index and the static files; load sample content if there is none."

    def handle(self, **options: object) -> None:
        call_command("migrate", verbosity=0, interactive=False)
        call_command("createcachetable", verbosity=0)
        self._update_index()
        if not Topic.objects.exists() and not Question.objects.exists():
            call_command("loaddata", SAMPLE, verbosity=0)
            self.stdout.write(f"Loaded the sample content: {Question.objects.count()} questions.")
        call_command("collectstatic", verbosity=0, interactive=False)

    def _update_index(self) -> None:
        try:
            if not drain(wait=10) or health.problems(timezone.now()):
                repair()
        except SearchUnavailable as error:
            # The site works without the index: search falls back to the database.
            self.stderr.write(f"The search index could not be updated. {error}")
