"""The steps in the form of a question: adding, changing, moving and deleting them."""

from typing import Any, NamedTuple

import pytest
from django.contrib.auth.models import User
from django.http import HttpResponseBase
from django.test import Client
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from faq.models import Question, limits
from faq.publishing import publish
from faq.search.index.outbox import drain
from tests.factories import NOW, make_copy, make_draft, make_question
from tests.html import parse

pytestmark = pytest.mark.django_db


class Row(NamedTuple):
    """Return the fields of a step in the form; a new step has no stored position."""

    title: str
    position: str
    old: int | None = None
    delete: bool = False


def send(client: Client, question: Question, *rows: Row) -> HttpResponseBase:
    """Send the question's form with these steps, existing ones first."""
    address = f"/admin/faq/question/{question.pk}/change/"
    steps = {step.position: step.pk for step in question.steps.all()}
    old = [row for row in rows if row.old is not None]
    new = [row for row in rows if row.old is None]
    page = parse(client.get(address))
    sent: dict[str, Any] = {
        "opened": page.one("input", name="opened")["value"],
        "title": question.title,
        "slug": question.slug,
        "topic": str(question.topic_id),
        "position": "0",
        "steps-INITIAL_FORMS": str(len(old)),
        "steps-TOTAL_FORMS": str(len(rows)),
        "phrasings-INITIAL_FORMS": "0",
        "phrasings-TOTAL_FORMS": "0",
    }
    for number, row in enumerate([*old, *new]):
        sent |= {
            f"steps-{number}-id": str(steps[row.old]) if row.old else "",
            f"steps-{number}-question": str(question.pk),
            f"steps-{number}-title": row.title,
            f"steps-{number}-position": row.position,
        }
        if row.delete:
            sent[f"steps-{number}-DELETE"] = "on"
    return client.post(address, sent)


def steps(question: Question) -> list[tuple[int, str]]:
    return list(question.steps.in_order().values_list("position", "title"))


def test_steps_change_places(as_ines: Client) -> None:
    question = make_draft(steps=["a", "b", "c"])
    response = send(as_ines, question, Row("a", "3", 1), Row("b", "1", 2), Row("c", "2", 3))
    assert response.status_code == 302
    assert steps(question) == [(1, "b"), (2, "c"), (3, "a")]


def test_new_step_may_come_first_or_in_between(as_ines: Client) -> None:
    question = make_draft(steps=["a", "b"])
    send(as_ines, question, Row("a", "2", 1), Row("b", "4", 2), Row("first", "1"), Row("mid", "3"))
    assert steps(question) == [(1, "first"), (2, "a"), (3, "mid"), (4, "b")]


def test_new_steps_without_a_place_come_last(as_ines: Client) -> None:
    question = make_draft(steps=["a"])
    send(as_ines, question, Row("a", "1", 1), Row("b", ""), Row("c", ""))
    assert steps(question) == [(1, "a"), (2, "b"), (3, "c")]


def test_deleted_step_leaves_no_gap(as_ines: Client) -> None:
    question = make_draft(steps=["a", "b", "c"])
    send(as_ines, question, Row("a", "1", 1), Row("b", "2", 2, delete=True), Row("c", "3", 3))
    assert steps(question) == [(1, "a"), (2, "c")]


def test_step_is_deleted_while_another_takes_its_place(as_ines: Client) -> None:
    question = make_draft(steps=["a", "b"])
    send(as_ines, question, Row("a", "1", 1, delete=True), Row("b changed", "1", 2), Row("c", "1"))
    assert steps(question) == [(1, "b changed"), (2, "c")]


def test_steps_keep_their_uid_when_moved_and_rewritten(as_ines: Client) -> None:
    question = make_draft(steps=["a", "b", "c"])
    a, b, c = question.steps.in_order().values_list("uid", flat=True)
    send(as_ines, question, Row("a!", "3", 1), Row("b", "2", 2, delete=True), Row("c", "1", 3))
    send(as_ines, question, Row("c", "2", 1), Row("a!", "3", 2), Row("new", "1"))
    kept = list(question.steps.in_order().values_list("title", "uid"))
    assert kept[1:] == [("c", c), ("a!", a)]
    assert kept[0][0] == "new"
    assert kept[0][1] not in {a, b, c}


def test_all_steps_may_be_deleted(as_ines: Client) -> None:
    question = make_draft(steps=["a", "b"])
    send(as_ines, question, *[Row("x", str(n), n, delete=True) for n in (1, 2)])
    assert steps(question) == []


def test_steps_with_the_same_place_keep_the_order_of_the_form(as_ines: Client) -> None:
    question = make_draft(steps=["a", "b", "c"])
    response = send(as_ines, question, Row("a!", "7", 1), Row("b!", "7", 2), Row("c!", "7", 3))
    assert response.status_code == 302
    assert steps(question) == [(1, "a!"), (2, "b!"), (3, "c!")]


