"""Signed tokens in feedback forms: they contain the question, its version and when the page was shown.

They replace Django's protection against forged requests, which needs a cookie. A token is the same for
every reader, so that pages can be cached.
"""

from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from django.core.signing import BadSignature, Signer

from faq.feedback.exceptions import EXPIRED, FORGED, UntrustedForm
from faq.models import Question

# Tokens of pages date from the start of the day. So a page from the last minute of a day still works for
# a day, plus an hour for clocks that differ.
LIFETIME = timedelta(hours=49)

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_SALT = "faq.feedback.form_tokens"


class FormToken(NamedTuple):
    """The content of a token.

    Attributes:
        question_id: primary key of the question on the page.
        version: when the question last changed.
        shown_at: when the page was shown.
        takes_words: whether the form has a field for words.
    """

    question_id: int
    version: datetime
    shown_at: datetime
    takes_words: bool


def page_token(question: Question, *, now: datetime) -> str:
    """Return the token for the forms of a question's page, which is the same all day (UTC)."""
    day = now.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    return _sign(FormToken(question.pk, question.updated_at, day, takes_words=False))


def words_token(question: Question, *, now: datetime) -> str:
    """Return the token for a form with a field for words. It contains the exact time."""
    return _sign(FormToken(question.pk, question.updated_at, now, takes_words=True))


def verify_token(text: str, question: Question, *, now: datetime) -> FormToken:
    """Return the content of a token.

    Args:
        text: the submitted token.
        question: the question that the token must belong to.
        now: the time of the request.

    Raises:
        UntrustedForm: the token is forged, belongs to another question or is too old.
    """
    try:
        question_id, version, shown_at, kind = Signer(salt=_SALT).unsign(text).split(".")
    except BadSignature:
        raise UntrustedForm(FORGED) from None
    token = FormToken(
        int(question_id), _parse_time(version), _parse_time(shown_at), kind == "words"
    )
    if token.question_id != question.pk:
        raise UntrustedForm(FORGED)
    if now - token.shown_at > LIFETIME:
        raise UntrustedForm(EXPIRED)
    return token


def _sign(token: FormToken) -> str:
    version, shown_at = ((at - _EPOCH) // _MICROSECOND for at in (token.version, token.shown_at))
    kind = "words" if token.takes_words else "page"
    return Signer(salt=_SALT).sign(f"{token.question_id}.{version}.{shown_at}.{kind}")


def _parse_time(microseconds: str) -> datetime:
    return _EPOCH + int(microseconds) * _MICROSECOND
