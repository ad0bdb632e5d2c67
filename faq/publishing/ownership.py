"""Owners of questions, and regular reviews of published questions."""

from datetime import datetime

from django.contrib.auth.models import User
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from faq.models import AuditEntry, Question, QuestionQuerySet
from faq.publishing import permissions
from faq.publishing.audit import name_of, record


def assign_owner(
    question: Question, *, owner: User | None, review_every: int | None, by: User, at: datetime
) -> None:
    """Set the owner and the review interval of a question. This changes nothing for readers.

    Args:
        question: the stored question.
        owner: a member of the team, or None.
        review_every: in days; 0 for never, None for the site's default.
        by: the user.
        at: the current time.

    Raises:
        NotAllowed: `by` may not edit.
    """
    permissions.require(
        permissions.may_edit(by), _("Only editors can change the owner of a question.")
    )
    if (question.owner, question.review_every) == (owner, review_every):
        return
    with transaction.atomic():
        _rows(question).update_editorial(owner=owner, review_every=review_every)
        days = _("{} days").format(review_every)
        every = _("the site’s default") if review_every is None else days
        who = name_of(owner) or pgettext("owner", "nobody")
        detail = _("Owner: {}. Review every: {}.").format(who, every)
        record(AuditEntry.Act.OWNER_SET, question, by=by, at=at, detail=detail)


def mark_reviewed(question: Question, *, by: User, at: datetime) -> None:
    """Record that somebody tried the steps in the product and found them correct.

    Raises:
        NotAllowed: `by` may not edit.
    """
    permissions.require(
        permissions.may_edit(by), _("Only editors can mark a question as reviewed.")
    )
    with transaction.atomic():
        _rows(question).update_editorial(walked_through_at=at, walked_through_by=by)
        record(AuditEntry.Act.REVIEWED, question, by=by, at=at)


def _rows(question: Question) -> QuestionQuerySet:
    return Question.objects.filter(pk=question.pk)
