"""Validates and stores votes and stuck reports."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from uuid import UUID

from django.db import transaction

from faq.feedback import exceptions, form_tokens, retention
from faq.feedback.exceptions import FeedbackRefused, QuestionOrStepGone, SendAgain, UntrustedForm
from faq.feedback.form_tokens import FormToken
from faq.feedback.reader_keys import Sender, reader_key
from faq.models import Question, Step, StuckReport, Vote
from faq.models.feedback import WORDS_LENGTH, Feedback, WhyAnswered, WhyNot, WhyStuck
from faq.text.cleaning import one_line
from faq.text.markdown import plain
from faq.text.redaction import redact

# People need longer than this to type a few words.
MIN_TYPING_TIME = timedelta(seconds=2)

ANSWERS = {"yes": True, "no": False}
# A hidden field, which only programs fill in.
HONEYPOT = "website"


def vote(question: Question, sent: Mapping[str, str], *, sender: Sender, now: datetime) -> Vote:
    """Store whether the question was answered. A second vote of a reader on one day replaces the first.

    Args:
        question: the published question.
        sent: the fields `token`, `answered` (yes or no) and `reason`; and `words`, if the token is for them.
        sender: the sender, of whom only a keyed hash is stored.
        now: the time of the request.

    Raises:
        FeedbackRefused: nothing was stored; the message says why.
    """
    token = _token(question, sent, now)
    answered = ANSWERS.get(sent.get("answered", ""))
    if answered is None:
        raise FeedbackRefused(exceptions.NO_ANSWER)
    reason = sent.get("reason", "")
    if reason not in {"", *(WhyAnswered if answered else WhyNot).values}:
        raise FeedbackRefused(exceptions.NO_REASON)
    words = _words(sent, token, now)
    feedback = Vote(question=question, answered=answered, reason=reason, words=words)
    _store(feedback, token, sender, now, unique_fields=["question", "day", "reader"])
    return feedback


def report_stuck(
    question: Question, sent: Mapping[str, str], *, sender: Sender, now: datetime
) -> StuckReport:
    """Store that a reader is stuck. A second report of a reader about a step on one day replaces the first.

    Args:
        question: the published question.
        sent: the fields `token`, `step` (its uid) and `reason`; and `words`, if the token is for them.
        sender: the sender, of whom only a keyed hash is stored.
        now: the time of the request.

    Raises:
        FeedbackRefused: nothing was stored; the message says why.
    """
    token = _token(question, sent, now)
    step = _step(question, sent.get("step", ""))
    reason = sent.get("reason", "")
    if reason not in WhyStuck.values:
        raise FeedbackRefused(exceptions.NO_REASON)
    report = StuckReport(
        question=question,
        step_uid=step.uid,
        position=step.position,
        title=plain(step.title_html),
        reason=reason,
        words=_words(sent, token, now),
    )
    _store(report, token, sender, now, unique_fields=["step_uid", "day", "reader"])
    return report


def _token(question: Question, sent: Mapping[str, str], now: datetime) -> FormToken:
    token = form_tokens.verify_token(sent.get("token", ""), question, now=now)
    if sent.get(HONEYPOT):
        raise SendAgain(exceptions.TRAP_FILLED)
    return token


def _step(question: Question, text: str) -> Step:
    try:
        uid = UUID(text)
    except ValueError:
        raise UntrustedForm(exceptions.FORGED) from None
    step = question.steps.filter(uid=uid).first()
    if step is None:
        raise QuestionOrStepGone(exceptions.STEP_GONE)
    return step


def _words(sent: Mapping[str, str], token: FormToken, now: datetime) -> str:
    """Return the words as one line, without personal details."""
    words = one_line(sent.get("words", ""))
    if len(words) > WORDS_LENGTH:
        raise exceptions.too_long(len(words))
    if words and not token.takes_words:
        raise UntrustedForm(exceptions.FORGED)
    if words and now - token.shown_at < MIN_TYPING_TIME:
        raise SendAgain(exceptions.TOO_QUICK)
    return redact(words)[:WORDS_LENGTH]


def _store(
    feedback: Feedback, token: FormToken, sender: Sender, now: datetime, unique_fields: list[str]
) -> None:
    """Insert the feedback, or replace what the same reader sent before, in one statement."""
    feedback.version = token.version
    feedback.day = now.astimezone(UTC).date()
    feedback.reader = reader_key(sender, question_id=token.question_id, day=feedback.day)
    names = [field.name for field in feedback._meta.concrete_fields if not field.primary_key]
    with transaction.atomic():
        type(feedback)._default_manager.bulk_create(
            [feedback],
            update_conflicts=True,
            unique_fields=unique_fields,
            update_fields=[name for name in names if name not in unique_fields],
        )
        retention.clear_reader_keys(feedback.day)
