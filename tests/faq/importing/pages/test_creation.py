"""Drafts created from a plan: unpublished, all or none, and only once."""

import pytest
from django.contrib.auth.models import User
from django.db import IntegrityError
from django.test import Client

from faq.importing.pages import UNSORTED, CreatedDrafts, PageSource, Piece, create_drafts, plan_page
from faq.models import (
    AuditEntry,
    DraftSource,
    Phrasing,
    Question,
    Redirect,
    ReviewComment,
    Step,
    Topic,
)
from tests.factories import NOW, make_question, make_topic
from tests.faq.importing.pages.messy import PAGE

pytestmark = pytest.mark.django_db

TEXT = "How do I row?\n\nWith oars.\n\n1. Sit down. Important: slowly.\n2. Pull."


def made(text: str, *, topic: Topic | None = None, by: User | None = None) -> CreatedDrafts:
    return create_drafts(
        plan_page(PageSource.from_text(text)), topic=topic, by=by, at=NOW, page="page.txt"
    )


def test_draft_is_created_with_all_its_parts(ines: User) -> None:
    shelf = make_topic()
    (question,) = made(TEXT, topic=shelf, by=ines).questions
    stored = Question.objects.get()
    assert stored == question
    assert stored.owner == ines
    assert (stored.slug, stored.title, stored.summary, stored.body, stored.topic) == (
        *("how-do-i-row", "How do I row?"),
        *("With oars.", "", shelf),
    )
    assert list(stored.steps.in_order().values_list("position", "title", "body", "caution")) == [
        (1, "Sit down", "", "Important: slowly."),
        (2, "Pull", "", ""),
    ]
    entry = AuditEntry.objects.get()
    assert (entry.act, entry.by_name, entry.detail) == ("made from a page", "ines", "page.txt")


@pytest.mark.usefixtures("index")
def test_nothing_is_published(client: Client) -> None:
    """Checks 41 to 47: what was imported is a draft, wherever readers look."""
    questions = made(PAGE).questions
    assert len(questions) == 4
    assert {question.status for question in Question.objects.all()} == {"draft"}
    for address in (
        "/",
        "/search/?q=berth",
        "/llms.txt",
        "/sitemap.xml",
        "/feed/",
        "/api/v1/questions/",
    ):
        answer = client.get(address)
        assert "berth at" not in answer.getvalue().decode()
    assert client.get(questions[0].get_absolute_url()).status_code == 404
    assert client.get(f"/topics/{UNSORTED}/").status_code == 404


def test_second_time_adds_nothing() -> None:
    assert len(made(PAGE).questions) == 4
    before = Question.objects.count(), Step.objects.count(), Phrasing.objects.count()
    again = made(PAGE)
    assert (again.questions, again.skipped) == ([], 4)
    assert (Question.objects.count(), Step.objects.count(), Phrasing.objects.count()) == before


def test_second_time_adds_nothing_after_edits_and_another_layout() -> None:
    (question,) = made(TEXT).questions
    question.title, question.slug = "How does one row?", "rowing"
    question.save()
    html = "<h2>How do I row?</h2><p>With oars.</p><ol><li>Sit down. Important: slowly.</li><li>Pull.</li></ol>"
    assert (made(html).questions, made(f"# {TEXT}").questions) == ([], [])
    (other,) = made(f"{TEXT}\n\nHow do I steer?\n\nWith the rudder.").questions
    assert other.title == "How do I steer?"


def test_deleted_draft_can_be_created_again() -> None:
    (question,) = made(TEXT).questions
    question.delete()
    assert [each.title for each in made(TEXT).questions] == ["How do I row?"]


def test_only_chosen_drafts_are_created() -> None:
    planned = plan_page(PageSource.from_text(PAGE))
    chosen = planned.drafts[3]
    done = create_drafts(planned, topic=None, by=None, at=NOW, digests=[chosen.digest])
    assert [question.title for question in done.questions] == ["Is the harbour open?"]


def test_slugs_are_free() -> None:
    taken = make_question(slug="how-do-i-row")
    moved = make_question(slug="how-do-i-row-3")
    moved.slug = "else"
    moved.save()
    assert Redirect.objects.get().old_path == "/questions/how-do-i-row-3/"
    slugs = [
        made(f"How do I row?\n\nWith {what}.").questions[0].slug
        for what in ("oars", "hands", "love")
    ]
    assert slugs == ["how-do-i-row-2", "how-do-i-row-4", "how-do-i-row-5"]
    assert taken.slug == "how-do-i-row"


def test_long_slug_is_cut_between_words_with_its_number() -> None:
    title = f"How do I row {'a' * 60} {'b' * 60} home?"
    slugs = [made(f"{title}\n\nWith {what}.").questions[0].slug for what in ("oars", "hands")]
    assert slugs == [f"how-do-i-row-{'a' * 60}", f"how-do-i-row-{'a' * 60}-2"]


def test_phrasings_that_are_stored_alike_are_created_once() -> None:
    """An accent may be a character of its own, and is none once it is stored."""
    asked = [f"# Where is my {name} table?" for name in ("caf\u00e9", "cafe\u0301", "own")]
    planned = plan_page(PageSource.from_text("\n\n".join([*asked, "In the room."])))
    (question,) = create_drafts(planned, topic=None, by=None, at=NOW).questions
    assert list(question.phrasings.values_list("text", flat=True)) == [
        "Where is my caf\u00e9 table?"
    ]
    assert [each.reason for each in planned.leftovers] == ["the title or a phrasing says the same"]


def test_title_without_latin_letters_gets_a_slug() -> None:
    (question,) = made("Как мне грести веслом?\n\nВеслом.").questions
    assert question.slug.startswith("question-")
    question.full_clean()


def test_source_of_each_piece_is_stored() -> None:
    (question,) = made(TEXT).questions
    origin = DraftSource.objects.get(question=question)
    assert (origin.page, origin.made_at) == ("page.txt", NOW)
    assert [(each["field"], each["source"].strip()) for each in origin.pieces] == [
        ("title", "How do I row?"),
        ("summary", "With oars."),
        ("step 1", "1. Sit down."),
        ("step 1 caution", "Important: slowly."),
        ("step 2", "2. Pull."),
    ]
    assert [TEXT[each["start"] : each["end"]] for each in origin.pieces] == [
        each["source"] for each in origin.pieces
    ]


def test_doubts_become_a_review_comment(ines: User) -> None:
    (question,) = made("Can I pay by card?\n\nThis opens a menu.", by=ines).questions
    comment = ReviewComment.objects.get(question=question)
    assert (comment.by, comment.by_name) == (ines, "ines")
    assert comment.text.splitlines() == [
        "Created from a page. Please check:",
        "- The answer refers to an earlier text that is missing.",
        "- There is no summary. Write the answer in one sentence.",
    ]


def test_all_or_nothing() -> None:
    planned = plan_page(PageSource.from_text(PAGE))
    # More than the database takes, in the last of them.
    planned.drafts[-1].body.append(Piece("x" * 30_000, 0, 1))
    with pytest.raises(IntegrityError, match="question_body_within_size"):
        create_drafts(planned, topic=None, by=None, at=NOW)
    assert (Question.objects.count(), Topic.objects.count(), AuditEntry.objects.count()) == (
        *(0, 0),
        0,
    )