def test_step_added_meanwhile_comes_last(as_ines: Client) -> None:
    """Check 74: the second editor has not seen the step that the first added."""
    question = make_draft(steps=["a", "b"])
    send(as_ines, question, Row("a", "1", 1), Row("b", "2", 2), Row("theirs", "3"))
    send(as_ines, question, Row("a", "2", 1), Row("b", "1", 2), Row("mine", "3"))
    assert steps(question) == [(1, "b"), (2, "a"), (3, "mine"), (4, "theirs")]


def test_step_without_a_title_is_rejected(as_ines: Client) -> None:
    question = make_draft(steps=["a", "b"])
    response = send(as_ines, question, Row("", "1", 1), Row("b!", "2", 2))
    assert response.status_code == 200
    assert "This field is required." in parse(response).texts("li")
    assert steps(question) == [(1, "a"), (2, "b")]


def test_step_of_another_question_cannot_be_taken(as_ines: Client) -> None:
    """Check 35: a forged key in the form does not change a step of another question."""
    mine, theirs = make_draft(steps=["mine"]), make_draft(steps=["theirs"])
    sent = {
        "title": "T",
        "slug": mine.slug,
        "topic": str(mine.topic_id),
        "position": "0",
        "steps-INITIAL_FORMS": "1",
        "steps-TOTAL_FORMS": "1",
        "steps-0-id": str(theirs.steps.get().pk),
        "steps-0-question": str(mine.pk),
        "steps-0-title": "stolen",
        "steps-0-position": "1",
        "phrasings-INITIAL_FORMS": "0",
        "phrasings-TOTAL_FORMS": "0",
    }
    as_ines.post(f"/admin/faq/question/{mine.pk}/change/", sent)
    assert (steps(mine), steps(theirs)) == ([(1, "mine")], [(1, "theirs")])


@pytest.mark.usefixtures("index")
def test_moved_steps_are_found_at_their_new_place(
    as_ines: Client, ines: User, client: Client
) -> None:
    question = make_question(steps=["Feed the walrus", "Wave"])
    copy = make_copy(question, by=ines)
    send(as_ines, copy, Row("Feed the walrus", "2", 1), Row("Wave", "1", 2))
    publish(copy, by=ines, at=NOW)
    drain()
    hit = parse(client.get("/search/?q=walrus")).one("a", cls="step-hit")
    assert hit["href"] == f"/questions/{question.slug}/#step-2"


places = st.one_of(
    st.integers(-1, 6).map(str),
    st.sampled_from(
        ["", " ", "abc", "1.5", "1000001", "2147483648", "9" * 18, "9" * 40, "٣", "-0"]
    ),
)
changes = st.tuples(st.sampled_from(["same", "changed"]), places, st.booleans())


@example(old=[("same", "0", False), ("same", "2", False)], new=[])
@given(
    old=st.lists(changes, max_size=4),
    new=st.lists(places, max_size=3),
)
@settings(
    max_examples=30,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_steps_are_always_numbered_from_one_without_gaps(
    as_ines: Client, old: list[tuple[str, str, bool]], new: list[str]
) -> None:
    """Check 74: the steps are either saved in order or unchanged."""
    question = make_draft(steps=["same"] * len(old))
    before = steps(question)
    rows = [
        Row(title, position, number, delete)
        for number, (title, position, delete) in enumerate(old, start=1)
    ]
    rows += [Row(f"new {number}", position) for number, position in enumerate(new)]
    response = send(as_ines, question, *rows)
    after = steps(question)
    if response.status_code == 302:
        kept = [row for row in rows if not row.delete]
        assert sorted(title for _, title in after) == sorted(row.title for row in kept)
        assert [position for position, _ in after] == list(range(1, len(kept) + 1))
    else:
        assert response.status_code == 200
        assert parse(response).one("p", cls="errornote").text != ""
        assert after == before


def test_question_with_the_most_steps_can_be_saved_and_no_larger_one(as_ines: Client) -> None:
    question = make_draft()
    rows = [Row(f"Open {number}", str(number)) for number in range(1, limits.MAX_STEPS + 1)]
    assert send(as_ines, question, *rows).status_code == 302
    stored = steps(question)
    assert len(stored) == limits.MAX_STEPS
    kept = [Row(*row[:2], number + 1) for number, row in enumerate(rows)]
    refused = send(as_ines, question, *kept, Row("One more", "0"))
    assert refused.status_code == 200
    assert limits.too_many_steps() in parse(refused).one("ul", cls="nonform").text
    assert "One more" in {
        each.get("value") for each in parse(refused).all("input", maxlength="200")
    }
    assert steps(question) == stored
