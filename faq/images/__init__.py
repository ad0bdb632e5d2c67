"""Uploaded images and attachments: checked, stored, and deleted when no text uses them."""

from faq.images.attachments import (
    MAX_ATTACHMENT_BYTES,
    CheckedFile,
    InvalidAttachment,
    check_attachment,
)
from faq.images.storage import store_attachment, store_image, upload_path
from faq.images.unused import delete_uploads, find_unused
from faq.images.uploads import MAX_BYTES, EncodedImage, InvalidImage, check_and_encode
from faq.images.usage import questions_showing, upload_usage

__all__ = [
    "MAX_ATTACHMENT_BYTES",
    "MAX_BYTES",
    "CheckedFile",
    "EncodedImage",
    "InvalidAttachment",
    "InvalidImage",
    "check_and_encode",
    "check_attachment",
    "delete_uploads",
    "find_unused",
    "questions_showing",
    "store_attachment",
    "store_image",
    "upload_path",
    "upload_usage",
]
