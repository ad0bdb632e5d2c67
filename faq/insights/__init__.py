"""What readers need and what needs an editor; readers are counted, and never told apart."""

from faq.insights.counting import count_search
from faq.insights.popular import popular

__all__ = ["count_search", "popular"]
