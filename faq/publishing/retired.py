"""Questions that readers could see once: which one an address was of, and what takes its place."""

import re
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q

from faq.models import Question, Redirect

_ADDRESS = re.compile(r"/questions/([^/]+?)(?:\.md|\.png)?/?")


def find_retired(path: str, now: datetime) -> Question | None:
    """The archived question that an address was of, the last it had or an earlier one.

    None for what readers never saw, and for an address that leads to something else by now.

    Args:
        path: an address that answered 404, in any case, with or without the last slash.
        now: decides what readers could see.
    """
    match = _ADDRESS.fullmatch(path.lower())
    if match is None:
        return None
    moved = Redirect.objects.filter(old_path=f"/questions/{match[1]}/")
    was_there = Q(slug=match[1]) | Q(pk__in=moved.values("question"))
    leads_on = moved.filter(question__in=Question.objects.published(now))
    return Question.objects.retired(now).filter(was_there).exclude(Exists(leads_on)).first()


def find_replacement(question: Question, now: datetime) -> Question | None:
    """The published question that takes the place of one, over any number of others, or None.

    Args:
        question: an archived one.
        now: decides what is published.
    """
    if question.replaced_by_id is None:
        return None
    published = Question.objects.published(now).filter(pk=OuterRef("replaced_by"))
    # All at once, since each may lead to the next; few questions have one at all.
    replaced = Question.objects.exclude(replaced_by=None).select_related("replaced_by__topic")
    links: dict[int | None, Any] = {
        each.pk: each for each in replaced.annotate(leads_to_published=Exists(published))
    }
    at: int | None = question.pk
    while at in links:
        # Taken out as it is passed, so that a circle comes to an end.
        link = links.pop(at)
        if link.leads_to_published:
            return link.replaced_by
        at = link.replaced_by_id
    return None
