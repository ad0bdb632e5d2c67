"""Publishes what breaks no promise; what does needs a reason."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from faq import publishing
from faq.insights import promises
from faq.models import BrokenPromise, Question
from faq.models.revision import NOTE_LENGTH
from faq.publishing import CannotPublish
from faq.publishing.permissions import may_publish


class BreaksPromises(CannotPublish):
    """Readers' words would not find their question any more, and no reason was given.

    Attributes:
        broken: rows that are not saved.
    """

    def __init__(self, broken: list[BrokenPromise]) -> None:
        self.broken = broken
        message = ngettext(
            "{} phrasing would not find its question among the first three results. "
            "Mend it, or publish with a reason.",
            "{} phrasings would not find their question among the first three results. "
            "Mend them, or publish with a reason.",
            len(broken),
        )
        super().__init__(message.format(len(broken)))


def publish(
    question: Question,
    *,
    by: Any,
    at: datetime,
    since: datetime | None = None,
    despite: str = "",
    why: str = "",
    over_changes: bool = False,
    bring_back: bool = False,
) -> Question:
    """faq.publishing.publish(), unless that breaks promises.

    Args:
        question: a draft or a working copy, as it is stored.
        by: who publishes.
        at: when.
        since: from when on readers see it.
        despite: why it is published though it breaks some; kept in the history beside `why`.
        why: a short note for the history.
        over_changes, bring_back: as faq.publishing.publish() takes them.

    Returns:
        the question that readers see.

    Raises:
        BreaksPromises: no reason was given.
        CannotPublish, IsArchived, LiveTextChanged, NotAllowed: as faq.publishing.publish() does.
    """
    despite = despite.strip()
    # Whoever may not publish is told that, and nothing else.
    foreseen = promises.foresee(question, at) if may_publish(by) else promises.Foreseen()
    if foreseen.breaks and not despite:
        raise BreaksPromises(list(foreseen.breaks))
    if foreseen.breaks:
        accepted = _("Phrasings that do not find their question: {count}, accepted because: {why}")
        why = "\n".join(
            filter(None, [why, accepted.format(count=len(foreseen.breaks), why=despite)])
        )
    if len(why) > NOTE_LENGTH:
        problem = _("What is noted has {} characters; at most {} are kept. Say it in fewer words.")
        raise CannotPublish(problem.format(len(why), NOTE_LENGTH))
    live = publishing.publish(
        question,
        by=by,
        at=at,
        since=since,
        why=why,
        over_changes=over_changes,
        bring_back=bring_back,
    )
    if live.published_at and live.published_at <= at:
        promises.keep(foreseen, live, at)
    return live


def merge(question: Question, into: Question, *, by: Any, at: datetime) -> Question:
    """faq.publishing.merge(); which of its new phrasings do not find the one that stays is known then.

    Raises:
        CannotMove, CannotPublish, NotAllowed: as faq.publishing.merge() does.
    """
    stays = publishing.merge(question, into, by=by, at=at)
    promises.keep(promises.foresee(stays, at), stays, at)
    return stays
