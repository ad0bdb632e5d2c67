"""Parses the parameters of an API request, and rejects wrong values instead of ignoring them."""

import re

from django.http import HttpRequest, QueryDict

# Control characters except tabs and line breaks, which pasted text contains.
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


class BadParameter(ValueError):
    """A parameter has a wrong value. The message names the parameter and what it accepts."""


def text(request: HttpRequest, name: str, *, limit: int) -> str:
    """Return a required text, which may be empty.

    Args:
        request: the request.
        name: name of the parameter.
        limit: the largest number of characters.

    Raises:
        BadParameter: the text is missing, too long, not UTF-8 or contains control characters.
    """
    # Latin-1 keeps the bytes: request.GET would silently replace what is not UTF-8.
    raw = QueryDict(request.META.get("QUERY_STRING", ""), encoding="latin-1").get(name)
    if raw is None:
        raise BadParameter(f"{name} is missing. It is the text to search for.")
    try:
        value = raw.encode("latin-1").decode()
    except UnicodeError:
        raise BadParameter(f"{name} must be text in UTF-8.") from None
    if len(value) > limit:
        raise BadParameter(f"{name} must have at most {limit} characters; it has {len(value)}.")
    if _CONTROL.search(value):
        raise BadParameter(f"{name} must not contain control characters.")
    return value


def whole_number(request: HttpRequest, name: str, *, limit: int) -> int:
    """Return a number from 1 to the limit; 1 if the parameter is missing.

    Raises:
        BadParameter: the value is not such a number.
    """
    value = request.GET.get(name) or "1"
    number = int(value) if re.fullmatch("[0-9]{1,9}", value) else 0
    if not 1 <= number <= limit:
        raise BadParameter(f"{name} must be a whole number from 1 to {limit}.")
    return number


def slug(request: HttpRequest, name: str) -> str | None:
    """Return the slug of a topic or an audience; None if the parameter is missing.

    Raises:
        BadParameter: the value is not a valid slug.
    """
    value = request.GET.get(name) or None
    if value is not None and not _SLUG.fullmatch(value):
        raise unknown(name)
    return value


def on_off(request: HttpRequest, name: str) -> bool:
    """Return whether a switch is on, which is the default.

    Raises:
        BadParameter: the value is neither "on" nor "off".
    """
    value = request.GET.get(name) or "on"
    if value not in {"on", "off"}:
        raise BadParameter(f"{name} must be on or off.")
    return value == "on"


def unknown(name: str) -> BadParameter:
    """Return the error for a slug without published questions, well formed or not."""
    return BadParameter(f"No published question has that {name}.")
