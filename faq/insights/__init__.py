"""What readers need, told by counts and never by persons."""

from faq.insights.counting import count_search
from faq.insights.popular import popular

__all__ = ["count_search", "popular"]
