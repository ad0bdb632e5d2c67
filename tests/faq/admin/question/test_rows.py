"""Rows of steps and phrasings in a form that was refused: they come back exactly as they were sent."""

from typing import Any, NamedTuple

import pytest
from django.contrib.auth.models import User
from django.http import HttpResponseBase, QueryDict
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from faq.admin.question.rows import with_stored_rows_first
from faq.models import Question
from tests.factories import make_draft
from tests.html import Element, parse


def page(question: Question) -> str:
    return f"/admin/faq/question/{question.pk}/change/"


def opened(client: Client, question: Question) -> dict[str, Any]:
    return parse(client.get(page(question))).one("form", id="question_form").filled_in()


class ShownRow(NamedTuple):
    title: str
    position: str
    is_deleted: bool


def shown_steps(form: Element) -> list[ShownRow]:
    """Return the steps of a form as they stand on the page, without the template for new ones."""
    sent = form.filled_in()
    names = [each.get("name") for each in form.all("input")]
    rows = [name for name in names if name.startswith("steps-") and name.endswith("-title")]
    prefixes = [row.removesuffix("title") for row in rows if "__prefix__" not in row]
    return [
        ShownRow(str(sent[f"{row}title"]), str(sent[f"{row}position"]), f"{row}DELETE" in sent)
        for row in prefixes
    ]


def form_in(answer: HttpResponseBase) -> Element:
    return parse(answer).one("form", id="question_form")


@pytest.mark.django_db
def test_moved_new_and_deleted_steps_come_back_as_sent(as_ines: Client) -> None:
    draft = make_draft(steps=["A", "B", "D", "C"])
    sent = opened(as_ines, draft)
    new = {"id": "", "question": str(draft.pk), "title": "New", "body": "", "caution": ""}
    sent |= {"slug": "Not an address", "steps-TOTAL_FORMS": "5", "steps-1-DELETE": "on"}
    sent |= {f"steps-{n}-position": place for n, place in enumerate(["1", "4", "5", "2"])}
    sent |= {f"steps-4-{name}": value for name, value in {**new, "position": "3"}.items()}

    refused = form_in(as_ines.post(page(draft), sent))

    assert shown_steps(refused) == [
        ("A", "1", False),
        ("C", "2", False),
        ("New", "3", False),
        ("B", "4", True),
        ("D", "5", False),
    ]
    saved = as_ines.post(page(draft), refused.filled_in() | {"slug": draft.slug})
    assert saved.status_code == 302
    assert [step.title for step in draft.steps.in_order()] == ["A", "C", "New", "D"]


@pytest.mark.django_db
def test_no_other_step_is_missing_after_somebody_else_deleted_one(
    as_ines: Client, as_rafi: Client
) -> None:
    draft = make_draft(steps=["A", "B", "C"])
    mine, theirs = opened(as_ines, draft), opened(as_rafi, draft)
    assert as_rafi.post(page(draft), theirs | {"steps-0-DELETE": "on"}).status_code == 302
    refused = form_in(as_ines.post(page(draft), mine | {"slug": "No", "steps-2-title": "C!"}))
    assert [row.title for row in shown_steps(refused)] == ["B", "C!"]


@pytest.mark.django_db
def test_new_step_above_a_stored_one_is_saved_after_another_was_removed(
    as_ines: Client, ines: User
) -> None:
    """Django's script numbers the rows as they stand on the page when a new one is removed."""
    draft = make_draft(steps=["A", "B"])
    sent = opened(as_ines, draft)
    b = {name.removeprefix("steps-1-"): sent[name] for name in sent if name.startswith("steps-1-")}
    sent |= {f"steps-2-{name}": value for name, value in {**b, "position": "3"}.items()}
    sent |= {"steps-1-id": "", "steps-1-title": "New", "steps-1-position": "2"}
    sent["steps-TOTAL_FORMS"] = "3"
    assert as_ines.post(page(draft), sent).status_code == 302
    assert [step.title for step in draft.steps.in_order()] == ["A", "New", "B"]


rows = st.lists(
    st.fixed_dictionaries(
        {"id": st.sampled_from(["", "1", "2", "x"]), "title": st.text(max_size=3)},
        optional={"DELETE": st.just("on"), "position": st.sampled_from(["", "1", "7", "-1"])},
    ),
    max_size=5,
)


@given(rows=rows, initial=st.integers(-1, 6), total=st.sampled_from([None, "", "x", "9" * 30]))
def test_rows_keep_what_they_hold_and_stored_ones_come_first(
    rows: list[dict[str, str]], initial: int, total: str | None
) -> None:
    """Check 35: a forged number of rows changes nothing."""
    data = QueryDict(mutable=True)
    data["title"] = "steps-0-title"
    data["steps-INITIAL_FORMS"] = str(initial)
    data["steps-TOTAL_FORMS"] = str(len(rows)) if total is None else total
    for number, row in enumerate(rows):
        for name, value in row.items():
            data[f"steps-{number}-{name}"] = value
    before = data.copy()

    after = with_stored_rows_first(data, "steps")

    assert data == before
    if total is not None:
        assert after == before
        return
    assert after["title"] == "steps-0-title"
    assert after["steps-TOTAL_FORMS"] == str(len(rows))
    stored = [row for row in rows if row["id"]]
    assert after["steps-INITIAL_FORMS"] == str(len(stored))
    got = [
        {
            key.removeprefix(f"steps-{number}-"): str(after[key])
            for key in after
            if key.startswith(f"steps-{number}-")
        }
        for number in range(len(rows))
    ]
    assert got == [*stored, *(row for row in rows if not row["id"])]
