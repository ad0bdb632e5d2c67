"""Turns the dashboard into cards with titles, links and lines of text."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple, TypeVar
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.formats import number_format
from django.utils.text import Truncator
from django.utils.translation import gettext, ngettext

from faq.admin.question.page import change_url
from faq.insights.dashboard import Dashboard, Section
from faq.insights.feedback_summary import Stuck, Unanswered
from faq.models import BrokenPromise, LinkCheck, Notification, Question
from faq.models.feedback import WhyNot
from faq.models.search_term import Unfound
from faq.notifications.headlines import headline, notification_path
from faq.publishing.audit import name_of
from faq.text.times import show_date, show_time

COMMENT_SHOWN = 160
RowT = TypeVar("RowT")


class CardLine(NamedTuple):
    """One task on a card.

    Attributes:
        text: a title, or what a reader typed.
        url: the page on which to work on it.
        note: details, such as who sent it and when.
    """

    text: str
    url: str
    note: str = ""


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


def cards(agenda: Dashboard) -> list[DashboardCard]:
    """Return a card for each section of the dashboard that is not empty, the most urgent first."""
    since = {"day__gte": agenda.since.isoformat()}
    recent = {"day__gte": agenda.searched_since.isoformat()}
    every_card = [
        _card(
            "in_review",
            agenda.in_review,
            ngettext("text waits for review", "texts wait for review", agenda.in_review.count),
            _list("question", state="in_review"),
            gettext("Review"),
            _in_review,
        ),
        _card(
            "sent_back",
            agenda.sent_back,
            ngettext(
                "text was sent back to you", "texts were sent back to you", agenda.sent_back.count
            ),
            _list("question", state="sent_back"),
            gettext("Revise"),
            _sent_back,
        ),
        _card(
            "news",
            agenda.news,
            ngettext("message about your texts", "messages about your texts", agenda.news.count),
            reverse("admin:notifications"),
            gettext("Read"),
            _news,
            is_task=False,
        ),
        _card(
            "promises",
            agenda.promises,
            ngettext(
                "phrasing does not find its question",
                "phrasings do not find their question",
                agenda.promises.count,
            ),
            _list("brokenpromise"),
            gettext("Fix"),
            _promise,
        ),
        _card(
            "links",
            agenda.links,
            ngettext("link leads nowhere", "links lead nowhere", agenda.links.count),
            _list("linkcheck", is_broken__exact=1),
            gettext("Fix"),
            _link,
        ),
        _card(
            "drafts",
            agenda.drafts,
            ngettext("draft of yours", "drafts of yours", agenda.drafts.count),
            _list("question", state="mine"),
            gettext("Continue"),
            _draft,
        ),
        _card(
            "own_in_review",
            agenda.own_in_review,
            ngettext(
                "text of yours is in review",
                "texts of yours are in review",
                agenda.own_in_review.count,
            ),
            _list("question", state="mine_in_review"),
            gettext("Look at"),
            _in_review,
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
            _list("question", due="yes", owner="me"),
            gettext("Review"),
            _due,
        ),
        _card(
            "unanswered",
            agenda.unanswered,
            ngettext(
                "reader was not helped, since {day}",
                "readers were not helped, since {day}",
                agenda.unanswered.count,
            ).format(day=show_date(agenda.since)),
            _list("vote", answered__exact=0, **since),
            gettext("Read why"),
            lambda row: _unanswered(row, since),
        ),
        _card(
            "stuck",
            agenda.stuck,
            ngettext(
                "report of a reader who is stuck, since {day}",
                "reports of readers who are stuck, since {day}",
                agenda.stuck.count,
            ).format(day=show_date(agenda.since)),
            _list("stuckreport", **since),
            gettext("Read where"),
            lambda row: _stuck(row, since),
        ),
        _card(
            "unfound",
            agenda.unfound,
            ngettext(
                "search that found nothing, since {day}",
                "searches that found nothing, since {day}",
                agenda.unfound.count,
            ).format(day=show_date(agenda.searched_since)),
            _list("searchterm", empty="yes", **recent),
            gettext("Look at"),
            lambda row: _unfound(row, recent),
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
    url = _list("question", due="yes", owner="nobody")
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


def _in_review(question: Question) -> CardLine:
    by, at = name_of(question.submitted_by), question.submitted_at
    if not at:
        return CardLine(str(question), change_url(question))
    note = gettext("sent by {name} on {date}") if by else gettext("sent on {date}")
    return CardLine(str(question), change_url(question), note.format(name=by, date=_date(at)))


def _news(notification: Notification) -> CardLine:
    note = show_time(notification.at)
    if notification.comment:
        comment = Truncator(notification.comment).chars(COMMENT_SHOWN)
        note = gettext("{date}: “{comment}”").format(date=note, comment=comment)
    return CardLine(headline(notification), notification_path(notification), note)


def _sent_back(question: Question) -> CardLine:
    note = gettext("sent back on {date}").format(date=_date(question.sent_back_at))
    return CardLine(str(question), change_url(question), note)


def _draft(question: Question) -> CardLine:
    if question.is_copy:
        note = gettext("new version of a published question, begun on {date}")
        date = _date(question.started_at)
    else:
        note, date = gettext("last changed on {date}"), _date(question.updated_at)
    return CardLine(str(question), change_url(question), note.format(date=date))


def _due(question: Question) -> CardLine:
    if question.walked_through_at:
        note = gettext("last reviewed on {date}")
        date = _date(question.walked_through_at)
    else:
        note = gettext("published on {date}, never reviewed")
        date = _date(question.published_at)
    return CardLine(str(question), change_url(question), note.format(date=date))


def _promise(promise: BrokenPromise) -> CardLine:
    text = gettext("“{}”").format(promise.phrasing.text)
    note = gettext("should find “{question}”").format(question=promise.question)
    return CardLine(text, change_url(promise.question), note)


def _link(link: LinkCheck) -> CardLine:
    questions = list(link.questions.all())
    problem = link.get_problem_display()
    if not questions:
        return CardLine(link.url, _list("linkcheck", q=link.url), problem)
    note = gettext("{problem}, in “{question}”").format(problem=problem, question=questions[0])
    return CardLine(link.url, change_url(questions[0]), note)


def _unanswered(row: Unanswered, since: dict[str, str]) -> CardLine:
    labels = {"": gettext("no reason given"), **dict(WhyNot.choices)}
    reasons = " · ".join(f"{count} × {labels[reason]}" for reason, count in row.reasons)
    url = _list("vote", answered__exact=0, question__exact=row.question_id, **since)
    return CardLine(row.title, url, reasons)


def _stuck(row: Stuck, since: dict[str, str]) -> CardLine:
    url = _list("stuckreport", step_uid__exact=row.step_uid, **since)
    note = gettext("{count} × at step {number}: {step}")
    return CardLine(
        row.question, url, note.format(count=row.count, number=row.position, step=row.title)
    )


def _unfound(row: Unfound, since: dict[str, str]) -> CardLine:
    url = _list("searchterm", empty="yes", q=row.text, **since)
    note = gettext("{empty} of {times} times").format(empty=row.empty_times, times=row.times)
    return CardLine(gettext("“{}”").format(row.text), url, note)


def _list(model: str, **filters: object) -> str:
    url = reverse(f"admin:faq_{model}_changelist")
    return f"{url}?{urlencode(filters)}" if filters else url


def _date(at: datetime | None) -> str:
    return show_date(at) if at else "?"
