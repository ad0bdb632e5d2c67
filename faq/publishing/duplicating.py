"""A question begun with the text of another one."""

import re
from datetime import datetime
from uuid import uuid4

from django.contrib.auth.models import User
from django.db import transaction
from django.utils.translation import gettext as _

from faq.models import AuditEntry, Question
from faq.publishing import permissions
from faq.publishing.audit import record
from faq.publishing.content_snapshot import ContentSnapshot, apply_snapshot, snapshot_of
from faq.publishing.urls.slugs import free_slug

# Of a question that was duplicated itself.
_NUMBER = re.compile(r"-\d{1,3}$")


def duplicate(question: Question, *, by: User, at: datetime) -> Question:
    """Make a draft that says what a question says, at an address of its own and with steps of its own.

    It is on no list of the home page and ends at no time: those were chosen for the other one.

    Args:
        question: one, a draft or a working copy.
        by: who makes it.
        at: when.

    Raises:
        NotAllowed: by whoever may not add questions.
    """
    permissions.require(permissions.may_add(by), _("Only editors make drafts."))
    with transaction.atomic():
        content = snapshot_of(question)
        again: ContentSnapshot = {
            **content,
            "slug": free_slug(_NUMBER.sub("", content["slug"]), first=2),
            "featured": False,
            "urgent": False,
            "expires_at": None,
            "steps": [{**step, "uid": str(uuid4())} for step in content["steps"]],
        }
        draft = Question(topic=question.topic, position=question.position, owner=by)
        apply_snapshot(again, draft)
        record(AuditEntry.Act.DUPLICATED, question, by=by, at=at, detail=again["slug"])
    return draft
