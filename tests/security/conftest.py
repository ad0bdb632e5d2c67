"""A little content to look at from everywhere."""

import pytest

from faq.models import Question
from tests.factories import make_topic
from tests.security.texts import write


@pytest.fixture
def sea(db: None) -> Question:
    return write("walrus", topic=make_topic(slug="sea"))
