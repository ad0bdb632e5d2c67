"""The form of a question in the admin, without its steps."""

from typing import Any

import pytest
from django.test import Client

from faq.models import Phrasing, Question, Redirect, Step
from tests.factories import (
    FUTURE,
    NOW,
    PAST,
    make_audience,
    make_draft,
    make_question,
    make_topic,
)
from tests.html import parse

pytestmark = [pytest.mark.django_db, pytest.mark.time_machine(NOW)]

LIST = "/admin/faq/question/"


def address(question: Question, page: str = "change") -> str:
    return f"{LIST}{question.pk}/{page}/"


def form(client: Client, question: Question) -> dict[str, Any]:
    """Return the data of a question's form as it is opened."""
    return parse(client.get(address(question))).one("form", id="question_form").filled_in()


# --- The form


def test_form_has_question_steps_and_phrasings_on_one_page(as_ines: Client) -> None:
    question = make_draft(steps=["First", "Second"], phrasings=["in other words"])
    page = parse(as_ines.get(address(question)))
    assert [page.one("input", name=f"steps-{n}-title")["value"] for n in range(2)] == [
        "First",
        "Second",
    ]
    assert page.one("input", name="phrasings-0-text")["value"] == "in other words"
    assert page.one("textarea", name="title").raw_text.strip() == question.title


def test_form_explains_its_fields(as_ines: Client) -> None:
    page = parse(as_ines.get(f"{LIST}add/"))
    names = ["title", "slug", "summary", "body", "featured", "urgent", "position"]
    explained = {
        name: page.one(id=page.one(name=name)["aria-describedby"].split()[0]).text for name in names
    }
    assert min(map(len, explained.values())) > 20
    keeps, new = "A changed address keeps working.", "get one that is made from the title."
    assert (keeps in explained["slug"], explained["slug"].endswith(new)) == (True, True)


def test_text_to_look_at_shows_only_what_there_is(as_ines: Client) -> None:
    """An empty field is something to fill in, and nobody can here."""
    audience = make_audience(title="clients")
    full = make_question(summary="Yes.", body="More.", featured=True, steps=["Go"])
    full.audiences.add(audience)
    shown = parse(as_ines.get(address(full)))
    for field in ("summary", "body", "featured", "audiences"):
        assert shown.all(cls=f"field-{field}"), field
    shown = parse(as_ines.get(address(make_question(summary="", body="", steps=["Go"]))))
    for field in ("summary", "body", "featured", "audiences", "opened", "caution"):
        assert not shown.all(cls=f"field-{field}"), field
    steps = shown.one("div", id="steps-0")
    assert not steps.all(cls="field-position")
    assert len(shown.all(cls="field-title")) == 2


def test_summary_is_one_line_however_it_is_typed(as_ines: Client) -> None:
    draft = make_draft(steps=["Go"])
    sent = form(as_ines, draft) | {"summary": "Open it,\r\n and go. "}
    assert as_ines.post(address(draft), sent).status_code == 302
    draft.refresh_from_db()
    assert draft.summary == "Open it, and go."


def test_unchanged_form_changes_nothing(as_ines: Client) -> None:
    question = make_draft(
        steps=["Open **Jobs › My Jobs**", "Confirm"], phrasings=["other words"], body="Some *text*."
    )
    question.audiences.set([make_audience()])
    before = list(Question.objects.values()), list(Step.objects.values())
    response = as_ines.post(address(question), form(as_ines, question))
    assert response.status_code == 302
    assert (list(Question.objects.values()), list(Step.objects.values())) == before


def test_form_saves_question_steps_and_phrasings(as_ines: Client) -> None:
    topic, audience = make_topic(), make_audience()
    page = parse(as_ines.get(f"{LIST}add/"))
    sent = page.one("form", id="question_form").filled_in() | {
        "title": "How  do I\u200b ride?",
        "slug": "ride",
        "topic": str(topic.pk),
        "audiences": [str(audience.pk)],
        "steps-TOTAL_FORMS": "2",
        "steps-0-title": "Sit down",
        "steps-0-position": "",
        "steps-1-title": "**Pedal**",
        "steps-1-position": "",
        "phrasings-TOTAL_FORMS": "1",
        "phrasings-0-text": "cycling",
    }
    response = as_ines.post(f"{LIST}add/", sent)
    assert response.status_code == 302
    question = Question.objects.get()
    assert (question.title, question.slug, question.status) == ("How do I ride?", "ride", "draft")
    assert list(question.audiences.all()) == [audience]
    assert list(question.steps.in_order().values_list("position", "title_html")) == [
        (1, "Sit down"),
        (2, "<strong>Pedal</strong>"),
    ]
    assert list(question.phrasings.values_list("text", flat=True)) == ["cycling"]


def test_form_cannot_set_status_or_times(as_ines: Client) -> None:
    """Check 35: extra form fields change neither status nor times nor rendered HTML."""
    draft = make_draft(body="Text", steps=["Step"])
    sent = form(as_ines, draft) | {
        "status": "published",
        "published_at": "2026-11-01",
        "published_at_0": "2026-11-01",
        "published_at_1": "00:00",
        "updated_at": "2000-01-01",
        "body_html": "<script>alert(1)</script>",
        "steps-0-title_html": "<script>alert(1)</script>",
        "id": "9999",
        "title": "Changed",
    }
    assert as_ines.post(address(draft), sent).status_code == 302
    draft.refresh_from_db()
    assert (draft.title, draft.status, draft.published_at) == ("Changed", "draft", None)
    assert draft.updated_at.year == NOW.year
    assert draft.body_html == "<p>Text</p>"
    assert draft.steps.get().title_html == "Step"
    sent |= {"slug": "brand-new", "title": "New", "steps-TOTAL_FORMS": "0"}
    sent |= {"steps-INITIAL_FORMS": "0", "phrasings-TOTAL_FORMS": "0"}
    assert as_ines.post(f"{LIST}add/", sent).status_code == 302
    assert Question.objects.get(slug="brand-new").status == "draft"


