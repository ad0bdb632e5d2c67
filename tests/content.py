"""The content and the index as a whole, to be compared before and after."""

import io
from pathlib import Path
from typing import Any

from django.apps import apps
from django.core.management import call_command

from faq.search.index.outbox import drain

Content = dict[str, list[dict[str, Any]]]


def content() -> Content:
    """Every row of every table of the application."""
    models = apps.get_app_config("faq").get_models(include_auto_created=True)
    return {
        model._meta.label: list(model._default_manager.order_by("pk").values()) for model in models
    }


def files(index: Path) -> dict[str, bytes]:
    """The index as it lies on disk, but for the locks, which are empty."""
    return {
        str(path.relative_to(index)): path.read_bytes()
        for path in index.rglob("*")
        if path.is_file() and path.suffix != ".lock"
    }


def dump() -> str:
    """The content as a fixture, once the index has followed it."""
    assert drain()
    out = io.StringIO()
    call_command("dumpdata", "faq", natural_foreign=True, natural_primary=True, stdout=out)
    return out.getvalue()
