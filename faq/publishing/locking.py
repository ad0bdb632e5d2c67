"""Locking a question until the transaction ends."""

from datetime import datetime

from django.contrib.auth.models import User
from django.utils.translation import gettext as _

from faq.models import Question, QuestionQuerySet
from faq.publishing import permissions
from faq.publishing.exceptions import CannotMove


def lock(question: Question, among: QuestionQuerySet | None = None) -> Question:
    """Read a question, draft or working copy again and lock its row. Call it in a transaction.

    Args:
        question: the question, which may have changed since it was read.
        among: a queryset that has to contain it; by default all questions and working copies.

    Raises:
        CannotMove: the queryset does not contain it.
    """
    rows = Question.with_copies.all() if among is None else among
    stored = rows.select_for_update().filter(pk=question.pk).first()
    if stored is None:
        raise CannotMove(
            _("This text no longer exists. Somebody has published, discarded or deleted it.")
        )
    return stored


def lock_unscheduled(
    question: Question, at: datetime, among: QuestionQuerySet | None = None
) -> Question:
    """Lock a text whose state somebody is about to change; see lock().

    Raises:
        CannotMove: it does not exist, or it is a working copy that is scheduled.
    """
    question = lock(question, among)
    if question.is_copy and question.is_scheduled(at):
        raise CannotMove(_("It is scheduled. Cancel the schedule first."))
    return question


def lock_changeable(
    question: Question, by: User, at: datetime, among: QuestionQuerySet | None = None
) -> Question:
    """Lock a text that somebody is about to change or remove; see lock().

    Raises:
        CannotMove: as lock_unscheduled(), or the text is in review and `by` may not publish.
    """
    question = lock_unscheduled(question, at, among)
    if problem := permissions.why_locked_by_review(question, by):
        raise CannotMove(problem)
    return question
