"""Addresses of rows by their slugs: reverse() finds the pattern, which takes long, once for all of them."""

from functools import lru_cache

from django.urls import get_script_prefix, reverse

_SLUG = "the-slug"


def address(name: str, slug: str) -> str:
    """The path that reverse() gives.

    Args:
        name: of an address with a slug in it and nothing else.
        slug: well formed, so that nothing in it is to be escaped.
    """
    before, after = _around(name, get_script_prefix())
    return before + slug + after


@lru_cache(maxsize=100)
def _around(name: str, prefix: str) -> tuple[str, str]:
    # The last one: the prefix may have it too.
    before, _, after = reverse(name, args=[_SLUG]).rpartition(_SLUG)
    return before, after
