"""Uploaded images: checked, stored, and deleted when no text shows them."""

from faq.images.storage import image_path, store_image
from faq.images.unused import delete_images, find_unused
from faq.images.uploads import MAX_BYTES, EncodedImage, InvalidImage, check_and_encode
from faq.images.usage import image_usage, questions_showing

__all__ = [
    "MAX_BYTES",
    "EncodedImage",
    "InvalidImage",
    "check_and_encode",
    "delete_images",
    "find_unused",
    "image_path",
    "image_usage",
    "questions_showing",
    "store_image",
]
