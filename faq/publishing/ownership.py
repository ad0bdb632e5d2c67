"""Looking after what is published: whose it is, how often it is gone through, and that somebody did."""

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
    """Say who looks after a question and how often it is gone through. Readers notice nothing.

    Args:
        question: as it is stored.
        owner: somebody of the team, or None.
        review_every: in days; 0 for never, None for as often as the site says.
        by: who says so.
        at: when.

    Raises:
        NotAllowed: by whoever may not edit.
    """
    permissions.require(permissions.may_edit(by), _("Only editors say who looks after a question."))
    if (question.owner, question.review_every) == (owner, review_every):
        return
    with transaction.atomic():
        _rows(question).update_editorial(owner=owner, review_every=review_every)
        often = _("{} days").format(review_every)
        every = _("as the site says") if review_every is None else often
        who = name_of(owner) or pgettext("owner", "nobody")
        detail = _("Owner: {}. Review every: {}.").format(who, every)
        record(AuditEntry.Act.CARED_FOR, question, by=by, at=at, detail=detail)


def mark_reviewed(question: Question, *, by: User, at: datetime) -> None:
    """Note that somebody went through the steps in the product, and that they are right.

    Raises:
        NotAllowed: by whoever may not edit.
    """
    permissions.require(
        permissions.may_edit(by), _("Only editors say that a question was gone through.")
    )
    with transaction.atomic():
        _rows(question).update_editorial(walked_through_at=at, walked_through_by=by)
        record(AuditEntry.Act.WALKED_THROUGH, question, by=by, at=at)


def _rows(question: Question) -> QuestionQuerySet:
    return Question.objects.filter(pk=question.pk)
