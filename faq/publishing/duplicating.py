"""Duplicating a question as a draft."""

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

# The suffix of a slug that free_slug() made.
_NUMBER = re.compile(r"-\d{1,3}$")


def duplicate(question: Question, *, by: User, at: datetime) -> Question:
    """Create a draft with the content of a question, an address of its own and steps of its own.

    The draft is not featured or urgent and does not expire.

    Args:
        question: a question, draft or working copy.
        by: the owner of the new draft.
        at: the current time.

    Raises:
        NotAllowed: `by` may not add questions.
    """
    permissions.require(permissions.may_add(by), _("Only editors can create drafts."))
    with transaction.atomic():
        content = snapshot_of(question)
        copied: ContentSnapshot = {
            **content,
            "slug": free_slug(_NUMBER.sub("", content["slug"]), first=2),
            "featured": False,
            "urgent": False,
            "expires_at": None,
            "steps": [{**step, "uid": str(uuid4())} for step in content["steps"]],
        }
        draft = Question(topic=question.topic, position=question.position, owner=by)
        apply_snapshot(copied, draft)
        record(AuditEntry.Act.DUPLICATED, question, by=by, at=at, detail=copied["slug"])
    return draft
