"""Redirects from former addresses, retired questions and their replacements."""

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.test import Client

from faq.models import Question, Redirect, Topic
from faq.publishing.urls.redirects import find_target, validate_unclaimed
from tests.factories import FUTURE, NOW, PAST, make_copy, make_draft, make_question, make_topic

pytestmark = pytest.mark.django_db
pytestmark = pytest.mark.django_db


def rename(row: Question | Topic, *slugs: str) -> None:
    for slug in slugs:
        row.slug = slug
        row.save()


def answer(client: Client, path: str) -> tuple[int, str | None]:
    response = client.get(path)
    return response.status_code, response.headers.get("Location")


def test_renamed_question_answers_at_its_old_address(client: Client) -> None:
    rename(make_question(slug="one"), "two")
    assert answer(client, "/questions/one/") == (301, "/questions/two/")
    assert answer(client, "/questions/two/") == (200, None)


def test_question_renamed_often_is_one_hop_away_from_every_address(client: Client) -> None:
    rename(make_question(slug="one"), "two", "three", "four")
    for old in ("one", "two", "three"):
        assert answer(client, f"/questions/{old}/") == (301, "/questions/four/")
    assert answer(client, "/questions/four/") == (200, None)


def test_editor_of_another_language_leaves_the_same_redirect(as_ines: Client, ines: User) -> None:
    """Old addresses in any case redirect to the new one in the reader's language."""
    copy = make_copy(make_question(slug="one", summary="S."), by=ines, slug="two")
    published = as_ines.post(f"/de/admin/faq/question/{copy.pk}/do/publish/")
    assert published.status_code == 302
    assert list(Redirect.objects.values_list("old_path", flat=True)) == ["/questions/one/"]
    reader = Client()
    for path in ("/questions/one/", "/questions/ONE", "/questions/TWO/"):
        assert answer(reader, path) == (301, "/questions/two/")
        assert answer(reader, f"/de{path}") == (301, "/de/questions/two/")


def test_question_can_take_its_old_address_back(client: Client) -> None:
    rename(make_question(slug="one"), "two", "three", "one")
    assert answer(client, "/questions/one/") == (200, None)
    for old in ("two", "three"):
        assert answer(client, f"/questions/{old}/") == (301, "/questions/one/")
    assert sorted(Redirect.objects.values_list("old_path", flat=True)) == [
        "/questions/three/",
        "/questions/two/",
    ]


def test_two_questions_that_swap_addresses_both_answer(client: Client) -> None:
    first, second = make_question(slug="one"), make_question(slug="two")
    rename(first, "middle")
    rename(second, "one")
    rename(first, "two")
    assert answer(client, "/questions/one/") == (200, None)
    assert answer(client, "/questions/two/") == (200, None)
    assert answer(client, "/questions/middle/") == (301, "/questions/two/")


def test_renamed_topic_answers_at_its_old_address(client: Client) -> None:
    topic = make_question(topic=make_topic(slug="one")).topic
    rename(topic, "two", "three")
    for old in ("one", "two"):
        assert answer(client, f"/topics/{old}/") == (301, "/topics/three/")
    assert answer(client, "/topics/three/") == (200, None)


def test_moved_question_keeps_its_address(client: Client) -> None:
    question = make_question(slug="one")
    question.topic = make_topic()
    question.save()
    assert answer(client, "/questions/one/") == (200, None)


@pytest.mark.parametrize(
    "path",
    [
        "/questions/ONE/",
        "/Questions/One/",
        "/questions/one",
        "/questions/ONE",
        "/questions/Now",
        "/questions/NOW/",
        "/QUESTIONS/now",
    ],
)
def test_address_in_another_spelling_is_one_hop_away(client: Client, path: str) -> None:
    rename(make_question(slug="one"), "now")
    assert answer(client, path) == (301, "/questions/now/")


@pytest.mark.parametrize("path", ["/topics/ONE", "/topics/one", "/topics/Now/", "/TOPICS/NOW"])
def test_address_of_a_topic_in_another_spelling_is_one_hop_away(client: Client, path: str) -> None:
    rename(make_question(topic=make_topic(slug="one")).topic, "now")
    assert answer(client, path) == (301, "/topics/now/")


