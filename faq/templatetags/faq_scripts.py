"""The tag that adds a script to a page, with the digest of its content."""

from base64 import b64encode
from functools import lru_cache
from hashlib import sha384

from django import template
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.utils.html import format_html
from django.utils.safestring import SafeString

from faq import conf

register = template.Library()


@register.simple_tag
def script(path: str) -> SafeString:
    """Return a module script element with the digest of the file, which the browser checks.

    Args:
        path: path among the static files. The script must import nothing: the digest covers one file.
    """
    address = staticfiles_storage.url(path)
    if conf.is_debug():
        # During development the file changes.
        return format_html('<script type="module" src="{}"></script>', address)
    return format_html(
        '<script type="module" src="{}" integrity="{}"></script>', address, _integrity(path)
    )


@lru_cache
def _integrity(path: str) -> str:
    """Return the digest of a static file as it is served; collectstatic may have changed it."""
    stored = getattr(staticfiles_storage, "stored_name", str)(path)
    found = None if staticfiles_storage.exists(stored) else finders.find(path)
    with open(found, "rb") if found else staticfiles_storage.open(stored) as file:
        content = file.read()
    return f"sha384-{b64encode(sha384(content).digest()).decode()}"
