"""Whether the best question found answers what was asked, or is only the nearest there is."""

from collections.abc import Collection

from faq.search.ranking.weights import idf

# From here on results are given as answers, below it as the nearest questions. docs/decisions/0013
# says how it was chosen.
LEAST = 0.5


def confidence(score: float, weights: Collection[float], documents: int) -> float:
    """How well the best question answers, from 0 to 1.

    What it scores is held against what was asked, as many words as were typed by how much each
    counts. The root bears with long queries, of which no question has every word. The idf of a
    word that a single document has makes collections of all sizes comparable.

    Args:
        score: of the best question, before what the order of its words adds.
        weights: of the query's words, each its kind of word times its idf.
        documents: how many there are.

    Returns:
        score / (score + √(idf(1, documents) · Σ weights)), 0 where nothing is found.
    """
    if score <= 0:
        return 0.0
    asked = (idf(1, documents) * sum(weights)) ** 0.5
    return float(score / (score + asked))
