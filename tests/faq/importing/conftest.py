"""What the database and the index hold before a fixture is loaded."""

import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from faq.models import Step
from tests.factories import make_question, make_topic
from tests.faq.importing.bad import OILED


@pytest.fixture
def shed(db: None) -> None:
    """What the database holds before: a question with two steps, one that was renamed, a topic."""
    shelf = make_topic(slug="shed", title="The shed")
    make_question(
        topic=shelf,
        slug="oil",
        title="How do I oil the chain?",
        steps=["Wipe it", "Drip on it"],
        phrasings=["chain squeaks"],
    )
    Step.objects.filter(title="Wipe it").update(uid=OILED)
    moved = make_question(topic=shelf, slug="lamp", title="Where is the lamp?")
    moved.slug = "light"
    moved.save()


@pytest.fixture
def site(shed: None, index: Path) -> Path:
    """That, and the index of it."""
    call_command("search_verify", repair=True, stdout=io.StringIO())
    return index


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    def _write(*objects: Any, name: str = "new.json") -> Path:
        path = tmp_path / name
        path.write_text(json.dumps(list(objects)), encoding="utf-8")
        return path

    return _write
