"""Questions to link to, found by their titles."""

from datetime import datetime
from typing import NamedTuple

from django.db.models import Exists, OuterRef, Q

from faq.models import Question
from faq.publishing.redirects import path_of

MOST = 10
TEXT_LENGTH = 200
_MOST_WORDS = 8


class Choice(NamedTuple):
    """
    Args:
        title: of the question.
        address: to be written into the link.
        topic: its title.
        is_readable: whether readers can see it now.
        status: in words.
    """

    title: str
    address: str
    topic: str
    is_readable: bool
    status: str


def find_choices(text: str, now: datetime) -> list[Choice]:
    """Questions that have all words of a text in their title or address, at most MOST; one query.

    Those that readers can see come first; drafts are there as well, and what was withdrawn is not.

    Args:
        text: words or beginnings of words; at most TEXT_LENGTH characters of it count.
        now: decides what is published.
    """
    words = text[:TEXT_LENGTH].split()[:_MOST_WORDS]
    if not words:
        return []
    found = Question.objects.exclude(pk__in=Question.objects.retired(now).values("pk"))
    for word in words:
        # SQLite takes capitals for small letters in ASCII only.
        forms = {word, word.lower(), word.capitalize()}
        in_title = [Q(title__icontains=form) for form in sorted(forms)]
        found = found.filter(Q(*in_title, slug__contains=word.lower(), _connector=Q.OR))
    is_readable = Exists(Question.objects.published(now).filter(pk=OuterRef("pk")))
    rows = found.annotate(is_readable=is_readable).select_related("topic")
    return [
        Choice(
            row.title, path_of(row), row.topic.title, row.is_readable, str(row.get_status_display())
        )
        for row in rows.order_by("-is_readable", "title", "pk")[:MOST]
    ]
