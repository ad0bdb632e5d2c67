"""Runs one job that an editor started in the admin. The site starts this command itself."""

from django.core.management.base import BaseCommand, CommandError, CommandParser

from faq.management.job_handlers import HANDLERS
from faq.models import Job
from faq.ops import jobs
from faq.publishing.audit import acting_user


class Command(BaseCommand):
    help = "Run a job that an editor started in the admin. The site runs this command itself."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("job", type=int, help="the number of the job")

    def handle(self, *, job: int, **options: object) -> None:
        row = (
            Job.objects.filter(pk=job, state=Job.State.WAITING).select_related("started_by").first()
        )
        if row is None:
            raise CommandError(f"No job {job} is waiting.")
        with acting_user(row.started_by):
            jobs.run(row, HANDLERS[row.kind])
