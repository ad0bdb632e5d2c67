"""Signed links to texts that are not published."""

from datetime import timedelta

from django.core import signing

from faq.models import Question

MAX_AGE = timedelta(days=7)
_SALT = "faq.preview"


class Expired(Exception):
    """The link has expired."""


def make_token(question: Question) -> str:
    """Return a token for the address of a preview, which expires after MAX_AGE."""
    return signing.dumps(question.pk, salt=_SALT)


def find_previewed(token: str) -> Question | None:
    """Return the question, draft or working copy of a token; None if the token is invalid or the row deleted.

    Raises:
        Expired: the token is older than MAX_AGE.
    """
    try:
        pk = signing.loads(token, salt=_SALT, max_age=MAX_AGE)
    except signing.SignatureExpired as error:
        raise Expired from error
    except signing.BadSignature:
        return None
    return Question.with_copies.select_related("topic").filter(pk=pk).first()
