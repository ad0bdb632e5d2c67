"""What search needs from the database beside the index: synonyms, audiences and scheduled questions."""

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
    """Synonyms, audiences and scheduled questions, as they were for one version of the content.

    Attributes:
        version: of the content.
        read_at: the moment it was read for; it holds from then until the next question is published or expires.
        synonyms: what may stand for a word or a phrase.
        audiences: by slug, in order; those for whom a published question is meant in particular.
        timed: questions that are indexed, and public only from a time still to come or until some time.
    """

    version: int
    read_at: datetime
    synonyms: SynonymTable
    audiences: dict[str, Audience]
    timed: tuple[Timed, ...]

    def is_current(self, version: int, now: datetime) -> bool:
        """Whether the database would give the same at a moment, if the content has this version."""
        moments = (at for each in self.timed for at in (each.since, each.until) if at)
        missed = any(self.read_at < at <= now for at in moments)
        return self.version == version != 0 and self.read_at <= now and not missed

    def hidden(self, now: datetime) -> list[int]:
        """Primary keys of questions that are indexed but that readers may not see at a moment."""
        return [each.pk for each in self.timed if not each.is_public(now)]


_kept: SearchContext | None = None


def current(now: datetime) -> SearchContext:
    """The current context. It takes one query, and three more after the content has changed.

    Args:
        now: the context is right for this moment, and for later ones until something changes.
    """
    global _kept
    # The version is read first: rows read after it are at least as new. Two threads may both read
    # the rows; each then stores a complete context.
    version, kept = ContentVersion.objects.current(), _kept
    if kept is None or not kept.is_current(version, now):
        kept = _kept = _read(version, now)
    return kept


def latest(now: datetime) -> SearchContext:
    """The context that this process read last. It takes no query and may lag behind the content.

    Args:
        now: the moment to read it for, if this process has read none yet.
    """
    return _kept or current(now)


def clear_cache() -> None:
    """Drop the context that this process has read."""
    global _kept
    _kept = None


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
        timed=tuple(Timed(pk, since, until) for pk, since, until in rows if since),
    )
