"""Votes and stuck reports in the admin."""

import pytest
from django.test import Client

from faq.models import StuckReport, Vote
from tests.factories import NOW, make_question, make_stuck_report, make_topic, make_vote
from tests.html import Element, parse

pytestmark = [pytest.mark.django_db, pytest.mark.time_machine(NOW)]


def rows(client: Client, address: str) -> list[list[str]]:
    page = parse(client.get(f"/admin/faq/{address}"))
    lists = page.all("table", id="result_list")
    return [[cell.text for cell in cells(row)] for table in lists for row in table.all("tr")[1:]]


def cells(row: Element) -> list[Element]:
    """Return the texts of a row, without its checkbox."""
    return [each for each in row.all() if each.tag in {"td", "th"}][1:]


def test_votes_are_listed_with_words_and_version(as_ines: Client) -> None:
    question = make_question(title="How do I get a refund?")
    make_vote(question=question, answered=False, reason="unclear", words="Which menu?")
    assert rows(as_ines, "vote/") == [
        [
            "How do I get a refund?",
            "No",
            "It is hard to follow",
            "Which menu?",
            "1 November 2026 09:00 (UTC)",
            "23 November 2026",
        ]
    ]


def test_votes_are_filtered_by_answer_reason_topic_and_words(as_ines: Client) -> None:
    shelf = make_topic()
    make_vote(answered=False, reason="unclear", words="Which menu?")
    make_vote(answered=True, reason="easy", question=make_question(topic=shelf))
    found = {
        address: [row[2] for row in rows(as_ines, f"vote/?{address}")]
        for address in (
            *("answered__exact=1", "reason__exact=unclear"),
            *(f"question__topic__id__exact={shelf.pk}", "q=menu"),
        )
    }
    assert list(found.values()) == [
        ["It was easy to follow"],
        ["It is hard to follow"],
        ["It was easy to follow"],
        ["It is hard to follow"],
    ]


def test_stuck_reports_are_listed_with_the_step_as_it_was(as_ines: Client) -> None:
    question = make_question(title="How do I get a refund?", steps=["Open it"])
    make_stuck_report(question.steps.get(), words="It is grey")
    question.steps.all().delete()
    assert rows(as_ines, "stuckreport/") == [
        [
            "How do I get a refund?",
            "1. Open it",
            "I don’t see this",
            "It is grey",
            "1 November 2026 09:00 (UTC)",
            "23 November 2026",
        ]
    ]


def test_feedback_can_be_deleted_but_not_written(as_ines: Client) -> None:
    """Check 34: editors can delete words that contain personal details."""
    kept = make_vote(words="I am Jo from Leeds")
    report = make_stuck_report(make_question(steps=["Open it"]).steps.get())
    form = f"/admin/faq/vote/{kept.pk}/change/"
    page = parse(as_ines.get(form))
    assert "I am Jo from Leeds" in page.text
    assert page.one("main").all("textarea") == []
    assert as_ines.get("/admin/faq/vote/add/").status_code == 403
    assert as_ines.post(form, {"words": "changed"}).status_code == 403
    assert Vote.objects.get().words == "I am Jo from Leeds"
    as_ines.post(f"/admin/faq/vote/{kept.pk}/delete/", {"post": "yes"})
    as_ines.post(f"/admin/faq/stuckreport/{report.pk}/delete/", {"post": "yes"})
    assert not Vote.objects.exists()
    assert not StuckReport.objects.exists()


def test_reader_key_is_never_shown(as_ines: Client) -> None:
    """Check 59."""
    kept = make_vote(reader=b"oyster-oyster-oyster-oyster-oyst")
    for page in ("", f"{kept.pk}/change/"):
        text = as_ines.get(f"/admin/faq/vote/{page}").text
        assert "oyster" not in text
        assert kept.question.title in text
