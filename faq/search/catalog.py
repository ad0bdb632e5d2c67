"""What search needs of the database besides the index, read again only when the content has changed."""

from datetime import datetime
from typing import NamedTuple

from faq.models import Audience, ContentVersion, Question, Synonym
from faq.search import synonyms
from faq.search.synonyms import Table


class Catalog(NamedTuple):
    """One state of it.

    Attributes:
        version: of the content.
        read_at: the moment it was read for; good from then on, until the next question goes public.
        synonyms: what may stand for a word or a phrase.
        audiences: by slug, in order; those for whom a published question is meant in particular.
        scheduled: primary keys of questions that are indexed and not yet public at that moment, each
            with the time from which it is.
    """

    version: int
    read_at: datetime
    synonyms: Table
    audiences: dict[str, Audience]
    scheduled: tuple[tuple[int, datetime], ...]

    def is_good(self, version: int, now: datetime) -> bool:
        """Whether it says of that moment what the database would, if the content has that version."""
        missed = any(published_at <= now for _, published_at in self.scheduled)
        return self.version == version != 0 and self.read_at <= now and not missed

    def hidden(self, now: datetime) -> list[int]:
        """Primary keys of questions that the index has and readers may not see yet."""
        return [pk for pk, published_at in self.scheduled if published_at > now]


_kept: Catalog | None = None


def current(now: datetime) -> Catalog:
    """The catalog as it is: one query, and three more after a change of what readers see.

    Args:
        now: what is asked of the catalog is asked for this moment or a later one.
    """
    global _kept
    # The number first: what is read after it is at least as new. Threads may read it twice; each
    # takes and leaves a whole one.
    version, kept = ContentVersion.objects.current(), _kept
    if kept is None or not kept.is_good(version, now):
        kept = _kept = _read(version, now)
    return kept


def latest(now: datetime) -> Catalog:
    """The catalog as it was when it was last asked for, for whom a synonym more or less is not worth a query.

    Args:
        now: in case it never was.
    """
    return _kept or current(now)


def forget() -> None:
    """Let go of what was read."""
    global _kept
    _kept = None


def _read(version: int, now: datetime) -> Catalog:
    published = Question.objects.published(now)
    audiences = Audience.objects.filter(questions__in=published).distinct()
    scheduled = Question.objects.scheduled(now).order_by("pk").values_list("pk", "published_at")
    return Catalog(
        version=version,
        read_at=now,
        synonyms=synonyms.table(Synonym.objects.all()),
        audiences={each.slug: each for each in audiences.order_by("position", "title", "pk")},
        scheduled=tuple((pk, at) for pk, at in scheduled if at),
    )
