"""Images in texts: what is taken, how it is kept, and which ones nobody needs any more."""

from faq.images.encoding import MAX_BYTES, BadImage, Encoded, encode
from faq.images.keeping import keep, path_of
from faq.images.unused import remove, unused

__all__ = ["MAX_BYTES", "BadImage", "Encoded", "encode", "keep", "path_of", "remove", "unused"]
