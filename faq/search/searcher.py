"""Answers searches at one moment: from the index, or from the database when the index cannot be used."""

import logging
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from typing import TypeVar

import numpy as np

from faq.models import Question
from faq.search import context
from faq.search.context import SearchContext
from faq.search.database_engine import DatabaseEngine
from faq.search.index import loading, store
from faq.search.index.document import PART, stem_number
from faq.search.index.snapshot import Snapshot
from faq.search.index_engine import IndexEngine, published_pk
from faq.search.query.analysis import stem
from faq.search.query.parser import parse
from faq.search.query.synonyms import SynonymTable
from faq.search.types import (
    EVERYWHERE,
    PAGE_SIZE,
    Filters,
    ParsedQuery,
    SearchEngine,
    SearchUnavailable,
    TopHits,
)

log = logging.getLogger(__name__)

T = TypeVar("T")

_NOTHING = TopHits(pks=[], total=0, topic_counts={})


class Searcher:
    """Answers all searches of one request.

    It opens the index once and reads the synonyms and the hidden questions once, each when it is
    first needed. The index may be out of date, so look the primary keys up among the published
    questions before you show anything.
    """

    def __init__(self, now: datetime, known: SearchContext | None = None) -> None:
        """Prepare to search.

        Args:
            now: decides what is published.
            known: the search context to use in place of the current one.
        """
        self.now = now
        self._known = known

    @cached_property
    def context(self) -> SearchContext:
        """Synonyms, audiences and hidden questions."""
        return self._known or context.current(self.now)

    def search(
        self,
        query: ParsedQuery,
        *,
        filters: Filters = EVERYWHERE,
        number: int = 1,
        page_size: int = PAGE_SIZE,
    ) -> TopHits:
        """Find the questions that match any of the words; see SearchEngine.search()."""
        if not self._has(filters.audience):
            return _NOTHING
        found = self._ask(
            lambda: self._index,
            lambda engine: engine.search(
                query, filters=filters, number=number, page_size=page_size
            ),
        )
        # An index that cannot follow changes lacks some of them.
        return replace(found, is_complete=found.is_complete and store.is_writable())

    def suggest(self, query: ParsedQuery, *, filters: Filters = EVERYWHERE, limit: int) -> TopHits:
        """Find the questions to suggest while a query is being typed; see SearchEngine.suggest()."""
        if not self._has(filters.audience):
            return _NOTHING
        return self._ask(
            lambda: self._index,
            lambda engine: engine.suggest(query, filters=filters, limit=limit),
        )

    def related(self, question: Question, *, limit: int) -> list[int]:
        """Find questions to read next; see SearchEngine.related()."""
        # Neither synonyms nor hidden questions change the order, so they are not read.
        return self._ask(
            lambda: IndexEngine(self._snapshot),
            lambda engine: engine.related(question, limit=limit),
        )

    def answers(self, texts: Iterable[str]) -> dict[str, int]:
        """Return the primary key of the question that answers each text, for those that have one."""
        queries = {text: parse(text, spelling=False) for text in texts}
        found = self._ask(
            lambda: self._index,
            lambda engine: {
                text: engine.answer(query) for text, query in queries.items() if query.words
            },
        )
        return {text: pk for text, pk in found.items() if pk is not None}

    def preview(self) -> "Preview":
        """Return what readers find now, to try unpublished changes on.

        Raises:
            SearchUnavailable: the index is missing or damaged; the database cannot stand in for it.
        """
        published = Question.objects.published(self.now).values_list("pk", flat=True)
        return Preview(self._index, frozenset(published))

    def _has(self, audience: str | None) -> bool:
        """Whether any published question names an audience; None stands for all."""
        return audience is None or audience in self.context.audiences

    @cached_property
    def _snapshot(self) -> Snapshot:
        return loading.current()

    @cached_property
    def _index(self) -> IndexEngine:
        hidden = frozenset(self.context.hidden(self.now))
        return IndexEngine(self._snapshot, self.context.synonyms, hidden)

    def _ask(self, open_index: Callable[[], SearchEngine], ask: Callable[[SearchEngine], T]) -> T:
        """Ask the index, or the database if the index is missing or damaged."""
        try:
            return ask(open_index())
        except SearchUnavailable as error:
            log.warning("Searching without the index: %s", error)
            return ask(DatabaseEngine(self.now))


@dataclass(frozen=True, slots=True)
class Preview:
    """What readers would find with other synonyms or questions.

    Attributes:
        engine: answers the searches.
        published: primary keys of the questions that readers may see.
    """

    engine: IndexEngine
    published: frozenset[int]

    def ranking(self, text: str) -> list[int]:
        """Return the primary keys on the first page of results for a text, best first."""
        query = parse(text)
        found = self.engine.search(query).pks if query.words else []
        return [pk for pk in found if pk in self.published]

    def with_synonyms(self, synonyms: SynonymTable) -> "Preview":
        """Return a preview with other synonyms."""
        return replace(self, engine=replace(self.engine, synonyms=synonyms))

    def with_published(self, question: Question) -> "Preview":
        """Return a preview that finds a draft or working copy as if it were published.

        Raises:
            Question.DoesNotExist: it has been deleted.
        """
        return Preview(
            self.engine.with_published(question), self.published | {published_pk(question)}
        )

    def most_similar(self, texts: Sequence[str], pk: int, limit: int) -> list[int]:
        """Find the texts that share the largest part of their words, weighted by idf, with a question.

        Args:
            texts: any number of them.
            pk: of the question; one that is not in the index shares no words.
            limit: the most to return.

        Returns:
            positions in `texts`, the most similar text first.
        """
        index = self.engine.index
        (docs,) = np.nonzero(index.alive & (index.pks == pk))
        held = {
            number & ~PART for number in index.stem_sequences(docs.astype(np.int32))[0].tolist()
        }

        def share(text: str) -> float:
            stems = [stem(word) for word in parse(text).words]
            shared = [each for each in stems if stem_number(each) in held]
            worth = sum(index.idf_of(each) for each in shared)
            return worth / (worth + len(stems) - len(shared) or 1)

        shares = [share(text) for text in texts]
        return sorted(range(len(texts)), key=lambda place: -shares[place])[:limit]
