"""Keeps a submitted form whose text was published meanwhile: it becomes a working copy."""

from datetime import datetime
from functools import partial
from typing import NamedTuple

from django.contrib.auth.models import User
from django.forms import ModelForm
from django.http import QueryDict
from django.utils.translation import gettext

from faq.admin.question.conflicts import place_name, with_fields_of
from faq.admin.question.opened import read_opened
from faq.admin.question.submission import Submission
from faq.models import Question
from faq.publishing import (
    CannotMove,
    WorkingCopyExists,
    fingerprint,
    open_working_copy,
    snapshot_of,
)
from faq.publishing.permissions import may_edit
from faq.publishing.three_way_merge import three_way_merge


class KeptInCopy(NamedTuple):
    """Where a form was kept.

    Attributes:
        text: the new working copy, or the published question if that has all of the form.
        message: says so, for the person who saved.
    """

    text: Question
    message: str


def keep_in_working_copy(
    data: QueryDict,
    form: type[ModelForm[Question]],
    stored: Question | None,
    *,
    by: User,
    at: datetime,
) -> KeptInCopy | None:
    """Store a form in a working copy of the question that readers see, merged with its present text.

    Where both differ, the copy has the text of the form.

    Args:
        data: the submitted form.
        form: the class of the form.
        stored: the question that the form belongs to; None if it no longer exists.
        by: who submitted the form.
        at: the current time.

    Returns:
        None if the text was not published meanwhile, the question has a working copy, or `by` may not edit.
    """
    opened = read_opened(data.get("opened", ""))
    if opened is None or not may_edit(by):
        return None
    live = stored or Question.objects.filter(pk=opened.live or 0).first()
    if live is None or live.status != Question.Status.PUBLISHED:
        return None
    submission = Submission(data, form, live)
    present = snapshot_of(live)
    # What the form cannot read is left as it is.
    unread = partial(with_fields_of, present, submission.unreadable)
    merge = three_way_merge(unread(opened.content), unread(submission.content), present)
    if fingerprint(merge.content) == fingerprint(present):
        message = gettext("It was published meanwhile. The published text has all that you wrote.")
        return KeptInCopy(live, message)
    try:
        copy = open_working_copy(live, by=by, at=at, content=merge.content)
    except (WorkingCopyExists, CannotMove):
        return None
    message = gettext(
        "It was published meanwhile, so your changes are in this working copy. Publish it, or send it for "
        "review."
    )
    if merge.conflicts:
        places = ", ".join(place_name(each.place, present) for each in merge.conflicts)
        differs = gettext("The published text was changed in these places too: {}.")
        message = f"{message} {differs.format(places)}"
    return KeptInCopy(copy, message)
