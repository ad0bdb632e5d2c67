"""The page on which a working copy takes over changes of the published text."""

import pytest
from django.contrib.auth.models import User
from django.test import Client

from faq.models import Question
from tests.factories import make_copy, make_draft, make_question
from tests.html import parse

pytestmark = pytest.mark.django_db


@pytest.fixture
def copy(ines: User) -> Question:
    """Return a working copy whose title and summary conflict with those that readers see."""
    live = make_question(title="Old?", summary="S.")
    copy = make_copy(live, by=ines, title="Mine?", summary="Mine.")
    live.title, live.summary, live.body = "Theirs?", "Theirs.", "More."
    live.save()
    return copy


def page(question: Question) -> str:
    return f"/admin/faq/question/{question.pk}/merge-live/"


def test_publish_page_leads_to_the_page_that_takes_over(as_ines: Client, copy: Question) -> None:
    shown = parse(as_ines.get(f"/admin/faq/question/{copy.pk}/do/publish/"))
    assert ("Take over its changes", page(copy)) in shown.links()
    same = make_copy(make_question(), by=User.objects.get())
    other = parse(as_ines.get(f"/admin/faq/question/{same.pk}/do/publish/"))
    assert "Take over its changes" not in other.text


def test_each_conflict_needs_a_choice(as_ines: Client, copy: Question) -> None:
    shown = parse(as_ines.get(page(copy)))
    assert shown.texts("legend") == ["Title", "Summary"]
    assert "Body" in shown.one("div", id="content-main").texts("li")
    answer = as_ines.post(page(copy), {"choice-0": "mine"})
    assert "Choose a text for each of these." in answer.text
    copy.refresh_from_db()
    assert copy.body == ""
    as_ines.post(page(copy), {"choice-0": "mine", "choice-1": "theirs"})
    copy.refresh_from_db()
    assert (copy.title, copy.summary, copy.body) == ("Mine?", "Theirs.", "More.")


def test_page_is_for_editors_of_working_copies(
    as_ines: Client, as_viewer: Client, client: Client, copy: Question
) -> None:
    """Check 34."""
    assert as_viewer.post(page(copy), {"choice-0": "mine"}).status_code == 403
    assert client.get(page(copy)).status_code == 302
    answer = as_ines.get(page(make_draft()), follow=True)
    assert "It is not the working copy of a question." in answer.text
