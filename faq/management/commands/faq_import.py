"""Creates draft questions from a page of text, Markdown or HTML."""

import sys
from pathlib import Path
from typing import BinaryIO, Literal

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from faq.importing.pages import MAX_BYTES, PageError, PageSource, create_drafts, plan_page
from faq.importing.pages.report import format_report
from faq.importing.pages.source import FORMATS, Format
from faq.models import Topic


class Command(BaseCommand):
    help = (
        "Create draft questions from a page of text, Markdown or HTML. Nothing is published, no text is "
        "lost, and importing the same page again adds nothing."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", help="the page, or - for standard input")
        parser.add_argument(
            "--topic", help="slug of the topic for the drafts; by default they go to “Unsorted”"
        )
        parser.add_argument(
            "--dry-run", action="store_true", help="show the drafts without creating them"
        )
        parser.add_argument(
            "--format",
            choices=["auto", *FORMATS],
            default="auto",
            help="format of the page; by default it is detected",
        )

    def handle(
        self,
        *,
        file: str,
        topic: str | None,
        dry_run: bool,
        format: Format | Literal["auto"],
        **options: object,
    ) -> None:
        drafts_topic = _topic(topic) if topic else None
        try:
            plan = plan_page(
                PageSource.from_bytes(_content(file), format=None if format == "auto" else format)
            )
        except PageError as problem:
            raise CommandError(f"{file}: {problem} No drafts were created.") from problem
        self.stdout.write(format_report(plan))
        self.stdout.write("")
        if dry_run:
            self.stdout.write(f"No drafts were created. There would be {len(plan.new)} new drafts.")
            return
        page = "" if file == "-" else Path(file).name
        created = create_drafts(plan, topic=drafts_topic, by=None, at=timezone.now(), page=page)
        where = f" in the topic “{created.questions[0].topic}”" if created.questions else ""
        self.stdout.write(
            f"Drafts created: {len(created.questions)}{where}. Existing drafts not changed: {created.skipped}."
        )


def _topic(slug: str) -> Topic:
    topic = Topic.objects.filter(slug=slug).first()
    if topic is None:
        known = ", ".join(Topic.objects.order_by("slug").values_list("slug", flat=True))
        raise CommandError(
            f"There is no topic {slug}. Topics: {known or 'none yet'}. No drafts were created."
        )
    return topic


def _content(name: str) -> bytes:
    """Return the file, or one byte more than the limit if it is too large."""
    try:
        if name == "-":
            return _start_of(sys.stdin.buffer)
        with Path(name).open("rb") as file:
            return _start_of(file)
    except OSError as problem:
        reason = problem.strerror or problem
        raise CommandError(f"{name}: {reason}. No drafts were created.") from problem


def _start_of(file: BinaryIO) -> bytes:
    return file.read(MAX_BYTES + 1)
