"""Free slugs: the first number that no question has or had."""

import pytest
from django.contrib.auth.models import User

from faq.models import Question
from faq.publishing.urls.slugs import free_slug
from tests.factories import make_copy, make_draft, make_question

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
