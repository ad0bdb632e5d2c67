"""The dashboard: its cards and the lists that they link to."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client

from faq.models import Question
from faq.publishing import publish, publish_due, send_back, submit
from tests.factories import (
    NOW,
    make_broken_promise,
    make_copy,
    make_draft,
    make_link_check,
    make_notification,
    make_question,
    make_search_term,
    make_stuck_report,
    make_vote,
)
from tests.html import Element, parse

pytestmark = [pytest.mark.django_db, pytest.mark.time_machine(NOW)]

LONG_AGO: Any = NOW - timedelta(days=400)


def dashboard_section(client: Client) -> Element:
    return parse(client.get("/admin/")).one("section", cls="faq-agenda")


def heads(client: Client) -> list[str]:
    return dashboard_section(client).texts("h3")


def make_work(ines: User, owner: User | None = None) -> None:
    """One of everything, which is due for review by `owner`."""
    submit(make_draft(title="In review?", summary="S."), by=ines, at=NOW)
    make_draft(title="Mine?", owner=ines)
    question = make_question(
        title="It?", published_at=LONG_AGO, steps=["Open it"], phrasings=["open it"], owner=owner
    )
    make_broken_promise(question.phrasings.get())
    make_link_check(question)
    for reason in ("unclear", ""):
        make_vote(question=question, answered=False, reason=reason)
    make_stuck_report(question.steps.get())
    make_search_term(count=4, empty_count=3)


def test_cards_are_in_order_of_urgency(as_ines: Client, as_rafi: Client, ines: User) -> None:
    make_work(ines, owner=ines)
    common = [
        "2 readers were not helped, since 24 October 2026",
        "1 report of a reader who is stuck, since 24 October 2026",
        "1 search that found nothing, since 24 October 2026",
    ]
    broken = ["1 phrasing does not find its question", "1 link leads nowhere"]
    assert heads(as_rafi) == ["1 text waits for review", *broken, *common]
    own = [
        "1 draft of yours",
        "1 text of yours is in review",
        "1 question of yours is due for review",
    ]
    assert heads(as_ines) == [*broken, *own, *common]


def test_page_starts_with_the_first_task(as_ines: Client, as_rafi: Client, ines: User) -> None:
    make_draft(title="Mine?", owner=ines)
    submit(make_draft(title="In review?", summary="S."), by=ines, at=NOW)
    first = dashboard_section(as_rafi).one("p", cls="faq-next")
    assert first.text == "Start here Review: In review? sent by ines on 23 November 2026"
    ((_, address),) = first.links()
    assert (
        parse(as_rafi.get(address)).one("textarea", name="title").raw_text.strip() == "In review?"
    )
    assert dashboard_section(as_ines).one("p", cls="faq-next").one("a").text == "Continue: Mine?"


def test_lines_show_details_of_each_task(as_ines: Client, ines: User, rafi: User) -> None:
    make_work(ines, owner=ines)
    notes = {
        each["id"]: each.texts("span")
        for each in dashboard_section(as_ines).all("li", cls="faq-card")
    }
    del notes["links"]
    assert notes == {
        "own_in_review": ["sent by ines on 23 November 2026"],
        "promises": ["should find “It?”"],
        "drafts": ["last changed on 23 November 2026"],
        "due": ["published on 19 October 2025, never reviewed"],
        "unanswered": ["1 × no reason given · 1 × It is hard to follow"],
        "stuck": ["1 × at step 1: Open it"],
        "unfound": ["3 of 4 times"],
    }


def test_every_count_equals_the_linked_list(as_rafi: Client, ines: User, rafi: User) -> None:
    for _ in range(6):
        make_work(ines, owner=rafi)
        make_notification(rafi)
    make_vote(answered=True)
    make_question()
    found = {}
    for card in dashboard_section(as_rafi).all("li", cls="faq-card"):
        title, address = card.one("h3").links()[0]
        listed = parse(as_rafi.get(address)).one("p", cls="paginator").text
        found[card["id"]] = (int(title.split()[0]), int(listed.split()[0]))
        # The lines of a card lead to pages of the same kind.
        _, first_line = card.links()[1]
        assert as_rafi.get(first_line).status_code == 200
    assert found == {
        "in_review": (6, 6),
        "news": (6, 6),
        "promises": (6, 6),
        "links": (6, 6),
        "due": (6, 6),
        "unanswered": (12, 12),
        "stuck": (6, 6),
        "unfound": (6, 6),
    }


def test_empty_dashboard_says_so(as_ines: Client) -> None:
    make_question()
    calm = dashboard_section(as_ines)
    assert calm.texts("h3") == []
    assert calm.one("p").text.startswith("You have no tasks.")


def test_user_without_permissions_sees_no_cards(ines: User) -> None:
    """Check 34: a user who may sign in but has no other permission."""
    make_work(ines)
    stranger = Client()
    stranger.force_login(User.objects.create_user("stranger", is_staff=True))
    page = stranger.get("/admin/").text
    assert "You have no tasks." in page
    assert [word for word in ("It?", "Mine?", "In review?", "Open it") if word in page] == []


def test_text_of_readers_is_escaped(as_ines: Client, ines: User) -> None:
    """Check 1."""
    make_draft(title="<script>alert(1)</script>", owner=ines)
    assert dashboard_section(as_ines).one("li", cls="faq-card").one("li").one("a").text == (
        "<script>alert(1)</script>"
    )


def test_writer_reads_what_was_said_of_her_text(as_ines: Client, ines: User, rafi: User) -> None:
    question = make_draft(title="How?", summary="S.", owner=ines)
    submit(question, by=ines, at=NOW)
    send_back(question, "<b>Why</b> so long? " * 20, by=rafi, at=NOW)
    card = dashboard_section(as_ines).one("li", id="news")
    assert dashboard_section(as_ines).one("p", cls="faq-next").text.startswith("Start here Revise")
    ((_, all_of_them), (text, address)) = card.links()
    assert card.one("h3").text == "1 message about your texts"
    assert text == "rafi sent back “How?”"
    note = card.one("span").text
    assert note.startswith("23 November 2026 12:00 (UTC): “<b>Why</b> so long? <b>Why</b>")
    assert len(note) < 250
    assert all_of_them == "/admin/notifications/"
    assert parse(as_ines.get(address)).one("textarea", name="title").raw_text.strip() == "How?"


def test_author_and_scheduler_read_that_a_text_was_not_published(
    as_ines: Client, as_rafi: Client, ines: User, rafi: User
) -> None:
    copy = make_copy(by=ines, title="How?", summary="S.")
    publish(copy, by=rafi, at=NOW - timedelta(days=2), since=NOW - timedelta(days=1))
    Question.objects.update(status="archived")
    publish_due(NOW)
    for client in (as_ines, as_rafi):
        tasks = dashboard_section(client)
        failed, news = tasks.one("li", id="failed"), tasks.one("li", id="news")
        assert failed.one("h3").text == "1 text could not be published at its time"
        assert failed.one("span").text.startswith("The question is archived.")
        assert news.links()[1] == (
            "“How?” could not be published at its time",
            f"/admin/faq/question/{copy.pk}/change/",
        )
        assert news.all("span")[0].text.startswith(
            "22 November 2026 12:00 (UTC): The question is archived."
        )


def test_questions_of_nobody_are_one_line(as_ines: Client, as_viewer: Client) -> None:
    for _ in range(2):
        make_question(published_at=LONG_AGO)
    page = dashboard_section(as_ines)
    assert heads(as_ines) == []
    line = page.one("p", cls="faq-unowned")
    assert line.text == "2 questions that nobody owns are due for review"
    ((_, address),) = line.links()
    assert parse(as_ines.get(address)).one("p", cls="paginator").text == "2 questions"
    assert "nobody owns" not in dashboard_section(as_viewer).text
