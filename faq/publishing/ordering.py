"""The order of questions in their topic: 1, 2, 3 … whoever moves them, and no new version of any."""

from collections.abc import Mapping
from datetime import datetime

from django.contrib.auth.models import User
from django.db import transaction
from django.utils.translation import gettext as _

from faq.models import AuditEntry, Question, Topic
from faq.publishing import permissions
from faq.publishing.audit import record

_AT_ONCE = 200


def reorder(
    topic: Topic, places: Mapping[int, int], was: Mapping[int, int], *, by: User, at: datetime
) -> None:
    """Move questions to places in their topic; those that were not moved keep their order.

    Drafts have a place too. What others moved meanwhile stays moved, unless it is moved here as well.

    Args:
        topic: as it is stored.
        places: where they are to be, from 1, by primary key; questions of other topics are passed over.
        was: where they were when somebody looked, by primary key.
        by: who moves them.
        at: when.

    Raises:
        NotAllowed: by whoever may not change topics.
    """
    permissions.require(permissions.may_order(by), _("Only editors put questions in order."))
    with transaction.atomic():
        # One after the other, so that each starts from a whole order.
        Topic.objects.select_for_update().get(pk=topic.pk)
        rows = Question.objects.filter(topic=topic).in_order()
        stored = dict(rows.values_list("pk", "position"))
        moved = {pk: place for pk, place in places.items() if pk in stored and was.get(pk) != place}
        if not moved:
            return
        order = [pk for pk in stored if pk not in moved]
        for pk in sorted(moved, key=moved.__getitem__):
            order.insert(max(moved[pk], 1) - 1, pk)
        changed = [
            Question(pk=pk, position=place)
            for place, pk in enumerate(order, start=1)
            if stored[pk] != place
        ]
        Question.objects.bulk_update(changed, ["position"], batch_size=_AT_ONCE)
        record(AuditEntry.Act.ORDERED, topic, by=by, at=at)
