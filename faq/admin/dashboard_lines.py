"""The lines on the cards of the dashboard: what each is about, where it leads, and details."""

from datetime import datetime
from typing import NamedTuple
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext

from faq.admin.question.page import change_url, state_of
from faq.insights.feedback_summary import Stuck, Unanswered
from faq.models import Autosave, BrokenPromise, LinkCheck, Notification, Question
from faq.models.feedback import WhyNot
from faq.models.search_term import Unfound
from faq.notifications.headlines import headline, notification_path
from faq.publishing.audit import name_of
from faq.text.times import show_date, show_time

COMMENT_SHOWN = 160


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


def in_review_line(question: Question) -> CardLine:
    """Return the line for a text in review."""
    by, at = name_of(question.submitted_by), question.submitted_at
    if not at:
        return CardLine(str(question), change_url(question))
    note = gettext("sent by {name} on {date}") if by else gettext("sent on {date}")
    return CardLine(str(question), change_url(question), note.format(name=by, date=_date(at)))


def news_line(notification: Notification) -> CardLine:
    """Return the line for a notification."""
    note = show_time(notification.at)
    if notification.comment:
        comment = Truncator(notification.comment).chars(COMMENT_SHOWN)
        is_quote = notification.kind in Notification.QUOTING
        words = gettext("{date}: “{comment}”") if is_quote else gettext("{date}: {comment}")
        note = words.format(date=note, comment=comment)
    return CardLine(headline(notification), notification_path(notification), note)


def sent_back_line(question: Question) -> CardLine:
    """Return the line for a text that was sent back."""
    note = gettext("sent back on {date}").format(date=_date(question.sent_back_at))
    return CardLine(str(question), change_url(question), note)


def unsaved_line(kept: Autosave) -> CardLine:
    note = gettext("typed on {date}")
    if kept.has_lost_question:
        note = gettext("typed on {date}; its question no longer exists")
    url = reverse("admin:faq_question_unsaved", args=[kept.pk])
    return CardLine(str(kept), url, note.format(date=_date(kept.typed_at)))


def draft_line(question: Question) -> CardLine:
    """Return the line for a draft."""
    if question.is_copy:
        note = gettext("new version of a published question, begun on {date}")
        date = _date(question.started_at)
    else:
        note, date = gettext("last changed on {date}"), _date(question.updated_at)
    return CardLine(str(question), change_url(question), note.format(date=date))


def due_line(question: Question) -> CardLine:
    """Return the line for a question due for review."""
    if question.walked_through_at:
        note = gettext("last reviewed on {date}")
        date = _date(question.walked_through_at)
    else:
        note = gettext("published on {date}, never reviewed")
        date = _date(question.published_at)
    return CardLine(str(question), change_url(question), note.format(date=date))


def promise_line(promise: BrokenPromise) -> CardLine:
    """Return the line for a phrasing that does not find its question."""
    text = gettext("“{}”").format(promise.phrasing.text)
    note = gettext("should find “{question}”").format(question=promise.question)
    return CardLine(text, change_url(promise.question), note)


def link_line(link: LinkCheck) -> CardLine:
    """Return the line for a broken link."""
    questions = list(link.questions.all())
    problem = link.get_problem_display()
    if not questions:
        return CardLine(link.url, list_url("linkcheck", q=link.url), problem)
    note = gettext("{problem}, in “{question}”").format(problem=problem, question=questions[0])
    return CardLine(link.url, change_url(questions[0]), note)


def failed_line(copy: Question) -> CardLine:
    """Return the line for a working copy that could not be published at its time."""
    return CardLine(str(copy), change_url(copy), copy.schedule.problem)


def soon_line(text: Question, now: datetime) -> CardLine:
    """Return the line for a text that is published or ends by itself."""
    return CardLine(str(text), change_url(text), state_of(text, now))


def unanswered_line(row: Unanswered, since: dict[str, str]) -> CardLine:
    """Return the line for a question that did not answer readers."""
    labels = {"": gettext("no reason given"), **dict(WhyNot.choices)}
    reasons = " · ".join(f"{count} × {labels[reason]}" for reason, count in row.reasons)
    url = list_url("vote", answered__exact=0, question__exact=row.question_id, **since)
    return CardLine(row.title, url, reasons)


def stuck_line(row: Stuck, since: dict[str, str]) -> CardLine:
    """Return the line for a step at which readers were stuck."""
    url = list_url("stuckreport", step_uid__exact=row.step_uid, **since)
    note = gettext("{count} × at step {number}: {step}")
    return CardLine(
        row.question, url, note.format(count=row.count, number=row.position, step=row.title)
    )


def unfound_line(row: Unfound, since: dict[str, str]) -> CardLine:
    """Return the line for a search that found nothing."""
    url = list_url("searchterm", empty="yes", q=row.text, **since)
    note = gettext("{empty} of {times} times").format(empty=row.empty_times, times=row.times)
    return CardLine(gettext("“{}”").format(row.text), url, note)


def list_url(model: str, **filters: object) -> str:
    """Return the address of a list with these filters."""
    url = reverse(f"admin:faq_{model}_changelist")
    return f"{url}?{urlencode(filters)}" if filters else url


def _date(at: datetime | None) -> str:
    return show_date(at) if at else "?"
