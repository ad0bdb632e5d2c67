"""Uploaded images and attachments: checked, stored, and deleted when no text uses them."""

from faq.images.attachments import (
    MAX_ATTACHMENT_BYTES,
    CheckedFile,
    InvalidAttachment,
    check_attachment,
)
from faq.images.storage import image_path, store_attachment, store_image
from faq.images.unused import delete_images, find_unused
from faq.images.uploads import MAX_BYTES, EncodedImage, InvalidImage, check_and_encode
from faq.images.usage import image_usage, questions_showing

__all__ = [
    "MAX_ATTACHMENT_BYTES",
    "MAX_BYTES",
    "CheckedFile",
    "EncodedImage",
    "InvalidAttachment",
    "InvalidImage",
    "check_and_encode",
    "check_attachment",
    "delete_images",
    "find_unused",
    "image_path",
    "image_usage",
    "questions_showing",
    "store_attachment",
    "store_image",
]
