"""Evaluates suggestions: asks for them while the queries of an evaluation set are being typed."""

import time
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from faq.search.evaluation.metrics import mean, percentile, sample_evenly
from faq.search.evaluation.sets import EvaluationSet
from faq.search.evaluation.temporary_index import temporary_index
from faq.search.suggestions import COUNT

# Suggestions are asked for each time this many letters have been typed.
STEP = 3


class TypingScores(NamedTuple):
    """How often a relevant question is among the first COUNT: shares of the answerable queries.

    Attributes:
        results: of the results for the whole query.
        suggested: of the suggestions for its longest beginning.
        suggested_early: of the suggestions for any of its beginnings.
        suggested_throughout: of the suggestions for a beginning, as the mean over all of them.
        suggest_p50_ms: median CPU time of a suggestion.
        requests: the number of beginnings.
    """

    results: float
    suggested: float
    suggested_early: float
    suggested_throughout: float
    suggest_p50_ms: float
    requests: int


def beginnings(text: str) -> list[str]:
    """Return a text cut at every third letter, without the whole; the whole if it has no more than three."""
    return [text[:end] for end in range(STEP, len(text), STEP)] or [text]


def evaluate_typing(chosen: EvaluationSet, *, limit: int | None = None) -> TypingScores:
    """Type the answerable queries of a set, with the site's own engine on an index of its documents.

    Args:
        chosen: the set.
        limit: the most queries to type, taken evenly from the whole file.

    Raises:
        SearchUnavailable: the index could not be built or read.
    """
    names = {document.pk: name for name, document in chosen.documents.items()}
    answerable = [query for query in chosen.queries if chosen.judgments.get(query.id)]
    results: list[bool] = []
    suggested: list[list[bool]] = []
    times: list[float] = []
    with temporary_index(chosen.documents.values()) as index:
        index.rank("open the index")
        for query in sample_evenly(answerable, limit):
            grades = chosen.judgments[query.id]
            results.append(_has_relevant(index.rank(query.text, COUNT), names, grades))
            suggested.append([])
            for beginning in beginnings(query.text):
                start = time.process_time()
                pks = index.suggest(beginning)
                times.append((time.process_time() - start) * 1000)
                suggested[-1].append(_has_relevant(pks, names, grades))
    return TypingScores(
        results=mean(results),
        suggested=mean([each[-1] for each in suggested]),
        suggested_early=mean([any(each) for each in suggested]),
        suggested_throughout=mean([mean(each) for each in suggested]),
        suggest_p50_ms=percentile(times, 0.5),
        requests=len(times),
    )


def _has_relevant(
    pks: Sequence[int], names: Mapping[int, str], grades: Mapping[str, float]
) -> bool:
    return any(names[pk] in grades for pk in pks)
