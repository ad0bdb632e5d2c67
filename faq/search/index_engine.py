"""Answers searches from a snapshot of the index: primary keys, best first, with exact counts."""

from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np

from faq.models import Question
from faq.search.arrays import Docs, Ints, Mask
from faq.search.index import document, loading
from faq.search.index.snapshot import Snapshot
from faq.search.query.analysis import stem
from faq.search.query.completion import whole_share
from faq.search.query.synonyms import SynonymTable, table
from faq.search.ranking import confidence
from faq.search.ranking.phrases import documents_with_phrases
from faq.search.ranking.related import rank_related
from faq.search.ranking.retrieval import best_of
from faq.search.ranking.scoring import Ranking, rank
from faq.search.ranking.weights import CANDIDATES, word_weight
from faq.search.types import EVERYWHERE, PAGE_SIZE, Filters, ParsedQuery, TopHits

# While a word is unfinished, questions with it in title or phrasings come before others up to this many places
# above them.
_TITLE_PLACES = 4
# A word is read as unfinished first if, of the words that begin with it, fewer are forms of it.
_MIN_WHOLE_SHARE = 0.2


@dataclass(frozen=True)
class IndexEngine:
    """The search engine that asks the index.

    Attributes:
        index: the snapshot to search.
        synonyms: the table of synonyms; by default the built-in one.
        hidden: primary keys of questions that are indexed but that readers may not see, such as
            scheduled ones. They are neither found nor counted, and their words correct no spelling.
    """

    index: Snapshot
    synonyms: SynonymTable = field(default_factory=table)
    hidden: frozenset[int] = frozenset()

    @cached_property
    def visible(self) -> Mask:
        """The mask of the documents that readers may see, shape (documents,)."""
        if not self.hidden:
            return self.index.alive
        return self.index.alive & ~np.isin(self.index.pks, list(self.hidden))

    def search(
        self,
        query: ParsedQuery,
        *,
        filters: Filters = EVERYWHERE,
        number: int = 1,
        page_size: int = PAGE_SIZE,
    ) -> TopHits:
        """Find the questions that match any of the words.

        If no question contains the quoted phrases, search for their words instead.

        Args:
            query: with at least one word.
            filters: the topic and the audience to stay within.
            number: of the page to return, from 1.
            page_size: questions on a page.
        """
        ranking, is_verbatim = self._rank(query)
        in_topic = self._within("topic", filters.topic, ranking.docs)
        for_audience = self._within("audiences", filters.audience, ranking.docs)
        chosen = self._within("audiences", filters.audience, in_topic)
        best = self._first(ranking, chosen, number * page_size)
        return TopHits(
            pks=[int(pk) for pk in self.index.pks[best[(number - 1) * page_size :]]],
            total=len(chosen),
            topic_counts=self.index.facet("topic").counts(for_audience),
            audience_counts=self.index.facet("audiences").counts(in_topic),
            corrected=ranking.corrected,
            is_confident=ranking.confidence >= confidence.MIN_CONFIDENCE or not len(ranking.docs),
            is_verbatim=is_verbatim,
        )

    def suggest(self, query: ParsedQuery, *, filters: Filters = EVERYWHERE, limit: int) -> TopHits:
        """Find what search() finds for a query, and what it would find for a finished last word.

        The results of search() come first, unless only those for a finished word are sure. Questions
        that share no word with the query are left out.

        Args:
            query: with at least one word; the last one may be unfinished.
            filters: the topic and the audience to stay within.
            limit: the most questions to return.
        """
        pks: list[int] = []
        corrected: dict[str, str] = {}
        is_confident = False
        for reading in self._readings(query):
            ranking, _ = self._rank(reading)
            if ranking.confidence == 0:
                continue
            chosen = self._within("topic", filters.topic, ranking.docs)
            chosen = self._within("audiences", filters.audience, chosen)
            best = self._first(ranking, chosen, CANDIDATES)
            if reading.is_unfinished:
                titled = self.index.docs_with_title_prefix(query.compounds()[-1][0])
                places = np.arange(len(best)) + _TITLE_PLACES * ~np.isin(best, titled)
                best = best[np.argsort(places, kind="stable")]
            found = self.index.pks[best[:limit]].tolist()
            is_first = ranking.confidence >= confidence.MIN_CONFIDENCE and not is_confident
            pks = [*found, *pks] if is_first else [*pks, *found]
            corrected |= ranking.corrected
            is_confident |= is_first
            if is_confident and len(pks) >= limit:
                break
        pks = list(dict.fromkeys(pks))[:limit]
        return TopHits(pks, len(pks), {}, corrected=corrected, is_confident=is_confident or not pks)

    def _readings(self, query: ParsedQuery) -> list[ParsedQuery]:
        """Return the query with its last word as a whole one and as an unfinished one, likelier first."""
        typed = replace(query, is_unfinished=False)
        if not query.is_unfinished:
            return [typed]
        whole, *parts = query.compounds()[-1]
        is_known = [self.index.has(stem(word), self.visible) for word in (whole, *parts)]
        if not is_known[0] and not (parts and all(is_known[1:])):
            return [query]
        is_likely_whole = whole_share(self.index, whole) >= _MIN_WHOLE_SHARE
        return [typed, query] if is_likely_whole else [query, typed]

    def related(self, question: Question, *, limit: int) -> list[int]:
        """Find questions that share content words with a question.

        Args:
            question: with its topic.
            limit: the most to return.

        Returns:
            primary keys of others, best first.
        """
        key = (question.pk, question.title, question.summary, question.topic.slug, limit)
        (pks,) = self.index.cached(key, lambda: (rank_related(self.index, question, limit),))
        return [int(pk) for pk in pks]

    def answer(self, query: ParsedQuery) -> int | None:
        """Find the question that answers a query, without correcting its spelling.

        Args:
            query: with at least one word.

        Returns:
            its primary key; None if a content word occurs in no visible question, or none matches well.
        """
        content_words = [stem(word) for word in query.words if word_weight(word) == 1]
        if not all(self.index.has(each, self.visible) for each in content_words):
            return None
        found = self.search(query, page_size=1)
        return found.pks[0] if found.pks and found.is_confident else None

    def with_published(self, question: Question) -> "IndexEngine":
        """Return an engine that finds a draft as if it were published. Nothing is written to disk.

        Args:
            question: a draft, or a working copy, which takes the place of its question.

        Raises:
            Question.DoesNotExist: the draft has been deleted.
        """
        pk = published_pk(question)
        stored = document.prefetch_indexed(Question.with_copies.filter(pk=question.pk))
        content = document.content(stored.get())._replace(pk=pk)
        newer = loading.of_documents([content.document()])
        return replace(self, index=self.index.with_newer(newer), hidden=self.hidden - {pk})

    def _within(self, label_field: str, label: str | None, docs: Ints) -> Ints:
        """Return those of some documents that carry a label, or none of its field; all if it is None."""
        return docs if label is None else docs[self.index.facet(label_field).matches(label)[docs]]

    def _rank(self, query: ParsedQuery) -> tuple[Ranking, bool]:
        """Return the ranking of a query, and False if no question has its quoted phrases."""
        verbatim = (
            documents_with_phrases(self.index, query.phrases, self.visible)
            if query.phrases
            else None
        )
        is_verbatim = verbatim is None or bool(verbatim.any())
        if not is_verbatim:
            query = replace(query, phrases=(), quoted=frozenset())
        among = verbatim if is_verbatim else None
        return rank(self.index, query, self.visible, self.synonyms, among), is_verbatim

    def _first(self, ranking: Ranking, chosen: Ints, count: int) -> Docs:
        """Return the best of the chosen results, best first."""
        if not len(chosen):
            return ranking.top[:0]
        places = np.searchsorted(chosen, ranking.top.astype(chosen.dtype))
        is_chosen = chosen[np.minimum(places, len(chosen) - 1)] == ranking.top
        top: Docs = ranking.top[is_chosen][:count]
        if len(top) == count:
            return top
        rest = np.setdiff1d(chosen, top, assume_unique=True)
        scores = ranking.scores[np.searchsorted(ranking.docs, rest)]
        return np.concatenate([top, best_of(rest, scores, count - len(top), self.index)])


def published_pk(question: Question) -> int:
    """Return the primary key under which readers find a question once it is published.

    For a working copy that is the key of the question it is a copy of.
    """
    return question.copy_of_id or question.pk
