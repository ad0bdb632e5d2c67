"""Links to what is not published yet, for whoever is given one."""

from datetime import timedelta

from django.core import signing

from faq.models import Question

GOOD_FOR = timedelta(days=7)
_SALT = "faq.preview"


class Expired(Exception):
    """The link was good once."""


def token(question: Question) -> str:
    """What makes a link to the preview of a draft, a working copy or a question; good for a week."""
    return signing.dumps(question.pk, salt=_SALT)


def find_previewed(text: str) -> Question | None:
    """What a link shows; None if nobody here made it, or its text is gone.

    Args:
        text: what the address holds.

    Raises:
        Expired: it was made more than a week ago.
    """
    try:
        pk = signing.loads(text, salt=_SALT, max_age=GOOD_FOR)
    except signing.SignatureExpired as error:
        raise Expired from error
    except signing.BadSignature:
        return None
    return Question.with_copies.select_related("topic").filter(pk=pk).first()
