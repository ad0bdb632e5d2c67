"""Types of what goes into a search and what comes out of it, and the protocol of a search engine."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple, Protocol

from faq.models import Audience, Question, Step, Topic

PAGE_SIZE = 10


class SearchUnavailable(Exception):
    """The index cannot answer; the message says why, for the log and for /readyz."""


class Filters(NamedTuple):
    """Slugs to stay within, None for everywhere. Questions for everyone are within every audience."""

    topic: str | None = None
    audience: str | None = None


EVERYWHERE = Filters()


@dataclass(frozen=True, slots=True)
class ParsedQuery:
    """A visitor's text after parsing.

    Attributes:
        text: what was typed, cleaned and within the length limit; this is shown back.
        words: the folded words to be looked for, in order.
        phrases: what stood in quotes, as it was typed.
        quoted: the folded words of the phrases; they are meant as they are.
        spelling: whether words that the index does not have may be taken for others.
        truncated: says to the reader what part of the text was not searched; empty if all of it was.
    """

    text: str
    words: tuple[str, ...]
    phrases: tuple[str, ...] = ()
    quoted: frozenset[str] = frozenset()
    truncated: str = ""
    spelling: bool = True


@dataclass(frozen=True, slots=True)
class Highlighted:
    """Text with the places where searched words stand.

    Attributes:
        text: plain text, not escaped.
        marks: (start, end) pairs, ascending and without overlap, in characters of the text.
    """

    text: str
    marks: tuple[tuple[int, int], ...] = ()

    def pieces(self) -> Iterator[tuple[str, bool]]:
        """The text in pieces, each with whether it is marked."""
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
    """What an engine finds: primary keys only, to be looked up among the published questions.

    Attributes:
        pks: one page of primary keys, best first.
        total: how many match in all, within the filters.
        topic_counts: topic slug → how many match in it, within the other filter.
        audience_counts: audience slug → how many match for it, within the other filter. An audience is
            left out if no question that matches names it.
        corrected: typed word → the word it was taken for.
        is_confident: False when the best of these are only the nearest there are.
        is_verbatim: False when no question has the phrases in quotes, so only their words were used.
        is_complete: False when something may be missing.
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
    """What can answer searches. Every method may raise SearchUnavailable, and then the database answers.

    Primary keys may be of questions that are no longer published: the caller looks them up.
    """

    def search(
        self,
        query: ParsedQuery,
        *,
        filters: Filters = EVERYWHERE,
        number: int = 1,
        page_size: int = PAGE_SIZE,
    ) -> TopHits:
        """One page, counted from 1, of the questions that match a query with at least one word."""

    def suggest(self, query: ParsedQuery, *, limit: int) -> list[int]:
        """Primary keys of questions to offer while a query is being typed, best first."""

    def related(self, question: Question, *, limit: int) -> list[int]:
        """Primary keys of other questions to read after one, best first."""

    def answer(self, query: ParsedQuery) -> int | None:
        """The primary key of a question that answers a query in the words it was typed in."""


@dataclass(frozen=True, slots=True)
class Hit:
    """One result. `step` is the step that matches, where that is what matches best."""

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
        text: what was searched, as shown to the reader.
        hits: at most PAGE_SIZE.
        total: results on all pages, within the filters.
        number: this page, from 1.
        topic_facets: where results are, most first, within the filter by audience.
        audience_facets: who results are for, in the editors' order, within the filter by topic.
        topics: all topics there are, in order, to browse instead; empty if there was no search.
        topic: the filter in force.
        audience: likewise.
        truncated: says what part of the text was not searched; empty if all of it was.
        corrected: the text with its misspellings corrected; None if no word was corrected.
        is_confident: False when nothing matches well and these are only the nearest questions.
        is_verbatim: False when no question has what stood in quotes, so that only its words were used.
        is_complete: False when the index could not answer in full and something may be missing.
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
