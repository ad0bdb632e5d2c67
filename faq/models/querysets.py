"""QuestionQuerySet: the questions that readers see; EditorialQuerySet: those that wait for the team."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Self

from django.contrib.auth.models import User
from django.db import models
from django.db.models import Case, F, Q, Value, When
from django.db.models.functions import Coalesce

from faq.models.content_version import VersionedQuerySet
from faq.models.counting import count_by
from faq.models.section import Section, SectionQuerySet
from faq.models.topic import Topic, TopicQuerySet

if TYPE_CHECKING:
    from faq.models.question import Question

# Questions whose owner has left count too.
_WITHOUT_OWNER = Q(owner=None) | Q(owner__is_active=False)
# A working copy. It keeps the state it had before it was scheduled.
_WAITS_FOR_ITS_TIME = Q(is_copy=True, schedule__publish_at__isnull=False)
_IN_ORDER = (
    F("section__position").asc(nulls_first=True),
    *("section__title", "section_id", "position", "title", "pk"),
)


class EditorialQuerySet(VersionedQuerySet["Question"]):
    """Call these methods on Question.with_copies: the text that waits is often a working copy."""

    def listed(self) -> Self:
        """Rows with an entry of their own in lists, which is all but the working copies of existing questions."""
        return self.filter(copy_of=None)

    def with_text_in(self, texts: models.QuerySet["Question"]) -> Self:
        """Questions that are among some texts, or whose working copy is."""
        pks = texts.order_by().values("pk")
        return self.filter(Q(pk__in=pks) | Q(copy__in=pks))

    def scheduled(self, now: datetime) -> Self:
        """Texts that time alone will publish: new questions and working copies."""
        return self.filter(_WAITS_FOR_ITS_TIME | _starts_after(now))

    def ended(self, now: datetime) -> Self:
        """Published questions that readers no longer see, because their time is over."""
        return self.filter(status="published", expires_at__lte=now)

    def changing_between(self, now: datetime, until: datetime) -> Self:
        """Texts that will be published or end by themselves until a time, the first of them first.

        The time is annotated as `changes_at`.
        """
        changes_at = Case(
            When(_WAITS_FOR_ITS_TIME, then=F("schedule__publish_at")),
            When(_starts_after(now), then=F("published_at")),
            When(Q(status="published", expires_at__gt=now), then=F("expires_at")),
        )
        timed = self.annotate(changes_at=changes_at)
        return timed.filter(changes_at__lte=until).order_by("changes_at", "pk")

    def unpublishable(self) -> Self:
        """Working copies that could not be published at their time."""
        return self.filter(is_copy=True, schedule__isnull=False, schedule__publish_at=None)

    def concerning(self, person: User) -> Self:
        """Working copies that somebody scheduled, started or submitted, or whose question she owns."""
        own = Q(started_by=person) | Q(submitted_by=person) | Q(schedule__by=person)
        return self.filter(own | Q(copy_of__owner=person))

    def with_state(self, now: datetime) -> Self:
        """Annotate the state as `state_name`, to sort by: the status, or “scheduled”."""
        return self.annotate(
            state_name=Case(When(_starts_after(now), then=Value("scheduled")), default=F("status"))
        )

    def drafts(self) -> Self:
        return self.filter(status="draft").exclude(_WAITS_FOR_ITS_TIME)

    def in_review(self) -> Self:
        """Texts that wait for a reviewer."""
        return self.filter(status="in_review").exclude(_WAITS_FOR_ITS_TIME)

    def archived(self) -> Self:
        return self.filter(status="archived")

    def not_indexed(self) -> Self:
        """Texts that readers' search does not know: drafts, working copies and archived questions."""
        return self.exclude(status="published")

    def sent_back_to(self, person: User) -> Self:
        """Drafts that a reviewer sent back to somebody."""
        return self.drafts().filter(submitted_by=person, sent_back_at__isnull=False)

    def drafts_of(self, person: User) -> Self:
        """Drafts that somebody owns, started or submitted, without those that were sent back."""
        return self.drafts().written_by(person).filter(sent_back_at=None)

    def written_by(self, person: User) -> Self:
        """Texts that somebody owns, started or submitted."""
        return self.filter(Q(owner=person) | Q(started_by=person) | Q(submitted_by=person))

    def owned_by(self, person: User) -> Self:
        return self.filter(owner=person)

    def without_owner(self) -> Self:
        return self.filter(_WITHOUT_OWNER)

    def owned_by_or_unowned(self, person: User) -> Self:
        """Questions that belong to somebody or to nobody."""
        return self.filter(_WITHOUT_OWNER | Q(owner=person))

    def due_for_review(self, now: datetime, *, default_days: int) -> Self:
        """Published questions whose last review is longer ago than their interval.

        Args:
            now: the current time.
            default_days: the interval of questions that have none of their own; 0 for no review.
        """
        # One comparison for each interval in use, which are few, so that the database can use an index.
        intervals = (
            self.filter(review_every__gt=0).order_by().values_list("review_every", flat=True)
        )
        is_due = Q(pk__in=[])
        for days in sorted(set(intervals.distinct())):
            is_due |= Q(review_every=days) & _not_reviewed_since(now - timedelta(days=days))
        if default_days:
            is_due |= Q(review_every=None) & _not_reviewed_since(now - timedelta(days=default_days))
        return self.filter(is_due)

    def oldest_review_first(self) -> Self:
        return self.order_by(Coalesce("walked_through_at", "published_at"), "pk")

    def longest_waiting_first(self) -> Self:
        return self.order_by(F("submitted_at").asc(nulls_first=True), "pk")

    def touch(self, at: datetime) -> None:
        """Set the time at which the content last changed."""
        self.update(updated_at=at)

    def update_editorial(self, **values: object) -> None:
        """Update columns that readers do not see, so the content version stays the same."""
        models.QuerySet.update(self, **values)


