"""Finds broken links in published questions."""

import time

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from faq import conf
from faq.models import LinkCheck
from faq.ops.link_checks import check_external_links, find_links, save_links
from faq.ops.link_client import LinkClient


class Command(BaseCommand):
    help = (
        "Find broken links in published questions; exit 1 if there are any. "
        "Other sites are visited only if LINKS_CHECK is true."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--limit", type=int, default=200, help="how many addresses to visit; default: 200"
        )
        parser.add_argument("--seconds", type=int, default=600, help="when to stop; default: 600")

    def handle(self, *, limit: int, seconds: int, **options: object) -> None:
        if not (0 <= limit <= 10_000 and 0 <= seconds <= 86_400):
            raise CommandError("--limit must be from 0 to 10000, and --seconds from 0 to 86400.")
        now = timezone.now()
        links = find_links(now)
        save_links(links, now)
        if conf.checks_links():
            end = time.monotonic() + seconds
            count = check_external_links(
                links.outside,
                LinkClient(conf.site_url()).check,
                limit=limit,
                is_over=lambda: time.monotonic() >= end,
                clock=timezone.now,
            )
            self.stdout.write(f"Other sites: {count} of {len(links.outside)} addresses visited.")
        else:
            self.stdout.write(
                f"Other sites: {len(links.outside)} addresses, none visited. "
                "Set LINKS_CHECK=true to visit them."
            )
        self._report()

    def _report(self) -> None:
        broken = list(LinkCheck.objects.broken())
        for link in broken:
            slugs = ", ".join(sorted(question.slug for question in link.questions.all()))
            code = f" ({link.code})" if link.code else ""
            self.stdout.write(f"{link.url}: {link.get_problem_display()}{code}. In {slugs}.")
        if broken:
            raise CommandError(f"Broken links: {len(broken)}.")
        self.stdout.write("No broken links.")
