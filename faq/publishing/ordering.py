"""The order of sections in their topic, and of questions in their section. No revision is created."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.utils.translation import gettext as _

from faq.models import AuditEntry, Question, QuestionQuerySet, Section, SectionQuerySet, Topic
from faq.publishing import permissions
from faq.publishing.audit import record

_BATCH_SIZE = 200


def reorder(
    topic: Topic,
    positions: Mapping[int, int],
    shown: Mapping[int, int],
    *,
    section: Section | None = None,
    by: User,
    at: datetime,
) -> None:
    """Move questions to positions in their section, or among those without one. The others keep their order.

    Drafts have positions too. What others have moved since stays moved, unless it is moved here too.

    Args:
        topic: the stored topic.
        positions: new positions from 1, by primary key; questions of other sections are ignored.
        shown: the positions that the user saw, by primary key.
        section: the section; None for the questions of the topic that are in none.
        by: the user.
        at: the current time.

    Raises:
        NotAllowed: `by` may not change topics, or readers see this one and `by` may not publish.
    """
    rows = Question.objects.filter(topic=topic, section=section).in_order()
    _move(rows, topic, positions, shown, by=by, at=at)


def reorder_sections(
    topic: Topic, positions: Mapping[int, int], shown: Mapping[int, int], *, by: User, at: datetime
) -> None:
    """Move sections to positions in their topic, as reorder() moves questions."""
    rows = Section.objects.filter(topic=topic).in_order()
    _move(rows, topic, positions, shown, by=by, at=at)


def _move(
    rows: QuestionQuerySet | SectionQuerySet,
    topic: Topic,
    positions: Mapping[int, int],
    shown: Mapping[int, int],
    *,
    by: User,
    at: datetime,
) -> None:
    permissions.require(
        permissions.may_order(by, topic),
        _("Only people who can publish can reorder the questions of a topic that readers see."),
    )
    with transaction.atomic():
        # Locks the topic, so that concurrent calls run one after the other.
        Topic.objects.select_for_update().get(pk=topic.pk)
        stored = dict(rows.values_list("pk", "position"))
        moved = {
            pk: position
            for pk, position in positions.items()
            if pk in stored and shown.get(pk) != position
        }
        if not moved:
            return
        order = [pk for pk in stored if pk not in moved]
        for pk in sorted(moved, key=moved.__getitem__):
            order.insert(max(moved[pk], 1) - 1, pk)
        # Any: the rows of either model.
        changed: list[Any] = [
            rows.model(pk=pk, position=position)
            for position, pk in enumerate(order, start=1)
            if stored[pk] != position
        ]
        rows.model.objects.bulk_update(changed, ["position"], batch_size=_BATCH_SIZE)
        titles = dict(rows.filter(pk__in=moved).values_list("pk", "title"))
        changes = {title: (str(shown.get(pk, "")), str(moved[pk])) for pk, title in titles.items()}
        record(AuditEntry.Act.REORDERED, topic, by=by, at=at, changes=changes)
