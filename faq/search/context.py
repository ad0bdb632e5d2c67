"""What search needs from the database beside the index: synonyms, audiences and scheduled questions."""

from datetime import datetime
from typing import NamedTuple

from faq.models import Audience, ContentVersion, Question, Synonym
from faq.search.query import synonyms
from faq.search.query.synonyms import SynonymTable


class ScheduledQuestion(NamedTuple):
    """A question that readers see from `since` until just before `until`, or from `since` on."""

    pk: int
    since: datetime
    until: datetime | None

    def is_public(self, now: datetime) -> bool:
        return self.since <= now and (self.until is None or now < self.until)


class SearchContext(NamedTuple):
    """Synonyms, audiences and scheduled questions, as they were for one version of the content.

    Attributes:
        version: of the content.
        read_at: the moment it was read for. It stays valid until a question is next published or expires.
        synonyms: of words and phrases.
        audiences: by slug, in the editors' order; only those that a published question names.
        scheduled: indexed questions that are published later, or that expire.
    """

    version: int
    read_at: datetime
    synonyms: SynonymTable
    audiences: dict[str, Audience]
    scheduled: tuple[ScheduledQuestion, ...]

    def is_current(self, version: int, now: datetime) -> bool:
        """Whether the context is still valid at a moment, given the current version of the content."""
        moments = (at for each in self.scheduled for at in (each.since, each.until) if at)
        missed = any(self.read_at < at <= now for at in moments)
        return self.version == version != 0 and self.read_at <= now and not missed

    def hidden(self, now: datetime) -> list[int]:
        """Return the primary keys of indexed questions that readers may not see at a moment."""
        return [each.pk for each in self.scheduled if not each.is_public(now)]


_cached: SearchContext | None = None


def current(now: datetime) -> SearchContext:
    """Return the current context, with one query, and three more after the content has changed.

    Args:
        now: the context is right for this moment, and for later ones until something changes.
    """
    global _cached
    # The version is read first: rows read after it are at least as new. Two threads may both read
    # the rows; each then stores a complete context.
    version, known = ContentVersion.objects.current(now), _cached
    if known is None or not known.is_current(version, now):
        known = _cached = _read(version, now)
    return known


def latest(now: datetime) -> SearchContext:
    """Return the context that this process read last. It takes no query and may be out of date.

    Args:
        now: the moment to read it for, if this process has read none yet.
    """
    return _cached or current(now)


def clear_cache() -> None:
    """Drop the context that this process has read."""
    global _cached
    _cached = None


def _read(version: int, now: datetime) -> SearchContext:
    published = Question.objects.published(now)
    audiences = Audience.objects.filter(questions__in=published).distinct()
    timed = Question.objects.time_dependent(now).order_by("pk")
    rows = timed.values_list("pk", "published_at", "expires_at")
    return SearchContext(
        version=version,
        read_at=now,
        synonyms=synonyms.table(Synonym.objects.all()),
        audiences={each.slug: each for each in audiences.order_by("position", "title", "pk")},
        scheduled=tuple(ScheduledQuestion(pk, since, until) for pk, since, until in rows if since),
    )
