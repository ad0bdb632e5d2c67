"""What readers need and what needs an editor; readers are counted, and never told apart."""

from faq.insights.popular_searches import popular
from faq.insights.search_counts import count_search

__all__ = ["count_search", "popular"]
