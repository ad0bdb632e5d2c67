"""The preview of a form: what stands in it as a page, and nothing of it stored."""

from typing import Any

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from faq.models import Autosave, Question, Topic
from faq.models.limits import MAX_STEPS
from faq.text.markdown import MAX_LENGTH
from tests.factories import make_audience, make_draft, make_question, make_topic
from tests.html import parse

pytestmark = pytest.mark.django_db

NEW = "/admin/faq/question/add/preview/"
FORM = {"title": "How do I lend it?", "summary": "From the menu."}


def page(question: Question) -> str:
    return f"/admin/faq/question/{question.pk}/preview/"


def form(*titles: str, **fields: Any) -> dict[str, Any]:
    """A form of a question with steps."""
    steps = {f"steps-{number}-title": title for number, title in enumerate(titles)}
    return FORM | steps | fields


def test_form_of_a_new_question_is_shown_as_a_page(as_ines: Client) -> None:
    topic, clients = make_topic(title="Lending"), make_audience(title="clients")
    sent = form("Open [[Menu]]", "Choose it", body="**Now**", topic=topic.pk, audiences=clients.pk)
    sent["steps-1-caution"] = "It is gone then."
    answer = as_ines.post(NEW, sent)
    shown = parse(answer)
    assert shown.one("h1").text == "How do I lend it?"
    assert shown.one("p", cls="answer").text == "From the menu."
    assert [each.text for each in shown.all("h3") if "Step" in each.text] == [
        "Step 1: Open Menu",
        "Step 2: Choose it",
    ]
    assert "It is gone then." in shown.one("div", cls="caution").text
    assert "For clients" in shown.one("ul", cls="chips").text
    assert "Lending" in shown.text
    assert "no-store" in answer.headers["Cache-Control"]
    assert not Question.with_copies.exists()
    assert not Autosave.objects.exists()


def test_form_is_shown_in_place_of_the_stored_text(as_ines: Client) -> None:
    """Check 71: readers and the stored text notice nothing."""
    draft = make_draft(title="Stored?", steps=["Stored"])
    shown = parse(as_ines.post(page(draft), form("Typed")))
    assert shown.one("h1").text == "How do I lend it?"
    assert "Stored" not in shown.one("article").text
    draft.refresh_from_db()
    assert draft.title == "Stored?"
    assert "Preview of the saved text, to share" in dict(shown.links())


def test_stored_text_is_shown_without_a_form(as_ines: Client) -> None:
    draft = make_draft(title="Stored?")
    shown = parse(as_ines.get(page(draft), follow=True))
    assert shown.one("h1").text == "Stored?"


def test_form_of_a_question_that_is_gone_is_shown_too(as_ines: Client) -> None:
    make_topic()
    answer = as_ines.post("/admin/faq/question/99/preview/", form("Typed"))
    shown = parse(answer)
    assert answer.status_code == 200
    assert shown.one("h1").text == "How do I lend it?"


def test_whoever_may_not_write_sees_no_form(as_viewer: Client, client: Client) -> None:
    """Check 33: the rights count on the server."""
    question = make_question()
    assert as_viewer.post(page(question), FORM).status_code == 403
    assert as_viewer.post(NEW, FORM).status_code == 403
    # Whoever is signed out gets their text back.
    assert client.post(NEW, FORM).status_code == 403


@pytest.mark.parametrize(
    "sent",
    [
        form(body="x" * (MAX_LENGTH + 1)),
        form(*["Go"] * (MAX_STEPS + 1)),
        form(title="x" * (MAX_LENGTH + 1)),
    ],
)
def test_too_much_is_refused_in_words(as_ines: Client, sent: dict[str, Any]) -> None:
    """Check 60: a text has a largest size everywhere."""
    make_topic()
    answer = as_ines.post(NEW, sent)
    assert answer.status_code == 400
    assert parse(answer).one("h1").text == "This text cannot be shown"


def test_help_center_without_topics_says_so(as_ines: Client) -> None:
    answer = as_ines.post(NEW, FORM)
    assert (answer.status_code, Topic.objects.count()) == (400, 0)
    assert "There is no topic yet." in parse(answer).text


@given(st.dictionaries(st.sampled_from(["title", "summary", "body", "steps-0-body"]), st.text()))
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_is_typed_is_shown_as_text(as_ines: Client, typed: dict[str, str]) -> None:
    """Check 20: nothing that is typed becomes markup of the page."""
    if not Topic.objects.exists():
        make_topic()
    marked = {name: f"{text}<img src=x onerror=alert(1)>" for name, text in typed.items()}
    answer = as_ines.post(NEW, form("Go", **marked))
    assert answer.status_code == 200
    assert not [each for each in parse(answer).all("img") if each.get("onerror") is not None]


def test_videos_of_a_form_can_be_played(as_ines: Client) -> None:
    """Check 14: the policy of the preview allows the player, as that of the page will."""
    make_topic()
    video = "![Export](https://youtu.be/dQw4w9WgXcQ)"
    for body, allowed in ((video, True), ("No video", False)):
        answer = as_ines.post(NEW, form("Open", body=body))
        policy = answer.headers["Content-Security-Policy"]
        assert ("frame-src https://www.youtube-nocookie.com" in policy) is allowed
