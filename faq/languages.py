"""The languages of the interface: their prefixes in addresses, and the browser's preference."""

from django.urls import get_script_prefix
from django.utils.translation import get_language, get_supported_language_variant
from django.utils.translation.trans_real import parse_accept_lang_header

from faq import conf

_MACHINE_PATHS = ("/api/", "/feed/", "/livez", "/readyz")


def prefix_of(code: str) -> str:
    """Return the prefix of a language in addresses: en for en-gb."""
    return code.partition("-")[0]


def split_prefix(path: str) -> tuple[str | None, str]:
    """Split a path into its language and the rest.

    Args:
        path: from the root of the site, such as /de/search/.

    Returns:
        The code of the language and /search/; None and the path if it has no prefix.
    """
    first, slash, rest = path.removeprefix("/").partition("/")
    codes = {prefix_of(code): code for code in conf.languages()}
    return (codes[first], slash + rest) if slash and first in codes else (None, path)


def corrected_prefix(path: str) -> str | None:
    """Return the right path for one with a language prefix in capitals or without its slash.

    Args:
        path: from the root of the site, such as /DE/search/ or /de.

    Returns:
        /de/search/ or /de/; None if the path is correct or has no prefix.
    """
    first, _, rest = path.removeprefix("/").partition("/")
    named, _ = split_prefix(f"/{first.lower()}/")
    target = f"/{first.lower()}/{rest}"
    return target if named and target != path else None


def is_machine_readable(path: str) -> bool:
    """Return whether programs read this address: a file name with an ending, the API, the feed or health."""
    return path.startswith(_MACHINE_PATHS) or "." in path.rpartition("/")[2]


def root_of(prefix: str, code: str) -> str:
    """Return the root of the site in a language: /de/ if the site's root is /."""
    return f"{prefix}{prefix_of(code)}/"


def root_without_prefix() -> str:
    """Return the root of the site without the prefix of the current language."""
    prefix = get_script_prefix()
    named = f"/{prefix_of(get_language() or '')}/"
    return prefix.removesuffix(named) + "/" if prefix.endswith(named) else prefix


def canonical(path: str) -> str:
    """Return the absolute address of a path from reverse(), without a language prefix."""
    return conf.site_url() + root_without_prefix() + path.removeprefix(get_script_prefix())


def preferred_language(header: str) -> str:
    """Return the interface language that a browser prefers, or else the site's own.

    Args:
        header: the value of Accept-Language, which may be anything.
    """
    for wanted, _ in parse_accept_lang_header(header[:500]):
        if wanted == "*":
            break
        try:
            return get_supported_language_variant(wanted)
        except LookupError:
            continue
    return conf.language_code()
