"""Makes drafts of a messy page."""

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
        "Make draft questions of a page of text, Markdown or HTML. Nothing is published, nothing of the page is "
        "lost, and the same page adds nothing a second time."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", help="the page, or - for standard input")
        parser.add_argument(
            "--topic", help="slug of the drafts' topic; without it they are in “Unsorted”"
        )
        parser.add_argument("--dry-run", action="store_true", help="only say what would be made")
        parser.add_argument(
            "--format",
            choices=["auto", *FORMATS],
            default="auto",
            help="what the page is; else it is guessed",
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
            planned = plan_page(
                PageSource.from_bytes(_content(file), format=None if format == "auto" else format)
            )
        except PageError as problem:
            raise CommandError(f"{file}: {problem} Nothing was made.") from problem
        self.stdout.write(format_report(planned))
        self.stdout.write("")
        if dry_run:
            self.stdout.write(f"Nothing was made. There would be {len(planned.new)} new drafts.")
            return
        page = "" if file == "-" else Path(file).name
        made = create_drafts(planned, topic=drafts_topic, by=None, at=timezone.now(), page=page)
        where = f" in the topic “{made.questions[0].topic}”" if made.questions else ""
        self.stdout.write(
            f"Drafts made: {len(made.questions)}{where}. Made before and left alone: {made.skipped}."
        )


def _topic(slug: str) -> Topic:
    found = Topic.objects.filter(slug=slug).first()
    if found is None:
        known = ", ".join(Topic.objects.order_by("slug").values_list("slug", flat=True))
        raise CommandError(
            f"There is no topic {slug}. There are: {known or 'none yet'}. Nothing was made."
        )
    return found


def _content(name: str) -> bytes:
    """The file, or as much of it as shows that it is too large."""
    try:
        if name == "-":
            return _start_of(sys.stdin.buffer)
        with Path(name).open("rb") as file:
            return _start_of(file)
    except OSError as problem:
        raise CommandError(f"{name}: {problem.strerror or problem}. Nothing was made.") from problem


def _start_of(file: BinaryIO) -> bytes:
    return file.read(MAX_BYTES + 1)
