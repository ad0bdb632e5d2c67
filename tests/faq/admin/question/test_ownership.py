"""The owner and the review of a question in the admin."""

import pytest
from django.contrib.auth.models import User
from django.test import Client

from faq.models import Question
from tests.factories import NOW, PAST, make_draft, make_question, make_topic
from tests.html import parse

pytestmark = [pytest.mark.django_db, pytest.mark.time_machine(NOW)]


def page(question: Question, act: str = "") -> str:
    tail = f"do/{act}/" if act else "change/"
    return f"/admin/faq/question/{question.pk}/{tail}"


def care(client: Client, question: Question) -> str:
    return parse(client.get(page(question))).one("section", cls="faq-ownership").one("p").text


def test_panel_shows_owner_and_review(as_ines: Client, ines: User) -> None:
    plain, mine = make_question(), make_question(owner=ines, review_every=30)
    Question.objects.filter(pk=mine.pk).update_editorial(
        walked_through_at=PAST, walked_through_by=ines
    )
    Question.objects.filter(pk=mine.pk).touch(PAST)
    assert care(as_ines, plain) == ("No owner · review every 180 days · never reviewed")
    assert care(as_ines, mine) == (
        "Owner: ines · review every 30 days · reviewed on 1 November 2026 by ines"
    )
    Question.objects.touch(NOW)
    assert care(as_ines, mine).endswith("by ines, changed since")


def test_owner_and_interval_are_set_on_a_published_question(
    as_ines: Client, rafi: User, settings
) -> None:
    settings.REVIEW_EVERY = 0
    User.objects.filter(pk=rafi.pk).update(first_name="Rafi", last_name="Sol")
    question = make_question(review_every=7)
    asked = parse(as_ines.get(page(question, "care")))
    assert asked.one("input", name="review_every")["value"] == "7"
    assert asked.one("select", name="owner").texts("option") == ["Nobody", "ines", "Rafi Sol"]
    as_ines.post(page(question, "care"), {"owner": rafi.pk, "review_every": ""})
    assert care(as_ines, question) == "Owner: Rafi Sol · no regular review · never reviewed"


@pytest.mark.parametrize(
    "asked",
    [
        {"review_every": "-1"},
        {"review_every": "3651"},
        {"review_every": "often"},
        {"owner": "4711"},
    ],
)
def test_invalid_owner_or_interval_is_rejected(as_ines: Client, asked: dict[str, str]) -> None:
    question = make_question(review_every=7)
    answer = as_ines.post(page(question, "care"), {"owner": "", "review_every": "9", **asked})
    assert answer.status_code == 200
    assert len(parse(answer).one("ul", cls="errorlist").texts("li")) == 1
    assert Question.objects.get().review_every == 7


def test_inactive_user_cannot_become_owner(as_ines: Client) -> None:
    gone = User.objects.create_user("gone", is_staff=True, is_active=False)
    question = make_question()
    as_ines.post(page(question, "care"), {"owner": gone.pk, "review_every": ""})
    assert Question.objects.get().owner is None


def test_confirming_an_answer_records_person_and_time(as_ines: Client) -> None:
    question = make_question()
    asked = parse(as_ines.get(page(question, "walk-through")))
    assert "The text does not change" in asked.one(id="content-main").text
    assert care(as_ines, question).endswith("never reviewed")
    as_ines.post(page(question, "walk-through"))
    assert "reviewed on 23 November 2026 by ines" in care(as_ines, question)
    table = parse(as_ines.get("/admin/faq/question/")).one("table", id="result_list")
    assert table.texts("td", cls="field-walked_through") == ["23 November 2026"]


def test_person_who_adds_a_question_becomes_its_owner(
    as_ines: Client, ines: User, rafi: User
) -> None:
    values = {
        "title": "How do I open it?",
        "slug": "it",
        "topic": make_topic().pk,
        "position": "0",
        **{
            f"{part}-{field}": number
            for part in ("steps", "phrasings")
            for field, number in (("TOTAL_FORMS", "0"), ("INITIAL_FORMS", "0"))
        },
    }
    as_ines.post("/admin/faq/question/add/", values)
    assert Question.objects.get().owner == ines
    other = make_draft(slug="other", owner=rafi)
    opened = parse(as_ines.get(page(other))).one("input", name="opened")["value"]
    as_ines.post(page(other), {**values, "slug": "other", "opened": opened})
    assert (Question.objects.get(slug="other").owner, Question.objects.count()) == (rafi, 2)
    assert Question.objects.get(slug="other").title == "How do I open it?"
