"""The ways a question gets to readers and away from them again."""

from datetime import datetime

from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.utils.translation import gettext

from faq.models import Question


class CannotPublish(Exception):
    """The question is not fit for readers; the message says why."""


def publish(question: Question, *, by: AbstractBaseUser, at: datetime) -> None:
    """Let readers see the question from a moment on, and note who did it.

    Args:
        question: as it is stored; changes not yet saved are saved with it.
        by: who publishes.
        at: from when on; a time to come schedules it.

    Raises:
        CannotPublish: it is published already, or there is nothing in it to read.
    """
    if question.status == Question.Status.PUBLISHED:
        raise CannotPublish(gettext("It is published already."))
    if not (question.summary or question.body or question.steps.exists()):
        raise CannotPublish(gettext("It has no answer yet: write a summary, a body or steps."))
    question.status = Question.Status.PUBLISHED
    question.published_at = at
    _save_and_log(question, "Published.", by=by)


def archive(question: Question, *, by: AbstractBaseUser, at: datetime) -> None:
    """Take the question away from readers and keep it for editors.

    Args:
        question: as it is stored; changes not yet saved are saved with it.
        by: who archives.
        at: when; kept in the history.
    """
    question.status = Question.Status.ARCHIVED
    if question.published_at and question.published_at > at:
        # No reader ever saw it, so nobody shall be told that it is gone.
        question.published_at = None
    _save_and_log(question, f"Archived at {at:%Y-%m-%d %H:%M} UTC.", by=by)


@transaction.atomic
def _save_and_log(question: Question, message: str, *, by: AbstractBaseUser) -> None:
    question.save()
    LogEntry.objects.log_actions(
        user_id=by.pk,
        queryset=[question],
        action_flag=CHANGE,
        change_message=message,
        single_object=True,
    )
