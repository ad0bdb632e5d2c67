"""Statistics of searches and feedback, without identifying readers, and what needs an editor."""

from faq.insights.popular_searches import popular
from faq.insights.search_counts import count_search

__all__ = ["count_search", "popular"]
