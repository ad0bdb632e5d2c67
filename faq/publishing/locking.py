"""A question as it is stored now, which nobody else changes until the transaction ends."""

from django.utils.translation import gettext as _

from faq.models import Question, QuestionQuerySet
from faq.publishing.exceptions import CannotMove


def locked(question: Question, among: QuestionQuerySet | None = None) -> Question:
    """The stored question, draft or working copy; in a transaction.

    Args:
        question: as somebody has it, who may come too late.
        among: those that it still has to be one of; all, unless given.

    Raises:
        CannotMove: it is not among them any more.
    """
    rows = Question.with_copies.all() if among is None else among
    stored = rows.select_for_update().filter(pk=question.pk).first()
    if stored is None:
        raise CannotMove(_("It is gone: somebody published, discarded or deleted it meanwhile."))
    return stored
