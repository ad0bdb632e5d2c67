"""The front page of the desk: what needs whoever opens it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import QuerySet

from faq import conf
from faq.insights.feedback_summary import Stuck, Unanswered, steps_stuck_at, unanswered_questions
from faq.models import (
    BrokenPromise,
    DeskVisit,
    LinkCheck,
    Question,
    SearchTerm,
    StuckReport,
    Vote,
)
from faq.models.search_term import SELDOM, Unfound
from faq.publishing.permissions import may_edit, may_publish

# Of each part so many rows stand on the page; the rest is in a list.
SHOWN = 5
# What readers said and searched is told of so many days, unless the last visit says otherwise.
DAYS = 30


@dataclass(frozen=True)
class Section:
    """
    Attributes:
        count: of everything.
        rows: the first of it, at most SHOWN, what is to be done first first.
    """

    count: int = 0
    rows: Sequence[Any] = ()


_NOTHING = Section()


@dataclass(frozen=True)
class Dashboard:
    """
    Attributes:
        since: the day of the last visit, from which on feedback is told.
        searched_since: from which day on searches are told.
        in_review: texts that wait for a reviewer, if that is what somebody is.
        sent_back: texts that a reviewer gave back.
        promises: phrasings that do not find their question.
        links: addresses at which nothing is any more.
        drafts: what somebody is writing.
        due: published questions to go through again, theirs or nobody's.
        unanswered: questions that did not answer what readers asked.
        stuck: steps at which readers were stuck.
        unfound: texts that were searched for and found nothing.
    """

    since: date
    searched_since: date
    in_review: Section = _NOTHING
    sent_back: Section = _NOTHING
    promises: Section = _NOTHING
    links: Section = _NOTHING
    drafts: Section = _NOTHING
    due: Section = _NOTHING
    unanswered: Section = _NOTHING
    stuck: Section = _NOTHING
    unfound: Section = _NOTHING


def dashboard(person: Any, now: datetime) -> Dashboard:
    """What needs somebody, as far as they may see and do it; the visit is noted.

    The number of queries does not depend on how much there is.

    Args:
        person: who is signed in.
        now: the time of the visit.
    """
    today = now.date()
    recent = today - timedelta(days=DAYS)
    since = DeskVisit.objects.come(person, today) or recent
    parts: dict[str, Section] = {}
    if may_publish(person):
        parts |= {"in_review": _part(_texts().in_review().longest_waiting_first())}
    if may_edit(person):
        parts |= _to_edit(person, now)
    if person.has_perm("faq.view_vote"):
        parts |= {"unanswered": _unanswered(since)}
    if person.has_perm("faq.view_stuckreport"):
        parts |= {"stuck": _stuck(since)}
    if person.has_perm("faq.view_searchterm"):
        parts |= {"unfound": _unfound(recent)}
    return Dashboard(since=since, searched_since=recent, **parts)


def _to_edit(person: Any, now: datetime) -> dict[str, Section]:
    published = Question.objects.published(now).left_to(person)
    due = published.due(now, every=conf.review_every())
    return {
        "sent_back": _part(_texts().sent_back_to(person).order_by("sent_back_at", "pk")),
        "promises": _part(BrokenPromise.objects.standing(now)),
        "links": _part(LinkCheck.objects.broken()),
        "drafts": _part(_texts().drafts_of(person).order_by("-updated_at", "pk")),
        "due": _part(due.longest_unseen_first()),
    }


def _texts() -> Any:
    return Question.with_copies.select_related("submitted_by")


def _part(rows: QuerySet[Any]) -> Section:
    return Section(rows.count(), list(rows[:SHOWN]))


def _unanswered(since: date) -> Section:
    votes = Vote.objects.filter(answered=False, day__gte=since)
    rows: list[Unanswered] = unanswered_questions(votes, most=SHOWN)
    return Section(votes.count(), rows)


def _stuck(since: date) -> Section:
    reports = StuckReport.objects.filter(day__gte=since)
    rows: list[Stuck] = steps_stuck_at(reports, most=SHOWN)
    return Section(reports.count(), rows)


def _unfound(since: date) -> Section:
    found = SearchTerm.objects.filter(day__gte=since).unfound(count=SELDOM)
    rows = [Unfound(*row) for row in found[:SHOWN]]
    return Section(found.count(), rows)
