"""Lists unused images and attachments, and deletes them with --delete."""

from argparse import ArgumentParser

from django.core.management.base import BaseCommand
from django.utils import timezone

from faq.images import delete_uploads, find_unused


class Command(BaseCommand):
    help = (
        "List the images and attachments that are older than a day and that no question, working copy "
        "or revision uses. "
        "With --delete, delete them."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--delete", action="store_true", help="delete them for ever")

    def handle(self, *, delete: bool, **options: object) -> None:
        names = find_unused(timezone.now())
        for name in names:
            self.stdout.write(name)
        if delete:
            delete_uploads(names)
            self.stdout.write(f"Deleted: {len(names)}.")
        else:
            self.stdout.write(f"Unused: {len(names)}. Run again with --delete to delete them.")
