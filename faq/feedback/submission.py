"""Keeps what readers say, once it is known to be fit to keep."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from uuid import UUID

from django.db import transaction

from faq.feedback import exceptions, form_tokens, retention
from faq.feedback.exceptions import FeedbackRefused, QuestionOrStepGone, UntrustedForm
from faq.feedback.form_tokens import FormToken
from faq.feedback.reader_keys import Sender, reader_key
from faq.models import Question, Step, StuckReport, Vote
from faq.models.feedback import WORDS_LENGTH, Feedback, WhyAnswered, WhyNot, WhyStuck
from faq.text.cleaning import one_line
from faq.text.markdown import plain
from faq.text.redaction import redact

# Nobody types a few words in less.
TYPING = timedelta(seconds=2)

ANSWERS = {"yes": True, "no": False}
# A field that people do not see and programs like to fill in.
TRAP = "website"


def vote(question: Question, sent: Mapping[str, str], *, sender: Sender, now: datetime) -> Vote:
    """Keep whether the question was answered. A reader's later vote of a day replaces the earlier one.

    Args:
        question: as readers see it now.
        sent: `token`, `answered` (yes or no), and with a token that allows it `reason` and `words`.
        sender: who sent it; only a keyed hash of it is kept.
        now: the time of the request.

    Raises:
        Refused: nothing was kept; the text says why.
    """
    token = _token(question, sent, now)
    answered = ANSWERS.get(sent.get("answered", ""))
    if answered is None:
        raise FeedbackRefused(exceptions.NO_ANSWER)
    reason = sent.get("reason", "")
    if reason not in {"", *(WhyAnswered if answered else WhyNot).values}:
        raise FeedbackRefused(exceptions.NO_REASON)
    said = Vote(question=question, answered=answered, reason=reason, words=_words(sent, token, now))
    _keep(said, token, sender, now, once=["question", "day", "reader"])
    return said


def report_stuck(
    question: Question, sent: Mapping[str, str], *, sender: Sender, now: datetime
) -> StuckReport:
    """Keep that a reader got stuck at a step. The later report of a day on a step replaces the earlier.

    Args:
        question: as readers see it now.
        sent: `token`, `step` (its uid), `reason`, and with a token that allows it `words`.
        sender: who sent it; only a keyed hash of it is kept.
        now: the time of the request.

    Raises:
        Refused: nothing was kept; the text says why.
    """
    token = _token(question, sent, now)
    step = _step(question, sent.get("step", ""))
    reason = sent.get("reason", "")
    if reason not in WhyStuck.values:
        raise FeedbackRefused(exceptions.NO_REASON)
    said = StuckReport(
        question=question,
        step_uid=step.uid,
        position=step.position,
        title=plain(step.title_html),
        reason=reason,
        words=_words(sent, token, now),
    )
    _keep(said, token, sender, now, once=["step_uid", "day", "reader"])
    return said


def _token(question: Question, sent: Mapping[str, str], now: datetime) -> FormToken:
    token = form_tokens.verify_token(sent.get("token", ""), question, now=now)
    if sent.get(TRAP):
        raise FeedbackRefused(exceptions.AUTOMATIC)
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
    """The words as they are kept: one line, and nothing in it that tells who somebody is."""
    words = one_line(sent.get("words", ""))
    if len(words) > WORDS_LENGTH:
        raise exceptions.too_long(len(words))
    if words and not token.takes_words:
        raise UntrustedForm(exceptions.FORGED)
    if words and now - token.shown_at < TYPING:
        raise FeedbackRefused(exceptions.TOO_QUICK)
    return redact(words)[:WORDS_LENGTH]


def _keep(said: Feedback, token: FormToken, sender: Sender, now: datetime, once: list[str]) -> None:
    """Insert it, or put it in the place of what the same reader said before: one statement for both."""
    said.version = token.version
    said.day = now.astimezone(UTC).date()
    said.reader = reader_key(sender, question_id=token.question_id, day=said.day)
    names = [field.name for field in said._meta.concrete_fields if not field.primary_key]
    with transaction.atomic():
        type(said)._default_manager.bulk_create(
            [said],
            update_conflicts=True,
            unique_fields=once,
            update_fields=[name for name in names if name not in once],
        )
        retention.clear_reader_keys(said.day)
