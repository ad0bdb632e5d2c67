"""Changes what readers see: publish, archive, move an address."""

from faq.publishing.workflow import CannotPublish, archive, publish

__all__ = ["CannotPublish", "archive", "publish"]
