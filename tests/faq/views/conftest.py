"""Fixtures: questions to search, and a question with a reader."""

from pathlib import Path

import pytest
from django.test import Client

from faq.models import Question
from faq.search.index.outbox import drain
from tests.factories import make_audience, make_question, make_topic
from tests.faq.views.feedback_forms import SAME_ORIGIN


@pytest.fixture
def zoo(index: Path) -> None:
    """Create questions for keepers, for keepers and vets, and for everyone."""
    vets = make_audience(slug="vets", title="vets", position=2)
    keepers = make_audience(slug="keepers", title="keepers", position=1)
    land, sea = make_topic(slug="land", title="Land"), make_topic(slug="sea", title="Sea")
    make_question(topic=land, title="Feed a walrus").audiences.set([keepers])
    make_question(topic=land, title="Cure a walrus").audiences.set([keepers, vets])
    make_question(topic=sea, title="Meet a walrus")
    drain()


@pytest.fixture
def walruses(index: Path) -> None:
    topic = make_topic(slug="sea", title="Sea")
    for number in range(25):
        make_question(topic=topic, title=f"Walrus {number}", position=number)
    drain()


@pytest.fixture
def question(db: None) -> Question:
    return make_question(slug="refund", title="How do I get a refund?", steps=["Open", "Close"])


@pytest.fixture
def reader(question: Question) -> Client:
    """A browser that sends the origin of a form, with CSRF checks as on the site."""
    return Client(headers=SAME_ORIGIN, enforce_csrf_checks=True)
