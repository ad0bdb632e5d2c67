"""The addresses of a deleted question: where its text is, or who deleted it and when."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone

from faq.models import TrashedText
from faq.publishing import trash
from tests.factories import make_draft
from tests.html import parse

pytestmark = pytest.mark.django_db
PAGES = ["history/", "compare/", "preview/", "do/publish/", "do/archive/", "merge-live/"]


@pytest.fixture
def deleted(owner: User) -> int:
    """The key of a question that Olga deleted."""
    draft = make_draft(title="How do I lend marmalade?")
    pk = draft.pk
    trash.delete(draft, by=owner)
    return pk


@pytest.mark.parametrize("page", PAGES)
def test_page_of_a_question_in_the_trash_leads_to_its_text(
    as_ines: Client, deleted: int, page: str
) -> None:
    answer = as_ines.get(f"/admin/faq/question/{deleted}/{page}")
    assert answer.status_code == 404
    shown = parse(answer)
    assert "“How do I lend marmalade?” is in the trash. olga deleted it on" in shown.text
    text = f"/admin/faq/question/trash/{TrashedText.objects.get().pk}/"
    assert ("See it in the trash", text) in shown.links()
    assert "marmalade" in as_ines.get(text).text


def test_nothing_is_said_to_people_who_may_not_see_questions(deleted: int) -> None:
    """Check 36: neither the title nor who deleted it."""
    stranger = User.objects.create_user("sam", is_staff=True)
    client = Client()
    client.force_login(stranger)
    for page in PAGES:
        answer = client.get(f"/admin/faq/question/{deleted}/{page}", follow=True)
        assert "marmalade" not in answer.text
        assert "olga" not in answer.text


def test_after_the_trash_only_readers_of_the_audit_log_are_told(
    as_ines: Client, as_rafi: Client, deleted: int
) -> None:
    long_ago = timezone.now() - timedelta(days=31)
    TrashedText.objects.update(deleted_at=long_ago)
    address = f"/admin/faq/question/{deleted}/"
    told = "“How do I lend marmalade?” no longer exists. olga deleted it on"
    assert told in as_rafi.get(f"{address}history/").text
    assert told in as_rafi.get(f"{address}change/", follow=True).text
    for page in ("history/", "change/"):
        assert "marmalade" not in as_ines.get(address + page, follow=True).text


def test_number_that_no_question_had_says_nothing_of_a_deletion(as_rafi: Client) -> None:
    answer = as_rafi.get("/admin/faq/question/999999/history/")
    assert answer.status_code == 404
    assert "The address may be mistyped" in answer.text
