"""What search needs of the database besides the index, read again only when the content has changed."""

from datetime import datetime
from typing import NamedTuple

from faq.models import Audience, ContentVersion, Question, Synonym
from faq.search.query import synonyms
from faq.search.query.synonyms import SynonymTable


class Timed(NamedTuple):
    """A question that is public from one moment until just before another, if there is another."""

    pk: int
    since: datetime
    until: datetime | None

    def is_public(self, now: datetime) -> bool:
        return self.since <= now and (self.until is None or now < self.until)


class SearchContext(NamedTuple):
    """One state of it.

    Attributes:
        version: of the content.
        read_at: the moment it was read for; good from then on, until the next question comes or goes.
        synonyms: what may stand for a word or a phrase.
        audiences: by slug, in order; those for whom a published question is meant in particular.
        timed: questions that are indexed, and public only from a time still to come or until some time.
    """

    version: int
    read_at: datetime
    synonyms: SynonymTable
    audiences: dict[str, Audience]
    timed: tuple[Timed, ...]

    def is_good(self, version: int, now: datetime) -> bool:
        """Whether it says of that moment what the database would, if the content has that version."""
        moments = (at for each in self.timed for at in (each.since, each.until) if at)
        missed = any(self.read_at < at <= now for at in moments)
        return self.version == version != 0 and self.read_at <= now and not missed

    def hidden(self, now: datetime) -> list[int]:
        """Primary keys of questions that the index has and readers may not see at that moment."""
        return [each.pk for each in self.timed if not each.is_public(now)]


_kept: SearchContext | None = None


def current(now: datetime) -> SearchContext:
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


def latest(now: datetime) -> SearchContext:
    """The catalog as it was when it was last asked for, for whom a synonym more or less is not worth a query.

    Args:
        now: in case it never was.
    """
    return _kept or current(now)


def clear_cache() -> None:
    """Let go of what was read."""
    global _kept
    _kept = None


def _read(version: int, now: datetime) -> SearchContext:
    published = Question.objects.published(now)
    audiences = Audience.objects.filter(questions__in=published).distinct()
    timed = Question.objects.timed(now).order_by("pk")
    rows = timed.values_list("pk", "published_at", "expires_at")
    return SearchContext(
        version=version,
        read_at=now,
        synonyms=synonyms.table(Synonym.objects.all()),
        audiences={each.slug: each for each in audiences.order_by("position", "title", "pk")},
        timed=tuple(Timed(pk, since, until) for pk, since, until in rows if since),
    )
