"""Everything between installing and serving; safe to run again."""

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
    help = "Prepare database, sample content (if there is none), search index and static files."

    def handle(self, **options: object) -> None:
        call_command("migrate", verbosity=0, interactive=False)
        call_command("createcachetable", verbosity=0)
        self._bring_index_up_to_date()
        if not Topic.objects.exists() and not Question.objects.exists():
            call_command("loaddata", SAMPLE, verbosity=0)
            self.stdout.write(f"Loaded the sample content: {Question.objects.count()} questions.")
        call_command("collectstatic", verbosity=0, interactive=False)

    def _bring_index_up_to_date(self) -> None:
        try:
            if not drain(wait=10) or health.problems(timezone.now()):
                repair()
        except SearchUnavailable as error:
            # The site can serve without: the database answers searches meanwhile.
            self.stderr.write(f"The search index could not be brought up to date. {error}")
