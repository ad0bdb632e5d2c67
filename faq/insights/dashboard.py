"""Collects what needs the person who opens the front page of the admin."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Generic, TypeVar

from django.contrib.auth.models import User
from django.db.models import Count, Model, QuerySet, Window

from faq import conf
from faq.insights.feedback_summary import Stuck, Unanswered, steps_stuck_at, unanswered_questions
from faq.models import (
    Autosave,
    BrokenPromise,
    DeskVisit,
    LinkCheck,
    Notification,
    Question,
    QuestionQuerySet,
    SearchTerm,
    StuckReport,
    Vote,
)
from faq.models.search_term import MIN_SEARCHES, Unfound
from faq.publishing.permissions import may_edit, may_publish

# The rows of a section on the page; the rest is in a list.
MAX_ROWS = 5
# How far ahead to show what time will change.
SOON = timedelta(days=7)
# Days of searches to show, and of feedback before the first visit.
DAYS = 30


RowT = TypeVar("RowT")
ModelT = TypeVar("ModelT", bound=Model)


@dataclass(frozen=True)
class Section(Generic[RowT]):
    """One kind of work.

    Attributes:
        count: the number of all rows.
        rows: the first MAX_ROWS of them, the most urgent first.
    """

    count: int = 0
    rows: Sequence[RowT] = ()


@dataclass
class Dashboard:
    """What a person has to do. Sections of what they may not see or do are empty.

    Attributes:
        since: the day of the last visit, from which on feedback is counted.
        searched_since: the day from which on searches are counted.
        failed: working copies that could not be published at their time: all of them for people who may publish.
        soon: texts that will be published or end by themselves.
        in_review: texts that wait for a reviewer.
        sent_back: drafts of this person that a reviewer sent back.
        own_in_review: texts of this person that wait for others.
        news: what others did with the texts of this person, or said of them.
        unsaved: texts that this person typed and did not save.
        promises: phrasings that do not find their question.
        links: addresses that lead nowhere.
        drafts: drafts of this person.
        due: published questions of this person that are due for review.
        unowned_due_count: the number of published questions due for review that nobody owns.
        unanswered: questions that did not answer readers.
        stuck: steps at which readers were stuck.
        unfound: searches that found nothing.
    """

    since: date
    searched_since: date
    failed: Section[Question] = Section()
    soon: Section[Question] = Section()
    in_review: Section[Question] = Section()
    sent_back: Section[Question] = Section()
    own_in_review: Section[Question] = Section()
    news: Section[Notification] = Section()
    unsaved: Section[Autosave] = Section()
    promises: Section[BrokenPromise] = Section()
    links: Section[LinkCheck] = Section()
    drafts: Section[Question] = Section()
    due: Section[Question] = Section()
    unowned_due_count: int = 0
    unanswered: Section[Unanswered] = Section()
    stuck: Section[Stuck] = Section()
    unfound: Section[Unfound] = Section()


def dashboard(user: User, now: datetime) -> Dashboard:
    """Return what a person has to do, as far as they may see and do it, and record the visit.

    The number of queries does not depend on how much there is.

    Args:
        user: the person who is signed in.
        now: the time of the visit.
    """
    today = now.date()
    recent = today - timedelta(days=DAYS)
    since = DeskVisit.objects.record_visit(user, today) or recent
    agenda = Dashboard(since=since, searched_since=recent)
    if may_publish(user):
        agenda.in_review = _section(_texts().in_review().longest_waiting_first())
    agenda.unsaved = _section(Autosave.objects.of(user, now).select_related("question"))
    if may_edit(user):
        due = Question.objects.published(now).due_for_review(now, default_days=conf.review_every())
        news = Notification.objects.about_texts_of(user, now).unseen()
        if not may_publish(user):
            waiting = _texts().in_review().written_by(user)
            agenda.own_in_review = _section(waiting.longest_waiting_first())
        agenda.news = _section(news.select_related("trashed").latest_first())
        failed = _texts().unpublishable().select_related("schedule")
        failed = failed if may_publish(user) else failed.concerning(user)
        agenda.failed = _section(failed.order_by("schedule__pk"))
        soon = _texts().changing_between(now, now + SOON).select_related("schedule")
        agenda.soon = _section(soon)
        agenda.sent_back = _section(_texts().sent_back_to(user).order_by("sent_back_at", "pk"))
        agenda.promises = _section(BrokenPromise.objects.of_published(now))
        agenda.links = _section(LinkCheck.objects.broken())
        agenda.drafts = _section(_texts().drafts_of(user).order_by("-updated_at", "pk"))
        agenda.due = _section(due.owned_by(user).oldest_review_first())
        agenda.unowned_due_count = due.without_owner().count()
    if user.has_perm("faq.view_vote"):
        agenda.unanswered = _unanswered(since)
    if user.has_perm("faq.view_stuckreport"):
        agenda.stuck = _stuck(since)
    if user.has_perm("faq.view_searchterm"):
        agenda.unfound = _unfound(recent)
    return agenda


def _texts() -> QuestionQuerySet:
    return Question.with_copies.select_related("submitted_by")


def _section(rows: QuerySet[ModelT]) -> Section[ModelT]:
    # One query for both.
    found = list(rows.annotate(all_count=Window(Count("pk")))[:MAX_ROWS])
    return Section(vars(found[0])["all_count"] if found else 0, found)


def _unanswered(since: date) -> Section[Unanswered]:
    votes = Vote.objects.filter(answered=False, day__gte=since)
    rows = unanswered_questions(votes, limit=MAX_ROWS)
    return Section(votes.count(), rows)


def _stuck(since: date) -> Section[Stuck]:
    reports = StuckReport.objects.filter(day__gte=since)
    rows = steps_stuck_at(reports, limit=MAX_ROWS)
    return Section(reports.count(), rows)


def _unfound(since: date) -> Section[Unfound]:
    found = SearchTerm.objects.filter(day__gte=since).unfound(count=MIN_SEARCHES)
    rows = [Unfound(*row) for row in found[:MAX_ROWS]]
    return Section(found.count(), rows)
