"""A text that the browser sends once more after its form was saved is not offered as unsaved."""

import re
from typing import Any

import pytest
from django.http import QueryDict
from django.test import Client, RequestFactory
from hypothesis import given
from hypothesis import strategies as st

from faq.admin.question.saved_forms import (
    MAX_REMEMBERED,
    form_digest,
    is_saved,
    remember_saved,
)
from faq.models import Autosave, Question, ReviewComment
from faq.publishing import publish
from tests.factories import NOW, make_draft
from tests.html import parse

KEEP = "/admin/faq/question/autosave/"
names = st.text(alphabet="abc-_0", min_size=1, max_size=4)
texts = st.text(alphabet="ab \r\n", max_size=5)


def opened(client: Client, draft: Question) -> dict[str, Any]:
    answer = client.get(f"/admin/faq/question/{draft.pk}/change/")
    return parse(answer).one("form", id="question_form").filled_in()


def save(client: Client, draft: Question, sent: dict[str, Any], **more: str) -> None:
    answer = client.post(f"/admin/faq/question/{draft.pk}/change/", {**sent, **more})
    assert answer.status_code == 302


def keep(client: Client, draft: Question, sent: dict[str, Any]) -> str:
    answer = client.post(KEEP, {**sent, "_question": draft.pk})
    kept: str = answer.json()["kept"]
    return kept


@pytest.mark.django_db
@pytest.mark.parametrize("button", ["_save", "_then", "_addanother"])
def test_form_that_was_saved_is_not_kept(as_ines: Client, button: str) -> None:
    draft = make_draft(summary="S.", steps=["Open it"])
    sent = opened(as_ines, draft) | {"body": "One\r\ntwo", "comment": "Tried it."}
    save(as_ines, draft, sent, **{button: "comment"})
    assert ReviewComment.objects.count() == 1
    assert keep(as_ines, draft, sent) == ""
    assert not Autosave.objects.exists()
    # What was typed into the same form afterwards is kept.
    assert keep(as_ines, draft, sent | {"summary": "Typed after Back."})
    assert keep(as_ines, draft, sent) == ""
    assert not Autosave.objects.exists()


@pytest.mark.django_db
def test_form_that_was_merged_is_not_kept(as_ines: Client, as_rafi: Client) -> None:
    draft = make_draft(summary="S.", steps=["Open it"])
    sent = opened(as_ines, draft) | {"body": "From Ines."}
    save(as_rafi, draft, opened(as_rafi, draft) | {"summary": "From Rafi."})
    save(as_ines, draft, sent)
    assert keep(as_ines, draft, sent) == ""
    # Nobody but Ines has saved that.
    assert keep(as_rafi, draft, sent)


@pytest.mark.django_db
def test_form_that_went_into_a_working_copy_is_not_kept(
    as_ines: Client, as_rafi: Client, rafi: Any
) -> None:
    draft = make_draft(summary="S.", steps=["Open it"])
    sent = opened(as_ines, draft) | {"body": "From Ines."}
    keep(as_ines, draft, sent)
    publish(draft, by=rafi, at=NOW, reason="So.")
    save(as_ines, draft, sent)
    assert not Autosave.objects.exists()
    assert keep(as_ines, draft, sent) == ""


@pytest.mark.django_db
def test_form_that_was_refused_is_kept(as_ines: Client) -> None:
    draft = make_draft(summary="S.")
    sent = opened(as_ines, draft) | {"title": ""}
    refused = as_ines.post(f"/admin/faq/question/{draft.pk}/change/", sent)
    assert refused.status_code == 200
    assert keep(as_ines, draft, sent)


@given(st.dictionaries(names, st.lists(texts, min_size=1, max_size=2), max_size=4))
def test_forms_are_the_same_whatever_sends_them(fields: dict[str, list[str]]) -> None:
    """Browsers end lines in their way, scripts in another; buttons, tokens and the order do not count."""
    one, other = QueryDict(mutable=True), QueryDict("_save=on&csrfmiddlewaretoken=x", mutable=True)
    for name, values in fields.items():
        one.setlist(name, values)
    for name, values in reversed(fields.items()):
        other.setlist(name, [re.sub("\r\n?", "\n", value) for value in values])
    assert form_digest(one) == form_digest(other)
    other["more"] = "text"
    assert form_digest(one) != form_digest(other)


def test_few_forms_are_remembered(rf: RequestFactory) -> None:
    request = rf.get("/")
    request.session = {}  # type: ignore[assignment]
    for number in range(MAX_REMEMBERED + 2):
        remember_saved(request, str(number))
    assert not is_saved(request, "1")
    assert is_saved(request, "2")
    assert is_saved(request, str(MAX_REMEMBERED + 1))
