"""The languages the interface speaks, and how they are named in addresses and by browsers."""

from django.urls import get_script_prefix
from django.utils.translation import get_language, get_supported_language_variant
from django.utils.translation.trans_real import parse_accept_lang_header

from faq import conf

_PROGRAMS = ("/api/", "/feed/", "/livez", "/readyz")


def prefix_of(code: str) -> str:
    """The name of a language in addresses: en for en-gb."""
    return code.partition("-")[0]


def split_prefix(path: str) -> tuple[str | None, str]:
    """The language that an address begins with, and the address without it.

    Args:
        path: from the site's root, as /de/search/.

    Returns:
        a code and /search/; None and the path if it names no language.
    """
    first, slash, rest = path.removeprefix("/").partition("/")
    codes = {prefix_of(code): code for code in conf.languages()}
    return (codes[first], slash + rest) if slash and first in codes else (None, path)


def corrected_prefix(path: str) -> str | None:
    """The address for one that names its language in capital letters or without the slash after it.

    Args:
        path: from the site's root, as /DE/search/ or /de.

    Returns:
        /de/search/ or /de/; None if it is spelt well or names no language.
    """
    first, _, rest = path.removeprefix("/").partition("/")
    named, _ = split_prefix(f"/{first.lower()}/")
    target = f"/{first.lower()}/{rest}"
    return target if named and target != path else None


def is_machine_readable(path: str) -> bool:
    """Whether what is at an address is read by programs: it has an ending, or is one of these."""
    return path.startswith(_PROGRAMS) or "." in path.rpartition("/")[2]


def root_of(prefix: str, code: str) -> str:
    """Where the site begins for a language: /de/ if it begins at / otherwise."""
    return f"{prefix}{prefix_of(code)}/"


def root_without_prefix() -> str:
    """Where the site begins in a language of the browser's choice, from anywhere on it."""
    prefix = get_script_prefix()
    named = f"/{prefix_of(get_language() or '')}/"
    return prefix.removesuffix(named) + "/" if prefix.endswith(named) else prefix


def canonical(path: str) -> str:
    """The one address, absolute and the same in every language, of what reverse() gives the path of."""
    return conf.site_url() + root_without_prefix() + path.removeprefix(get_script_prefix())


def preferred_language(header: str) -> str:
    """The language of ours that a browser likes best; the site's own if it likes none.

    Args:
        header: the value of Accept-Language, whatever was sent.
    """
    for wanted, _ in parse_accept_lang_header(header[:500]):
        if wanted == "*":
            break
        try:
            return get_supported_language_variant(wanted)
        except LookupError:
            continue
    return conf.language_code()
