"""Takes changes of the published text over into a working copy that was started before them."""

from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple

from django.contrib.auth.models import User
from django.db import transaction
from django.utils.translation import gettext as _

from faq.models import Question
from faq.publishing import permissions, revisions
from faq.publishing.audit import name_of
from faq.publishing.content_snapshot import apply_snapshot, blank, snapshot_of
from faq.publishing.exceptions import CannotMove
from faq.publishing.locking import lock_changeable
from faq.publishing.three_way_merge import Merge, Place, Side, three_way_merge, with_choice
from faq.publishing.urls.link_rewriting import with_current_links


class LiveMerge(NamedTuple):
    """A working copy merged with what readers see.

    Attributes:
        merge: my side is the copy, theirs is the published text.
        names: who published the changes, if it is known.
    """

    merge: Merge
    names: list[str]


def merge_with_live(copy: Question) -> LiveMerge:
    """Merge a working copy with the published text, without storing the result.

    Raises:
        CannotMove: the text is no working copy of an existing question.
    """
    live = copy.copy_of
    if live is None:
        raise CannotMove(_("It is not the working copy of a question."))
    base = copy.based_on
    merge = three_way_merge(
        with_current_links(base.content) if base else blank(), snapshot_of(copy), snapshot_of(live)
    )
    newer = live.revisions.filter(number__gt=base.number if base else 0).newest_first()
    names = [*newer.values_list("by_name", flat=True), name_of(live.saved_by)]
    return LiveMerge(merge, list(dict.fromkeys(filter(None, names))))


def take_over_live(
    copy: Question, choices: Mapping[Place, Side], *, by: User, at: datetime
) -> LiveMerge:
    """Store a working copy merged with the published text, on which it is based from then on.

    Args:
        copy: the working copy.
        choices: which side to keep in each conflict.
        by: the user.
        at: the current time.

    Returns:
        what was merged. If a conflict has no choice, nothing is stored.

    Raises:
        CannotMove: it is no working copy, or it is in review and `by` may not publish.
        NotAllowed: `by` may not edit.
    """
    permissions.require(permissions.may_edit(by), _("Only editors can change working copies."))
    with transaction.atomic():
        copy = lock_changeable(copy, by, at, among=Question.with_copies.copies())
        merged = merge_with_live(copy)
        content, conflicts, _taken = merged.merge
        if all(conflict.place in choices for conflict in conflicts) and copy.copy_of:
            for conflict in conflicts:
                content = with_choice(content, conflict, choices[conflict.place])
            copy.based_on = revisions.ensure_current(copy.copy_of, at=at)
            apply_snapshot(content, copy)
    return merged
