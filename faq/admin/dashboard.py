"""Turns the dashboard into cards with titles, links and lines of text."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import gettext, ngettext

from faq.admin.dashboard_lines import (
    CardLine,
    draft_line,
    due_line,
    failed_line,
    in_review_line,
    link_line,
    list_url,
    news_line,
    promise_line,
    sent_back_line,
    soon_line,
    stuck_line,
    unanswered_line,
    unfound_line,
    unsaved_line,
)
from faq.insights.dashboard import Dashboard, Section
from faq.text.times import show_date

RowT = TypeVar("RowT")


@dataclass(frozen=True)
class DashboardCard:
    """A kind of task, with the first tasks of that kind.

    Attributes:
        name: identifies the card in the page.
        count: the number of all tasks of this kind.
        title: names the tasks; it follows the count.
        url: the list of all tasks of this kind.
        verb: the label of the button: "Review".
        lines: the first tasks.
        is_task: whether there is something to do, not only to know.
    """

    name: str
    count: int
    title: str
    url: str
    verb: str
    lines: list[CardLine]
    is_task: bool = True


def cards(agenda: Dashboard, now: datetime) -> list[DashboardCard]:
    """Return a card for each section of the dashboard that is not empty, the most urgent first."""
    since = {"day__gte": agenda.since.isoformat()}
    recent = {"day__gte": agenda.searched_since.isoformat()}
    every_card = [
        _card(
            "failed",
            agenda.failed,
            ngettext(
                "text could not be published at its time",
                "texts could not be published at their time",
                agenda.failed.count,
            ),
            list_url("question", state="failed"),
            gettext("See why"),
            failed_line,
        ),
        _card(
            "in_review",
            agenda.in_review,
            ngettext("text waits for review", "texts wait for review", agenda.in_review.count),
            list_url("question", state="in_review"),
            gettext("Review"),
            in_review_line,
        ),
        _card(
            "sent_back",
            agenda.sent_back,
            ngettext(
                "text was sent back to you", "texts were sent back to you", agenda.sent_back.count
            ),
            list_url("question", state="sent_back"),
            gettext("Revise"),
            sent_back_line,
        ),
        _card(
            "news",
            agenda.news,
            ngettext("message about your texts", "messages about your texts", agenda.news.count),
            reverse("admin:notifications"),
            gettext("Read"),
            news_line,
            is_task=False,
        ),
        _card(
            "unsaved",
            agenda.unsaved,
            ngettext(
                "text that you did not save", "texts that you did not save", agenda.unsaved.count
            ),
            reverse("admin:faq_question_unsaved_list"),
            gettext("Continue"),
            unsaved_line,
        ),
        _card(
            "promises",
            agenda.promises,
            ngettext(
                "phrasing does not find its question",
                "phrasings do not find their question",
                agenda.promises.count,
            ),
            list_url("brokenpromise"),
            gettext("Fix"),
            promise_line,
        ),
        _card(
            "links",
            agenda.links,
            ngettext("link leads nowhere", "links lead nowhere", agenda.links.count),
            list_url("linkcheck", is_broken__exact=1),
            gettext("Fix"),
            link_line,
        ),
        _card(
            "drafts",
            agenda.drafts,
            ngettext("draft of yours", "drafts of yours", agenda.drafts.count),
            list_url("question", state="mine"),
            gettext("Continue"),
            draft_line,
        ),
        _card(
            "own_in_review",
            agenda.own_in_review,
            ngettext(
                "text of yours is in review",
                "texts of yours are in review",
                agenda.own_in_review.count,
            ),
            list_url("question", state="mine_in_review"),
            gettext("Look at"),
            in_review_line,
            is_task=False,
        ),
        _card(
            "due",
            agenda.due,
            ngettext(
                "question of yours is due for review",
                "questions of yours are due for review",
                agenda.due.count,
            ),
            list_url("question", due="yes", owner="me"),
            gettext("Review"),
            due_line,
        ),
        _card(
            "soon",
            agenda.soon,
            ngettext(
                "text is published or ends by itself this week",
                "texts are published or end by themselves this week",
                agenda.soon.count,
            ),
            list_url("question", state="soon"),
            gettext("Look at"),
            lambda text: soon_line(text, now),
            is_task=False,
        ),
        _card(
            "unanswered",
            agenda.unanswered,
            ngettext(
                "reader was not helped, since {day}",
                "readers were not helped, since {day}",
                agenda.unanswered.count,
            ).format(day=show_date(agenda.since)),
            list_url("vote", answered__exact=0, **since),
            gettext("Read why"),
            lambda row: unanswered_line(row, since),
        ),
        _card(
            "stuck",
            agenda.stuck,
            ngettext(
                "report of a reader who is stuck, since {day}",
                "reports of readers who are stuck, since {day}",
                agenda.stuck.count,
            ).format(day=show_date(agenda.since)),
            list_url("stuckreport", **since),
            gettext("Read where"),
            lambda row: stuck_line(row, since),
        ),
        _card(
            "unfound",
            agenda.unfound,
            ngettext(
                "search that found nothing, since {day}",
                "searches that found nothing, since {day}",
                agenda.unfound.count,
            ).format(day=show_date(agenda.searched_since)),
            list_url("searchterm", empty="yes", **recent),
            gettext("Look at"),
            lambda row: unfound_line(row, recent),
        ),
    ]
    return [card for card in every_card if card.count]


def unowned_due(agenda: Dashboard) -> CardLine | None:
    """Return the line about questions due for review that are nobody’s task, or None."""
    if not (count := agenda.unowned_due_count):
        return None
    text = ngettext(
        "{count} question that nobody owns is due for review",
        "{count} questions that nobody owns are due for review",
        count,
    )
    url = list_url("question", due="yes", owner="nobody")
    return CardLine(text.format(count=number_format(count)), url)


def _card(
    name: str,
    section: Section[RowT],
    title: str,
    url: str,
    verb: str,
    line: Callable[[RowT], CardLine],
    *,
    is_task: bool = True,
) -> DashboardCard:
    lines = [line(row) for row in section.rows]
    return DashboardCard(name, section.count, title, url, verb, lines, is_task)
