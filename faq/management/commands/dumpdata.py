"""Django's dumpdata, limited to the content: without feedback, statistics, working copies and accounts."""

from django.apps import apps
from django.core.management.commands import dumpdata

from faq.importing.fixtures import KEYS
from faq.models import Phrasing, Step


class Command(dumpdata.Command):
    def handle(self, *app_labels: str, exclude: list[str], **options: object) -> None:
        models = apps.get_app_config("faq").get_models()
        others = [model._meta.label for model in models if model not in KEYS]
        with Step.objects.without_copies(), Phrasing.objects.without_copies():
            super().handle(*(app_labels or ["faq"]), exclude=[*exclude, *others], **options)