class QuestionQuerySet(EditorialQuerySet):
    def get_by_natural_key(self, slug: str) -> "Question":
        return self.get(slug=slug)

    def copies(self) -> Self:
        """Working copies. Question.objects has none; use Question.with_copies."""
        return self.filter(is_copy=True)

    def published(self, now: datetime) -> Self:
        """Questions that readers may see. No other code decides this."""
        return self.indexable().filter(published_at__lte=now).exclude(expires_at__lte=now)

    def time_dependent(self, now: datetime) -> Self:
        """Questions that time alone will publish or expire, or has already expired."""
        return self.indexable().filter(Q(published_at__gt=now) | Q(expires_at__isnull=False))

    def retired(self, now: datetime) -> Self:
        """Questions that readers could see in the past, and that were archived or have expired."""
        is_over = Q(status="archived") | Q(status="published", expires_at__lte=now)
        return self.filter(is_over, published_at__lte=now)

    def indexable(self) -> Self:
        """Questions in the search index: published ones, including those that are scheduled or expired."""
        return self.filter(status="published")

    def in_order(self) -> Self:
        """Questions of one topic in the order of its page: those without a section first."""
        return self.order_by(*_IN_ORDER)

    def by_topic(self) -> Self:
        """Questions in the order of the topics on the home page."""
        return self.order_by("topic__position", "topic__title", "topic_id", *_IN_ORDER)

    def topics(self) -> TopicQuerySet:
        """Topics of these questions, with the number of these questions as `question_count`."""
        counted = Topic.objects.annotate(question_count=count_by("topic", self))
        return counted.filter(question_count__gt=0)

    def sections(self) -> SectionQuerySet:
        """Sections of these questions, with the number of these questions as `question_count`."""
        counted = Section.objects.annotate(question_count=count_by("section", self))
        return counted.filter(question_count__gt=0)

    def with_step_count(self) -> Self:
        """Annotate the number of steps as `step_count`."""
        from faq.models.step import Step

        return self.annotate(step_count=count_by("question", Step.objects.all()))


def _starts_after(now: datetime) -> Q:
    return Q(status="published", published_at__gt=now)


def _not_reviewed_since(moment: datetime) -> Q:
    not_reviewed = Q(walked_through_at=None) | Q(walked_through_at__lte=moment)
    return Q(published_at__lte=moment) & not_reviewed
