"""Django's loaddata with two additions: it rejects invalid fixtures, and it updates the search index."""

from pathlib import Path

from django.core.exceptions import ValidationError
from django.core.management.base import CommandError
from django.core.management.commands import loaddata
from django.core.serializers.base import DeserializationError, DeserializedObject
from django.db import DatabaseError

from faq.importing.fixtures import KEYS, FixtureError, arrange_steps, check_fixture
from faq.search import SearchUnavailable
from faq.search.index.outbox import drain
from faq.search.index.rebuild import repair


class Command(loaddata.Command):
    def handle(self, *fixture_labels: str, **options: object) -> None:
        try:
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
            arrange_steps(check_fixture(Path(path)))
        super().load_label(fixture_label)

    def save_obj(self, obj: DeserializedObject) -> bool:
        model = type(obj.object)
        if model._meta.app_label == "faq" and model not in KEYS:
            return False
        return super().save_obj(obj)
