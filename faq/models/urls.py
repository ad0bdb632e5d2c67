"""URLs of rows by their slugs, without the time that reverse() takes to find the pattern."""

from functools import lru_cache

from django.urls import get_script_prefix, reverse

_SLUG = "the-slug"


def reverse_slug(name: str, slug: str) -> str:
    """Return what reverse(name, args=[slug]) returns.

    Args:
        name: of a URL pattern whose only argument is a slug.
        slug: valid, so that nothing in it needs escaping.
    """
    before, after = _parts(name, get_script_prefix())
    return before + slug + after


@lru_cache(maxsize=100)
def _parts(name: str, prefix: str) -> tuple[str, str]:
    # The last occurrence: the prefix may contain the same text.
    before, _, after = reverse(name, args=[_SLUG]).rpartition(_SLUG)
    return before, after
