"""Changes what readers see: publish, archive, move an address."""

from faq.publishing.retired import find_replacement, find_retired
from faq.publishing.workflow import CannotPublish, archive, publish

__all__ = ["CannotPublish", "archive", "find_replacement", "find_retired", "publish"]