@pytest.mark.parametrize(
    "state",
    [
        {"status": "draft", "published_at": None},
        {"status": "in_review", "published_at": PAST},
        {"status": "archived", "published_at": None},
        {"status": "published", "published_at": FUTURE},
    ],
)
def test_old_address_of_an_unpublished_question_is_not_found(client: Client, state: dict) -> None:
    """Checks 36 and 41–47: the response is the same as for a question that never existed."""
    question = make_question(slug="one", title="Where is the gold?")
    rename(question, "two")
    Question.objects.update(**state)
    assert Redirect.objects.count() == 1
    for path in ("/questions/one/", "/questions/two/", "/questions/ONE/", "/questions/TWO/"):
        response = client.get(path)
        assert (response.status_code, response.headers.get("Location")) == (404, None)
        assert "gold" not in response.text
    # Without its slash any address is sent to the one with it, and no further.
    for slug in ("nothing", "one", "two"):
        assert answer(client, f"/questions/{slug}") == (301, f"/questions/{slug}/")


def test_old_address_of_a_topic_without_published_questions_is_gone(client: Client) -> None:
    question = make_question(topic=make_topic(slug="one"))
    rename(question.topic, "two")
    make_draft(topic=question.topic)
    Question.objects.update(status="archived")
    assert answer(client, "/topics/one/") == (404, None)


def test_draft_that_is_renamed_leaves_no_redirect() -> None:
    """It was never public, so its address stays free for others."""
    rename(make_draft(slug="one"), "two")
    assert Redirect.objects.count() == 0


def test_question_once_public_leaves_a_redirect_even_when_archived(client: Client) -> None:
    question = make_question(slug="one")
    question.status = "archived"
    question.save()
    rename(question, "two")
    assert answer(client, "/questions/one/") == (410, None)
    question.status = "published"
    question.save()
    assert answer(client, "/questions/one/") == (301, "/questions/two/")


def test_question_may_take_the_old_address_of_another(client: Client) -> None:
    """A page takes precedence over a redirect."""
    rename(make_question(slug="one"), "two")
    make_question(slug="one", title="Newly here?")
    assert "Newly here?" in client.get("/questions/one/").text


def test_deletion_of_a_question_deletes_its_redirects(client: Client) -> None:
    question = make_question(slug="one")
    rename(question, "two")
    question.delete()
    assert answer(client, "/questions/one/") == (404, None)
    assert Redirect.objects.count() == 0


def test_validate_unclaimed_refuses_an_old_address_of_another_question() -> None:
    owner = make_question(slug="one", title="Whose is it?")
    rename(owner, "two")
    with pytest.raises(ValidationError) as error:
        validate_unclaimed(Question(slug="one"))
    assert error.value.message_dict == {
        "slug": [
            "This address redirects to “Whose is it?”, which had it before. Choose another one."
        ]
    }


def test_validate_unclaimed_refuses_an_old_address_of_another_topic() -> None:
    rename(make_topic(slug="one", title="Whose is it?"), "two")
    with pytest.raises(ValidationError, match="Whose is it"):
        validate_unclaimed(Topic(slug="one"))


def test_validate_unclaimed_lets_the_owner_have_its_address_back() -> None:
    owner, other = make_question(slug="one"), make_question(slug="other")
    rename(owner, "two")
    owner.slug = "one"
    validate_unclaimed(owner)
    other.slug = "free"
    validate_unclaimed(other)
    # A topic's old address is no question's.
    validate_unclaimed(Topic(slug="one"))


def test_validate_unclaimed_lets_a_working_copy_have_an_old_address_of_its_question(
    ines: User,
) -> None:
    live = make_question(slug="one", title="Whose is it?")
    rename(live, "two")
    copy, other = (make_copy(question, by=ines) for question in (live, make_question(slug="3")))
    copy.slug = other.slug = "one"
    validate_unclaimed(copy)
    with pytest.raises(ValidationError, match="Whose is it"):
        validate_unclaimed(other)


@pytest.mark.parametrize(
    "path",
    [
        "/questions/",
        "/questions//",
        "/questions/../admin/",
        "/questions/one/two/",
        "/questions/%2e%2e/",
        "/questions/\r\nX: y/",
        "/questions/one\x00/",
        f"/questions/{'x' * 5000}/",
        "/topics/one/",
        "//evil.example/questions/one/",
    ],
)
def test_find_target_leads_nowhere_from_other_addresses(path: str) -> None:
    """Checks 11 and 32: a target is always on this site."""
    rename(make_question(slug="one"), "two")
    assert find_target("/questions/one/", NOW) == "/questions/two/"
    assert find_target(path, NOW) is None
