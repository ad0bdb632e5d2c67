"""Every list of the admin shows the same numbers beside a search or filter as without one."""

from pathlib import Path
from typing import Any

import pytest
from django.contrib import admin
from django.contrib.auth.models import User
from django.db.models import Model
from django.test import RequestFactory

from faq.models import Question
from faq.publishing import submit
from tests.factories import (
    NOW,
    make_audience,
    make_broken_promise,
    make_copy,
    make_image,
    make_link_check,
    make_question,
    make_search_term,
    make_stuck_report,
    make_synonym,
    make_vote,
)

pytestmark = pytest.mark.django_db

WORD = "contract"


@pytest.fixture
def full_lists(ines: User, media: Path) -> None:
    """Rows with several related rows each, all of which a search for WORD finds."""
    for name in ("end", "begin"):
        texts = [f"{name} a {WORD} {number}" for number in range(3)]
        question = make_question(
            title=f"How do I {name} a {WORD}?",
            slug=f"{name}-{WORD}",
            summary="So.",
            steps=texts,
            phrasings=texts,
            owner=ines,
            featured=True,
        )
        question.audiences.add(make_audience(title=WORD), make_audience(title=f"{WORD}s"))
        copy = make_copy(question, by=ines)
        submit(copy, by=ines, at=NOW)
        make_link_check(question, copy, url=f"https://{name}.example/{WORD}")
        make_vote(question=question, words=WORD)
        make_vote(question=question, words=WORD)
        make_stuck_report(question.steps.all()[0], words=WORD)
        make_search_term(f"{name} {WORD}", count=9, empty_count=1)
        make_synonym(f"{WORD}, {name}")
        make_broken_promise(question.phrasings.all()[0])
    make_image(alt=WORD)


def shown(model_admin: admin.ModelAdmin[Any], person: User, query: str) -> list[tuple[int, Any]]:
    """Return the key and the annotations of each row of a list."""
    request = RequestFactory().get(f"/{query}")
    request.user = person
    rows = model_admin.get_changelist_instance(request).get_queryset(request)
    names = list(rows.query.annotations)
    return [(row.pk, [getattr(row, name) for name in names]) for row in rows]


def queries(model_admin: admin.ModelAdmin[Any], person: User) -> list[str]:
    """Return the queries of a list: a search, each choice of each filter, and both together."""
    request = RequestFactory().get("/")
    request.user = person
    changelist = model_admin.get_changelist_instance(request)
    choices = [
        str(choice["query_string"])
        for spec in changelist.filter_specs
        for choice in spec.choices(changelist)
    ]
    if not model_admin.search_fields:
        return choices
    return [f"?q={WORD}", *choices, *(f"{choice}&q={WORD}" for choice in choices)]


@pytest.mark.usefixtures("full_lists")
@pytest.mark.parametrize("model", admin.site._registry, ids=lambda model: model.__name__)
def test_annotations_are_the_same_beside_a_search_or_filter(
    model: type[Model], owner: User
) -> None:
    model_admin = admin.site.get_model_admin(model)
    everything = dict(shown(model_admin, owner, ""))
    for query in queries(model_admin, owner):
        rows = shown(model_admin, owner, query)
        assert rows == [(pk, everything[pk]) for pk, _ in rows], query
        assert len(rows) == len(dict(rows)), query


@pytest.mark.usefixtures("full_lists")
def test_list_of_questions_counts_the_steps_of_found_questions(owner: User) -> None:
    rows = shown(admin.site.get_model_admin(Question), owner, f"?q={WORD}&featured__exact=1")
    assert [step_count for _, (step_count, *_others) in rows] == [3, 3]
