"""Lists the images that no text needs any more, and deletes them if told so."""

from argparse import ArgumentParser

from django.core.management.base import BaseCommand
from django.utils import timezone

from faq.images import delete_images, find_unused


class Command(BaseCommand):
    help = (
        "List the images that no question, working copy or revision shows and that are older than "
        "a day. With --delete they are deleted."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--delete", action="store_true", help="delete them, for good")

    def handle(self, *, delete: bool, **options: object) -> None:
        names = find_unused(timezone.now())
        for name in names:
            self.stdout.write(name)
        if delete:
            delete_images(names)
            self.stdout.write(f"Deleted: {len(names)}.")
        else:
            self.stdout.write(f"Not needed: {len(names)}. Run again with --delete to delete them.")
