"""Slugs made from titles, and free slugs: the first number that no row has or had."""

import pytest
from django.contrib.auth.models import User
from hypothesis import given
from hypothesis import strategies as st

from faq.models import Audience, Question, Topic
from faq.models.validators import SLUG_LENGTH, validate_slug
from faq.publishing.urls.slugs import Slugged, free_slug, propose_slug, slug_of
from tests.factories import make_audience, make_copy, make_draft, make_question, make_topic

pytestmark = pytest.mark.django_db


def test_unused_slug_is_free() -> None:
    make_question(slug="rowing-boats")
    assert (free_slug("rowing"), free_slug("rowing", first=2)) == ("rowing", "rowing-2")


def test_slugs_of_drafts_copies_and_earlier_addresses_are_taken(ines: User) -> None:
    make_draft(slug="rowing")
    moved = make_question(slug="rowing-2")
    moved.slug = "else"
    moved.save()
    make_copy(moved, by=ines, slug="rowing-3")
    assert free_slug("rowing") == "rowing-4"


@pytest.mark.parametrize(
    ("wanted", "slugs"),
    [
        ("a" * 90, ["a" * 80, "a" * 78 + "-2", "a" * 78 + "-3"]),
        (f"{'a' * 70}-{'b' * 9}", [f"{'a' * 70}-{'b' * 9}", "a" * 70 + "-2", "a" * 70 + "-3"]),
    ],
)
def test_long_slug_is_truncated_between_words(wanted: str, slugs: list[str]) -> None:
    for slug in slugs:
        assert free_slug(wanted) == slug
        make_draft(slug=slug)
    assert Question.objects.count() == 3


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("How do I end a contract?", "how-do-i-end-a-contract"),
        ("What is user_name?", "what-is-user-name"),
        ("Don’t pay and/or wait", "dont-pay-and-or-wait"),
        ("Größe, Łódź & Ærø", "grosse-lodz-aero"),
        ("如何取消合同？", ""),
        ("_ - _", ""),
    ],
)
def test_slug_of_a_title_has_its_letters(title: str, slug: str) -> None:
    assert slug_of(title) == slug


@given(st.text(min_size=1, max_size=200), st.sampled_from([Question, Topic, Audience]))
def test_proposed_slug_is_well_formed(title: str, model: Slugged) -> None:
    slug = propose_slug(title, model)
    validate_slug(slug)
    assert len(slug) <= SLUG_LENGTH


def test_proposed_slug_is_free_among_the_rows_of_its_model() -> None:
    make_topic(slug="jobs")
    moved = make_topic(slug="jobs-2")
    moved.slug = "else"
    moved.save()
    make_audience(slug="jobs")
    assert propose_slug("Jobs", Topic) == "jobs-3"
    assert propose_slug("Jobs", Audience) == "jobs-2"
    assert propose_slug("Jobs", Question) == "jobs"
    make_draft(slug="question")
    assert propose_slug("如何", Question) == "question-2"
