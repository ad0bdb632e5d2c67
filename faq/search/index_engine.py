"""Answers searches from one state of the index: primary keys, best first, with exact counts."""

from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np

from faq.models import Question
from faq.search.arrays import Floats, Mask
from faq.search.index import document, snapshot
from faq.search.index.snapshot import Snapshot
from faq.search.query.analysis import stem
from faq.search.query.synonyms import SynonymTable, table
from faq.search.ranking import confidence
from faq.search.ranking.phrases import holding
from faq.search.ranking.related import rank_related
from faq.search.ranking.scoring import best_of, rank
from faq.search.ranking.titles import rank_titles
from faq.search.ranking.weights import word_weight
from faq.search.types import EVERYWHERE, PAGE_SIZE, Filters, ParsedQuery, TopHits


@dataclass(frozen=True)
class IndexEngine:
    """The search engine that asks the index.

    Attributes:
        index: the state of the index to search in.
        synonyms: which words may stand for which; the built-in ones unless others are given.
        hidden: primary keys of questions that are indexed but that readers may not see, such as
            scheduled ones. They are neither found nor counted, and their words correct no spelling.
    """

    index: Snapshot
    synonyms: SynonymTable = field(default_factory=table)
    hidden: frozenset[int] = frozenset()

    @cached_property
    def visible(self) -> Mask:
        """Which documents readers may see, shape (documents,)."""
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
        """One page of the questions that match any of the words.

        If no question has the phrases in quotes, their words are searched for instead.

        Args:
            query: with at least one word.
            filters: the topic and the audience to stay within.
            number: of the page, from 1.
            page_size: how many questions make a page.
        """
        verbatim = holding(self.index, query.phrases, self.visible) if query.phrases else None
        is_verbatim = verbatim is None or bool(verbatim.any())
        if not is_verbatim:
            query = replace(query, phrases=(), quoted=frozenset())
        scores, corrected, sure = rank(self.index, query, self.visible, self.synonyms)
        if verbatim is not None and is_verbatim:
            scores[~verbatim] = 0
        within_topic = self._within("topic", filters.topic, scores)
        within_audience = self._within("audiences", filters.audience, scores)
        chosen = self._within("audiences", filters.audience, within_topic)
        best = best_of(chosen, number * page_size, self.index)
        return TopHits(
            pks=[int(pk) for pk in self.index.pks[best[(number - 1) * page_size :]]],
            total=int(np.count_nonzero(chosen)),
            topic_counts=self._counts("topic", within_audience),
            audience_counts=self._counts("audiences", within_topic),
            corrected=corrected,
            is_confident=sure >= confidence.LEAST or not scores.any(),
            is_verbatim=is_verbatim,
        )

    def suggest(self, query: ParsedQuery, *, limit: int) -> list[int]:
        """Primary keys of questions whose title or phrasings fit a query that is still being typed.

        Args:
            query: with at least one word; the last one may be unfinished.
            limit: how many at most.
        """
        return rank_titles(self.index, query, self.visible, limit)

    def related(self, question: Question, *, limit: int) -> list[int]:
        """Primary keys of questions that share their content words with one, best first.

        Args:
            question: with its topic; it is not among them.
            limit: how many at most.
        """
        text = (question.pk, question.title, question.summary, question.topic.slug, limit)
        found = self.index.once(text, lambda: rank_related(self.index, question, limit))
        return [int(pk) for pk in found]

    def answer(self, query: ParsedQuery) -> int | None:
        """The primary key of the question that answers a query in the words it was typed in.

        Args:
            query: with at least one word.

        Returns:
            None where no visible question has one of the content words, or none matches well.
        """
        content_words = [stem(word) for word in query.words if word_weight(word) == 1]
        if not all(self.index.has(each, self.visible) for each in content_words):
            return None
        found = self.search(query, page_size=1)
        return found.pks[0] if found.pks and found.is_confident else None

    def with_published(self, question: Question) -> "IndexEngine":
        """This engine as it will be once a draft is published; only memory is written to.

        Args:
            question: a draft, or a working copy, which takes the place of its question.

        Raises:
            Question.DoesNotExist: it was deleted meanwhile.
        """
        pk = published_pk(question)
        stored = document.with_what_is_indexed(Question.with_copies.filter(pk=question.pk))
        content = document.content(stored.get())._replace(pk=pk)
        newer = snapshot.of_document(content.document())
        return replace(self, index=self.index.with_newer(newer), hidden=self.hidden - {pk})

    def _within(self, label_field: str, label: str | None, scores: Floats) -> Floats:
        """The scores of the documents that carry a label, or no label at all; 0 for all others."""
        if label is None:
            return scores
        kept = np.zeros_like(scores)
        labelled = self.index.labelled(label_field).get(label, np.zeros(0, np.int32))
        for docs in (labelled, self.index.unlabelled(label_field)):
            kept[docs] = scores[docs]
        return kept

    def _counts(self, label_field: str, scores: Floats) -> dict[str, int]:
        """How many of the documents found remain when they are filtered by each of their labels."""
        matching = scores != 0
        found = self.index.counts(label_field, matching)
        unlabelled = int(np.count_nonzero(matching[self.index.unlabelled(label_field)]))
        return {label: count + unlabelled for label, count in found.items() if count}


def published_pk(question: Question) -> int:
    """The primary key under which readers find a question once it is published.

    For a working copy that is the key of the question it is a copy of.
    """
    return question.copy_of_id or question.pk
