"""A question begun with the text of another one."""

import re
from datetime import datetime
from itertools import count
from typing import Any
from uuid import uuid4

from django.db import transaction
from django.utils.translation import gettext as _

from faq.models import AuditEntry, Question, Redirect
from faq.models.slug import MAX_LENGTH
from faq.publishing import rules
from faq.publishing.audit import note
from faq.publishing.contents import Content, apply_content, content_of


def duplicate(question: Question, *, by: Any, at: datetime) -> Question:
    """Make a draft that says what a question says, at an address of its own and with steps of its own.

    It is on no list of the home page and ends at no time: those were chosen for the other one.

    Args:
        question: one, a draft or a working copy.
        by: who makes it.
        at: when.

    Raises:
        NotAllowed: by whoever may not add questions.
    """
    rules.demand(rules.may_add(by), _("Only editors make drafts."))
    with transaction.atomic():
        content = content_of(question)
        again: Content = {
            **content,
            "slug": _free_slug(content["slug"]),
            "featured": False,
            "urgent": False,
            "expires_at": None,
            "steps": [{**step, "uid": str(uuid4())} for step in content["steps"]],
        }
        draft = Question(topic=question.topic, position=question.position, owner=by)
        apply_content(again, draft)
        note(AuditEntry.Act.DUPLICATED, question, by=by, at=at, detail=again["slug"])
    return draft


def _free_slug(slug: str) -> str:
    """The first of slug-2, slug-3 … that no question has or had."""
    stem = re.sub(r"-\d{1,3}$", "", slug)[: MAX_LENGTH - 6].strip("-") or "question"
    had = Redirect.objects.filter(old_path__startswith=f"/questions/{stem}-")
    taken = {path.strip("/").rpartition("/")[2] for path in had.values_list("old_path", flat=True)}
    taken |= set(
        Question.with_copies.filter(slug__startswith=f"{stem}-").values_list("slug", flat=True)
    )
    return next(name for n in count(2) if (name := f"{stem}-{n}") not in taken)