@pytest.mark.parametrize(
    "slug",
    ["Up-Case", "two words", "-x", "x-", "a--b", "é", "a/b", "../x", "a\r\nX-Evil: 1", "x" * 81],
)
def test_form_rejects_a_malformed_address(as_ines: Client, slug: str) -> None:
    """Check 11: an invalid address is not stored."""
    question = make_draft(slug="before")
    response = as_ines.post(address(question), form(as_ines, question) | {"slug": slug})
    assert response.status_code == 200
    assert len(parse(response).all("ul", cls="errorlist")) >= 1
    assert Question.objects.get().slug == "before"


def test_form_rejects_the_old_address_of_another_question(as_ines: Client) -> None:
    moved = make_question(slug="old", title="The moved one", status="archived")
    moved.slug = "new"
    moved.save()
    other = make_draft(slug="other")
    response = as_ines.post(address(other), form(as_ines, other) | {"slug": "old"})
    error = parse(response).one("ul", cls="errorlist").text
    assert error == (
        "This address redirects to “The moved one”, which had it before. Choose another one."
    )
    taken = as_ines.post(address(other), form(as_ines, other) | {"slug": "new"})
    assert "Another question has this address." in parse(taken).text
    assert set(Question.objects.values_list("slug", flat=True)) == {"new", "other"}
    assert as_ines.post(address(moved), form(as_ines, moved) | {"slug": "old"}).status_code == 302
    assert [redirect.old_path for redirect in Redirect.objects.all()] == ["/questions/new/"]


def test_form_rejects_a_body_that_is_too_long(as_ines: Client) -> None:
    question = make_draft(body="short")
    response = as_ines.post(address(question), form(as_ines, question) | {"body": "x" * 20_001})
    assert "20000" in parse(response).one("ul", cls="errorlist").text
    assert Question.objects.get().body == "short"


def test_form_rejects_a_duplicate_phrasing(as_ines: Client) -> None:
    question = make_draft(phrasings=["get out"])
    sent = form(as_ines, question) | {
        "phrasings-TOTAL_FORMS": "2",
        "phrasings-1-text": "get out",
        "phrasings-1-question": str(question.pk),
    }
    response = as_ines.post(address(question), sent)
    assert response.status_code == 200
    assert Phrasing.objects.count() == 1


# --- View on site


@pytest.mark.parametrize(
    ("state", "public"),
    [
        ({"published_at": PAST}, True),
        ({"published_at": FUTURE}, False),
        ({"status": "draft"}, False),
        ({"status": "in_review"}, False),
        ({"status": "archived"}, False),
    ],
)
def test_view_on_site_needs_a_published_question(
    as_ines: Client, state: dict[str, Any], public: bool
) -> None:
    """Check 41: editors get no link to a missing page."""
    question = make_question(**state)
    links = [
        link
        for link in parse(as_ines.get(address(question))).all("a")
        if link.text == "View on site"
    ]
    assert [link["href"] for link in links] == ([question.get_absolute_url()] if public else [])
    assert (as_ines.get(question.get_absolute_url()).status_code == 200) is public


# --- What takes the place of an archived question


def test_form_of_an_archived_question_asks_for_a_replacement(as_ines: Client) -> None:
    asked = {
        status: "replaced_by" in form(as_ines, make_question(status=status, published_at=PAST))
        for status in Question.Status.values
    }
    assert asked == {"draft": False, "in_review": False, "published": False, "archived": True}


def test_archived_question_redirects_to_its_replacement(as_ines: Client, client: Client) -> None:
    question = make_question(status="archived", slug="old")
    other = make_question(slug="new", title="What is new?")
    sent = form(as_ines, question) | {"replaced_by": str(other.pk)}
    assert as_ines.post(address(question), sent).status_code == 302
    page = parse(client.get("/questions/old/"))
    assert page.one(cls="successor").links() == [("What is new?", "/questions/new/")]


def test_question_cannot_replace_itself(as_ines: Client) -> None:
    question = make_question(status="archived")
    sent = form(as_ines, question) | {"replaced_by": str(question.pk), "title": "Changed?"}
    refused = as_ines.post(address(question), sent)
    assert "A question cannot replace itself." in parse(refused).text
    question.refresh_from_db()
    assert (question.replaced_by, question.title == "Changed?") == (None, False)


def test_replacement_is_found_by_autocomplete(as_ines: Client) -> None:
    make_question(title="Where is the walrus?")
    make_question(title="Where is the pump?")
    sent = {
        "app_label": "faq",
        "model_name": "question",
        "field_name": "replaced_by",
        "term": "walrus",
    }
    found = as_ines.get("/admin/autocomplete/", sent).json()["results"]
    assert [each["text"] for each in found] == ["Where is the walrus?"]


def test_only_reviewers_delete_a_question_in_review(as_ines: Client, as_rafi: Client) -> None:
    """Neither alone nor in a bulk action can a question in review be deleted."""
    waiting = make_draft(summary="S.", status="in_review")
    as_ines.post(address(waiting, "delete"), {"post": "yes"})
    chosen = {"action": "delete_selected", "_selected_action": [str(waiting.pk)], "post": "yes"}
    as_ines.post(LIST, chosen)
    assert list(Question.objects.all()) == [waiting]
    as_rafi.post(address(waiting, "delete"), {"post": "yes"})
    assert list(Question.objects.all()) == []
