"""Natural keys find their rows."""

from typing import Any

import pytest

from faq.models import Audience, Page, Phrasing, Question, Redirect, Section, Step, Synonym, Topic
from tests.factories import (
    make_audience,
    make_page,
    make_question,
    make_section,
    make_synonym,
    make_topic,
)


@pytest.mark.django_db
def test_natural_key_finds_its_row() -> None:
    for slug in ("one", "two"):
        question = make_question(
            topic=make_topic(slug=slug),
            slug=slug,
            steps=["Open it", "Close it"],
            phrasings=["shut"],
        )
        make_section(slug="part", topic=question.topic)
        make_audience(slug=slug)
        Redirect.objects.create(old_path=f"/questions/old-{slug}/", question=question)
        make_synonym(f"{slug}, number {slug}")
        make_page(slug=slug)
    assert Audience.objects.get(slug="two").natural_key() == ("two",)
    assert Topic.objects.get(slug="two").natural_key() == ("two",)
    assert Section.objects.get(topic__slug="two").natural_key() == ("two", "part")
    assert Question.objects.get(slug="two").natural_key() == ("two",)
    assert Step.objects.get(question__slug="two", position=2).natural_key() == ("two", 2)
    assert Phrasing.objects.get(question__slug="two").natural_key() == ("two", "shut")
    assert Synonym.objects.get(words="two, number two").natural_key() == ("two, number two",)
    rows: list[Any] = [
        row
        for model in (Audience, Topic, Section, Question, Step, Phrasing, Redirect, Synonym, Page)
        for row in model.objects.all()
    ]
    assert len(rows) == 20
    for row in rows:
        assert type(row).objects.get_by_natural_key(*row.natural_key()) == row
