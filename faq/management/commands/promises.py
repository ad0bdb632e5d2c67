"""Checks that every phrasing finds its question."""

import json
import time

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from faq.insights import promises
from faq.models import BrokenPromise, PromiseCheck
from faq.search import SearchUnavailable
from faq.search.index.outbox import drain


class Command(BaseCommand):
    help = (
        "Search for every phrasing of every published question; exit 1 if one does not find its "
        "question among the first three results."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--json", action="store_true", dest="as_json", help="print JSON instead of lines"
        )

    def handle(self, *, as_json: bool, **options: object) -> None:
        start = time.monotonic()
        drain(wait=10)
        try:
            broken = promises.check_all(timezone.now())
        except SearchUnavailable as error:
            raise CommandError(f"{error} Run manage.py search_rebuild.") from error
        seconds = time.monotonic() - start
        check = PromiseCheck.objects.get()
        if as_json:
            self._print_json(broken, check.phrasing_count, seconds)
        else:
            self._print_lines(broken, check.phrasing_count, seconds)
        if broken:
            raise SystemExit(1)

    def _print_lines(self, broken: list[BrokenPromise], count: int, seconds: float) -> None:
        for promise in broken:
            url, rank = promise.question.get_absolute_url(), promise.rank
            place = f"is result number {rank}" if rank else "is not on the first page of results"
            self.stdout.write(f"“{promise.phrasing.text}”: {url} {place}.")
            for other in promise.above:
                self.stdout.write(f"  ranked higher: {other['address']} “{other['title']}”")
        self.stdout.write(
            f"Phrasings checked: {count}, in {seconds:.1f} s. Broken promises: {len(broken)}."
        )

    def _print_json(self, broken: list[BrokenPromise], count: int, seconds: float) -> None:
        report = {
            "phrasings": count,
            "seconds": round(seconds, 3),
            "broken": [
                {
                    "phrasing": promise.phrasing.text,
                    "question": promise.question.get_absolute_url(),
                    "rank": promise.rank,
                    "above": promise.above,
                }
                for promise in broken
            ],
        }
        self.stdout.write(json.dumps(report, ensure_ascii=False, indent=1))
