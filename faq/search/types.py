"""The types of queries and results, and the protocol of a search engine."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple, Protocol

from faq.models import Audience, Question, Step, Topic

PAGE_SIZE = 10


class SearchUnavailable(Exception):
    """The index cannot be used. The message says why, for the log and for /readyz."""


class Filters(NamedTuple):
    """Slugs of the topic and the audience to search in. A question for everyone is in every audience."""

    topic: str | None = None
    audience: str | None = None


EVERYWHERE = Filters()


@dataclass(frozen=True, slots=True)
class ParsedQuery:
    """A visitor's text after parsing.

    Attributes:
        text: what was typed, cleaned and within the length limit; this is shown back.
        words: the folded words to search for, in order.
        phrases: the quoted phrases, as they were typed.
        quoted: the folded words of the phrases; their spelling is not corrected.
        truncated: a message to the reader if only a part of the text is searched, else empty.
        spelling: whether to correct words that the index lacks.
        parts: the positions in `words` of the parts of compounds. They follow the whole compound.
        is_unfinished: whether the last word may be the beginning of another.
    """

    text: str
    words: tuple[str, ...]
    phrases: tuple[str, ...] = ()
    quoted: frozenset[str] = frozenset()
    truncated: str = ""
    spelling: bool = True
    parts: frozenset[int] = frozenset()
    is_unfinished: bool = False

    def compounds(self) -> list[tuple[str, ...]]:
        """Return the words in groups: a word alone, or a compound with its parts after it."""
        starts = [place for place in range(len(self.words)) if place not in self.parts]
        return [self.words[start:end] for start, end in pairwise([*starts, len(self.words)])]


@dataclass(frozen=True, slots=True)
class Highlighted:
    """Text with the positions of the searched words.

    Attributes:
        text: plain text, not escaped.
        marks: (start, end) pairs, ascending and without overlap, in characters of the text.
    """

    text: str
    marks: tuple[tuple[int, int], ...] = ()

    def pieces(self) -> Iterator[tuple[str, bool]]:
        """Yield the text in pieces, each with whether it is marked."""
        at = 0
        for start, end in self.marks:
            if at < start:
                yield self.text[at:start], False
            yield self.text[start:end], True
            at = end
        if at < len(self.text):
            yield self.text[at:], False


@dataclass(frozen=True, slots=True)
class TopHits:
    """The results of an engine: primary keys, to be looked up among the published questions.

    Attributes:
        pks: one page of primary keys, best first.
        total: the number of matches on all pages, within the filters.
        topic_counts: topic slug → matches in the topic, within the filter by audience.
        audience_counts: audience slug → matches for the audience, within the filter by topic. An
            audience is left out if no matching question names it.
        corrected: typed word → its correction.
        is_confident: False if no question matches well.
        is_verbatim: False if no question contains the quoted phrases, so their words were searched for.
        is_complete: False if matches may be missing.
    """

    pks: list[int]
    total: int
    topic_counts: dict[str, int]
    audience_counts: dict[str, int] = field(default_factory=dict)
    corrected: dict[str, str] = field(default_factory=dict)
    is_confident: bool = True
    is_verbatim: bool = True
    is_complete: bool = True


class SearchEngine(Protocol):
    """Answers searches. Every method may raise SearchUnavailable; the database answers then.

    Primary keys may belong to questions that are no longer published: the caller looks them up.
    """

    def search(
        self,
        query: ParsedQuery,
        *,
        filters: Filters = EVERYWHERE,
        number: int = 1,
        page_size: int = PAGE_SIZE,
    ) -> TopHits:
        """Return one page, counted from 1, of the questions that match a query with at least one word."""

    def suggest(self, query: ParsedQuery, *, filters: Filters = EVERYWHERE, limit: int) -> TopHits:
        """Return the questions to suggest while a query is being typed; they are not counted by label."""

    def related(self, question: Question, *, limit: int) -> list[int]:
        """Return the primary keys of questions to read next, best first."""

    def answer(self, query: ParsedQuery) -> int | None:
        """Return the primary key of the question that answers a query without corrections, if any."""


@dataclass(frozen=True, slots=True)
class Hit:
    """One result. `step` is the step with most terms that neither title nor summary contains."""

    question: Question
    title: Highlighted
    snippet: Highlighted
    step_count: int
    step: Step | None = None
    step_title: Highlighted | None = None


@dataclass(frozen=True, slots=True)
class TopicFacet:
    topic: Topic
    count: int


@dataclass(frozen=True, slots=True)
class AudienceFacet:
    audience: Audience
    count: int


@dataclass(frozen=True, slots=True)
class SearchPage:
    """One page of results.

    Attributes:
        text: what was searched for, as shown to the reader.
        hits: at most PAGE_SIZE.
        total: results on all pages, within the filters.
        number: this page, from 1.
        topic_facets: results by topic, most first, within the filter by audience.
        audience_facets: results by audience, in the editors' order, within the filter by topic.
        topics: all topics in order, to browse instead; empty if the text has no words.
        topic: the filter by topic, if there is one.
        audience: the filter by audience, if there is one.
        truncated: a message to the reader if only a part of the text was searched, else empty.
        corrected: the text with its misspellings corrected; None if no word was corrected.
        is_confident: False if nothing matches well and these are only the nearest questions.
        is_verbatim: False if no question contains the quoted phrases, so their words were searched for.
        is_complete: False if the index could not be used in full and results may be missing.
    """

    text: str
    hits: tuple[Hit, ...]
    total: int
    number: int = 1
    topic_facets: tuple[TopicFacet, ...] = ()
    audience_facets: tuple[AudienceFacet, ...] = ()
    topics: tuple[Topic, ...] = ()
    topic: Topic | None = None
    audience: Audience | None = None
    truncated: str = ""
    corrected: str | None = None
    is_confident: bool = True
    is_verbatim: bool = True
    is_complete: bool = True

    @property
    def page_count(self) -> int:
        return max(1, -(-self.total // PAGE_SIZE))

    @property
    def has_previous(self) -> bool:
        return self.number > 1

    @property
    def has_next(self) -> bool:
        return self.number < self.page_count
