"""Estimates how well the best result answers the query."""

from collections.abc import Collection

from faq.search.ranking.weights import idf

# Results below this confidence are shown as the nearest questions, not as answers. See docs/decisions/0013.
MIN_CONFIDENCE = 0.5


def confidence(score: float, weights: Collection[float], documents: int) -> float:
    """Return how well the best question answers the query, from 0 to 1.

    The score is compared with the weights of the query's words. Their square root is lenient with long
    queries, of which no question has every word. The idf of a word in a single document makes
    collections of all sizes comparable. The formula is from docs/decisions/0013.

    Args:
        score: of the best question, without the bonus for word order.
        weights: word_weight() · idf of each word of the query.
        documents: the number of documents.

    Returns:
        score / (score + √(idf(1, documents) · Σ weights)); 0 if nothing was found.
    """
    if score <= 0:
        return 0.0
    expected = (idf(1, documents) * sum(weights)) ** 0.5
    return float(score / (score + expected))
