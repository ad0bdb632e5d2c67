"""Pages of topics with fewer questions than a reader gets."""

import pytest
from django.db.models import BigIntegerField, DateTimeField

from faq.models.compiled_query import CompiledQuery
from faq.views import topic_contents


def shorten_topic_pages(monkeypatch: pytest.MonkeyPatch, length: int) -> None:
    """List `length` questions on each page of a topic, also by the query that is compiled once."""
    first = CompiledQuery(
        lambda now, topic: topic_contents._questions(now, topic)[:length],
        now=DateTimeField(),
        topic=BigIntegerField(),
    )
    monkeypatch.setattr(topic_contents, "QUESTIONS_ON_PAGE", length)
    monkeypatch.setattr(topic_contents, "_first_questions", first)
