"""Evaluates search: ranks the queries of an evaluation set and scores the rankings."""

import math
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from faq.search.evaluation.sets import EvaluationSet, Query
from faq.search.evaluation.temporary_index import temporary_index

# The depth of the deepest measure, which is the first page of results.
DEPTH = 10

Grades = Mapping[str, float]


def ndcg(ranked: Sequence[str], grades: Grades, depth: int = DEPTH) -> float:
    """Return the normalised discounted cumulative gain: the sum of grade / log2(rank + 1), divided by
    that of the best possible ranking.

    Järvelin and Kekäläinen, "Cumulated gain-based evaluation of IR techniques", ACM TOIS 20(4),
    2002, with the discount that starts at rank 2 and the grade itself as the gain, as trec_eval's
    ndcg_cut computes it.

    Args:
        ranked: documents, best first, each once.
        grades: document → grade; others have grade 0.
        depth: how many of the first documents count.
    """
    best = _gain(sorted(grades.values(), reverse=True)[:depth])
    return _gain([grades.get(document, 0) for document in ranked[:depth]]) / best if best else 0.0


def _gain(grades: Sequence[float]) -> float:
    return math.fsum(grade / math.log2(rank + 1) for rank, grade in enumerate(grades, start=1))


def reciprocal_rank(ranked: Sequence[str], grades: Grades, depth: int = DEPTH) -> float:
    """Return 1 / rank of the first relevant document, 0 if there is none; its mean is MRR.

    Voorhees, "The TREC-8 question answering track report", 1999. Relevant is any grade above 0.
    """
    ranks = (rank for rank, document in enumerate(ranked[:depth], 1) if grades.get(document, 0) > 0)
    return 1 / next(ranks, math.inf)


def recall(ranked: Sequence[str], grades: Grades, depth: int = 5) -> float:
    """Return the share of the relevant documents among the first, as trec_eval's recall computes it.

    Manning, Raghavan and Schütze, "Introduction to Information Retrieval", 2008, section 8.3.
    """
    relevant = {document for document, grade in grades.items() if grade > 0}
    return len(relevant.intersection(ranked[:depth])) / len(relevant) if relevant else 0.0


def percentile(values: Sequence[float], share: float) -> float:
    """Return the smallest value with at least that share of all values at or below it; 0 without values.

    The nearest-rank method: Hyndman and Fan, "Sample quantiles in statistical packages", The
    American Statistician 50(4), 1996, definition 1.
    """
    return sorted(values)[max(math.ceil(share * len(values)) - 1, 0)] if values else 0.0


def mean(values: Sequence[float]) -> float:
    """Return the arithmetic mean; 0 without values."""
    return math.fsum(values) / len(values) if values else 0.0


@dataclass(frozen=True, slots=True)
class Answer:
    """The results of one query.

    Attributes:
        query: the query.
        ranked: ids of documents, best first.
        grades: of the relevant documents; empty if the query is off topic.
        ms: CPU time in milliseconds.
        is_confident: whether they are shown as answers, not as the nearest questions.
    """

    query: Query
    ranked: list[str]
    grades: Grades
    ms: float
    is_confident: bool = True

    @property
    def is_answered(self) -> bool:
        return bool(self.ranked) and self.is_confident


@dataclass(frozen=True, slots=True)
class Scores:
    """Means of quality over the answerable queries, and percentiles of time over all. A mean over no
    queries is 0.

    Attributes:
        ndcg: at 10.
        mrr: at 10.
        recall: at 5.
        zero_rate: the share of answerable queries without any result.
        unsure_rate: the share of answerable queries without results shown as answers.
        off_topic_rate: the share of off-topic queries with results.
        off_topic_confident_rate: the share of off-topic queries with results shown as answers.
        p50_ms: median CPU time of a query.
        p95_ms: 95th percentile of the CPU time of a query.
        answerable: the number of queries with an answer.
        off_topic: the number of queries without one.
    """

    ndcg: float
    mrr: float
    recall: float
    zero_rate: float
    unsure_rate: float
    off_topic_rate: float
    off_topic_confident_rate: float
    p50_ms: float
    p95_ms: float
    answerable: int
    off_topic: int

    @property
    def queries(self) -> int:
        return self.answerable + self.off_topic


class Evaluation(NamedTuple):
    """The scores of a set, and by kind of query if the set has kinds."""

    documents: int
    scores: Scores
    kinds: dict[str, Scores]


def score(answers: Sequence[Answer]) -> Scores:
    """Score the results of some queries."""
    answerable = [each for each in answers if each.grades]
    off_topic = [each for each in answers if not each.grades]
    times = [each.ms for each in answers]
    return Scores(
        ndcg=mean([ndcg(each.ranked, each.grades) for each in answerable]),
        mrr=mean([reciprocal_rank(each.ranked, each.grades) for each in answerable]),
        recall=mean([recall(each.ranked, each.grades) for each in answerable]),
        zero_rate=mean([not each.ranked for each in answerable]),
        unsure_rate=mean([not each.is_answered for each in answerable]),
        off_topic_rate=mean([bool(each.ranked) for each in off_topic]),
        off_topic_confident_rate=mean([each.is_answered for each in off_topic]),
        p50_ms=percentile(times, 0.5),
        p95_ms=percentile(times, 0.95),
        answerable=len(answerable),
        off_topic=len(off_topic),
    )


def evaluate(chosen: EvaluationSet, *, limit: int | None = None) -> Evaluation:
    """Run the queries of a set on an index of its documents, with the site's own engine.

    Every query runs once, so that most of its words are new to the cache.

    Args:
        chosen: the set.
        limit: the most queries to ask, taken evenly from the whole file.

    Raises:
        SearchUnavailable: the index could not be built or read.
    """
    ids = {document.pk: name for name, document in chosen.documents.items()}
    answers = []
    with temporary_index(chosen.documents.values()) as index:
        index.rank("open the index")
        for query in sample_evenly(chosen.queries, limit):
            start = time.process_time()
            found = index.find(query.text, DEPTH)
            spent = time.process_time() - start
            grades = chosen.judgments.get(query.id, {})
            ranked = [ids[pk] for pk in found.pks]
            answers.append(Answer(query, ranked, grades, spent * 1000, found.is_confident))
    kinds = dict.fromkeys(each.query.kind for each in answers if each.query.kind)
    return Evaluation(
        documents=len(ids),
        scores=score(answers),
        kinds={kind: score([a for a in answers if a.query.kind == kind]) for kind in kinds},
    )


def sample_evenly(queries: Sequence[Query], limit: int | None) -> list[Query]:
    """Return at most `limit` queries at equal distances, because files are often sorted by subject."""
    count = len(queries) if limit is None else min(limit, len(queries))
    return [queries[number * len(queries) // count] for number in range(count)]
