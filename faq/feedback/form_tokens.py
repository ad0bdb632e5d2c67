"""Signed tokens that forms carry: for which question, in which version, and when it was shown.

They stand in for the cookie of Django's own protection against forged requests. A token is the same for
every reader, so that a page can be kept and given to many.
"""

from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from django.core.signing import BadSignature, Signer

from faq.feedback.exceptions import EXPIRED, FORGED, UntrustedForm
from faq.models import Question

# A page shown in the last minute of a day still has a whole day, and an hour for slow clocks.
LIFETIME = timedelta(hours=49)

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_SALT = "faq.feedback.form_tokens"


class FormToken(NamedTuple):
    """What a form knows of the page it stands on."""

    question_id: int
    version: datetime
    shown_at: datetime
    takes_words: bool


def page_token(question: Question, *, now: datetime) -> str:
    """For the forms of a question's page, which take no words: the same text for a whole day (UTC)."""
    day = now.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    return _sign(FormToken(question.pk, question.updated_at, day, takes_words=False))


def words_token(question: Question, *, now: datetime) -> str:
    """For a form that takes words. It says to the moment when it was shown."""
    return _sign(FormToken(question.pk, question.updated_at, now, takes_words=True))


def verify_token(text: str, question: Question, *, now: datetime) -> FormToken:
    """The token in a text.

    Args:
        text: whatever was sent.
        question: that the token must be for.
        now: decides whether it is still valid.

    Raises:
        NotFromOurPage: it is none of ours, for another question, or too old.
    """
    try:
        question_id, version, shown_at, kind = Signer(salt=_SALT).unsign(text).split(".")
    except BadSignature:
        raise UntrustedForm(FORGED) from None
    token = FormToken(int(question_id), _moment(version), _moment(shown_at), kind == "words")
    if token.question_id != question.pk:
        raise UntrustedForm(FORGED)
    if now - token.shown_at > LIFETIME:
        raise UntrustedForm(EXPIRED)
    return token


def _sign(token: FormToken) -> str:
    version, shown_at = (
        (each - _EPOCH) // _MICROSECOND for each in (token.version, token.shown_at)
    )
    kind = "words" if token.takes_words else "page"
    return Signer(salt=_SALT).sign(f"{token.question_id}.{version}.{shown_at}.{kind}")


def _moment(microseconds: str) -> datetime:
    return _EPOCH + int(microseconds) * _MICROSECOND
