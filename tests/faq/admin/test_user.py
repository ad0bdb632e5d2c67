"""Accounts in the admin."""

import pytest
from django.contrib.auth.models import User
from django.test import Client

from faq.models import Question
from tests.factories import make_draft, make_question
from tests.html import parse


def test_account_is_deleted_after_a_look_at_its_texts_which_stay(
    as_owner: Client, ines: User
) -> None:
    make_question(title="Live?", owner=ines)
    make_draft(title="Draft?", owner=ines)
    make_draft(title="Other?")
    address = f"/admin/auth/user/{ines.pk}/delete/"
    shown = parse(as_owner.get(address)).one(id="content")
    assert "2 questions will have no owner" in shown.text
    texts = [text for text, url in shown.links() if "/question/" in url]
    assert texts == ["Draft? (Draft)", "Live? (Published)"]
    assert as_owner.post(address, {"post": "yes"}).status_code == 302
    assert (Question.objects.count(), Question.objects.filter(owner=None).count()) == (3, 3)


def test_account_without_texts_is_deleted_as_before(as_owner: Client, ines: User) -> None:
    shown = parse(as_owner.get(f"/admin/auth/user/{ines.pk}/delete/")).one(id="content")
    assert "will have no owner" not in shown.text


@pytest.mark.parametrize("model", ["user", "group"])
def test_only_objects_with_a_name_are_listed_before_a_deletion(
    as_owner: Client, ines: User, model: str
) -> None:
    row = {"user": ines, "group": ines.groups.get()}[model]
    base = f"/admin/auth/{model}/"
    chosen = {"action": "delete_selected", "_selected_action": [row.pk]}
    for answer in (as_owner.get(f"{base}{row.pk}/delete/"), as_owner.post(base, chosen)):
        shown = parse(answer).one(id="content").text
        assert (str(row) in shown, " object (" in shown) == (True, False)
