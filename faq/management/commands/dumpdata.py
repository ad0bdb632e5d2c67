"""Django's dumpdata, without what a database notes for itself: what is dumped is the content."""

from typing import Any

from django.core.management.commands import dumpdata

from faq.models import ContentVersion, IndexChange


class Command(dumpdata.Command):
    def handle(self, *app_labels: str, **options: Any) -> None:
        own = [model._meta.label for model in (ContentVersion, IndexChange)]
        super().handle(*app_labels, **{**options, "exclude": [*options["exclude"], *own]})
