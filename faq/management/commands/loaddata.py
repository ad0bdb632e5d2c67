"""Django's loaddata, limited to valid fixtures of content; it also updates the search index."""

from contextlib import ExitStack
from pathlib import Path

from django.core.exceptions import ValidationError
from django.core.management.base import CommandError, CommandParser
from django.core.management.commands import loaddata
from django.core.serializers.base import DeserializationError
from django.db import DatabaseError
from django.utils import timezone

from faq.importing.fixtures import (
    FixtureError,
    arrange_steps,
    check_fixture,
    open_in_order,
    recorded_changes,
)
from faq.publishing.saves import one_save
from faq.search import SearchUnavailable
from faq.search.index.outbox import drain
from faq.search.index.rebuild import repair


class Command(loaddata.Command):
    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument(
            "--any-model",
            action="store_true",
            help="Also load objects that are not content, such as accounts. They are not checked.",
        )

    def handle(self, *fixture_labels: str, **options: object) -> None:
        self.any_model = bool(options["any_model"])
        try:
            # A text that is replaced is kept once, however many rows of it change.
            with one_save():
                super().handle(*fixture_labels, **options)
        except (
            FixtureError,
            DeserializationError,
            ValidationError,
            DatabaseError,
            ValueError,
        ) as error:
            raise CommandError(f"Nothing was loaded.\n{error}") from error
        try:
            if not drain(wait=30):
                repair()
        except SearchUnavailable as error:
            raise CommandError(
                f"The content was loaded, but search does not find it yet. {error} "
                "Fix this, then run manage.py search_rebuild."
            ) from error

    def load_label(self, fixture_label: str) -> None:
        for path, _, _ in self.find_fixtures(fixture_label):
            if Path(path).suffix != ".json":
                raise FixtureError(f"{path}: only .json fixtures are read, uncompressed.")
            if not Path(path).is_file():
                raise FixtureError(f"{path}: this is not a file.")
            arrange_steps(check_fixture(Path(path), any_model=self.any_model))
        now = timezone.now()
        with ExitStack() as recording:
            for path, _, _ in self.find_fixtures(fixture_label):
                recording.enter_context(recorded_changes(Path(path), now))
            # The order of the objects does not matter: each is loaded after those that it refers to.
            self.compression_formats[None] = (open_in_order, "rb")  # type: ignore[assignment]
            super().load_label(fixture_label)
