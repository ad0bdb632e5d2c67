"""What waits for somebody of the team among the questions: reviews, drafts, and what to go through again."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Self

from django.contrib.auth.models import User
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce

from faq.models.content_version import VersionedQuerySet

if TYPE_CHECKING:
    from faq.models.question import Question

# Without an owner, or with one who has left.
_OF_NOBODY = Q(owner=None) | Q(owner__is_active=False)


class EditorialQuerySet(VersionedQuerySet["Question"]):
    """Texts are asked of `with_copies`, since what is being written is often a working copy."""

    def listed(self) -> Self:
        """All but those working copies that are reached from the question they are copies of."""
        return self.filter(copy_of=None)

    def holding(self, texts: models.QuerySet["Question"]) -> Self:
        """Those that are among some texts, or have a working copy that is."""
        among = texts.order_by().values("pk")
        return self.filter(Q(pk__in=among) | Q(copy__in=among))

    def drafts(self) -> Self:
        return self.filter(status="draft")

    def in_review(self) -> Self:
        """What waits for a reviewer."""
        return self.filter(status="in_review")

    def archived(self) -> Self:
        return self.filter(status="archived")

    def sent_back_to(self, person: User) -> Self:
        """Drafts that a reviewer gave back to somebody."""
        return self.drafts().filter(submitted_by=person, sent_back_at__isnull=False)

    def drafts_of(self, person: User) -> Self:
        """What somebody is writing, but for what was sent back."""
        own = Q(owner=person) | Q(started_by=person) | Q(submitted_by=person)
        return self.drafts().filter(own, sent_back_at=None)

    def cared_for_by(self, person: User) -> Self:
        return self.filter(owner=person)

    def cared_for_by_nobody(self) -> Self:
        return self.filter(_OF_NOBODY)

    def left_to(self, person: User) -> Self:
        """What somebody looks after, and what nobody does."""
        return self.filter(_OF_NOBODY | Q(owner=person))

    def due(self, now: datetime, *, every: int) -> Self:
        """Of published questions those that nobody went through for longer than they allow.

        Args:
            now: the time that they are due at.
            every: so many days is what those allow that do not say themselves; 0 for any number.
        """
        # Few different numbers are in use, and each of them is one comparison that an index answers.
        own = self.filter(review_every__gt=0).order_by().values_list("review_every", flat=True)
        over = Q(pk__in=[])
        for days in sorted(set(own.distinct())):
            over |= Q(review_every=days) & _unseen_since(now - timedelta(days=days))
        if every:
            over |= Q(review_every=None) & _unseen_since(now - timedelta(days=every))
        return self.filter(over)

    def longest_unseen_first(self) -> Self:
        return self.order_by(Coalesce("walked_through_at", "published_at"), "pk")

    def longest_waiting_first(self) -> Self:
        return self.order_by(F("submitted_at").asc(nulls_first=True), "pk")

    def look_after(self, **values: object) -> None:
        """Note what no reader sees of these questions: who looks after them, and who last went through them."""
        # Not by the update that gives the content a new version.
        models.QuerySet.update(self, **values)


def _unseen_since(moment: datetime) -> Q:
    unseen = Q(walked_through_at=None) | Q(walked_through_at__lte=moment)
    return Q(published_at__lte=moment) & unseen
