"""Reads the parameters of an address strictly: another program should learn of its mistakes."""

import re

from django.http import HttpRequest, QueryDict

# Control characters but for tabs and line breaks, which pasted text has.
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


class BadParameter(ValueError):
    """A parameter has a value that cannot be used; the message names it and says what can."""


def text(request: HttpRequest, name: str, *, limit: int) -> str:
    """A text as it was typed, perhaps empty.

    Args:
        request: with the address.
        name: of the parameter.
        limit: how many characters it may have.

    Raises:
        BadParameter: if it is not there, longer than the limit, or no text.
    """
    # Byte by byte: request.GET has U+FFFD for what is not UTF-8, and something else would be found.
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
    """A number from 1 to the limit; 1 if it is not given.

    Raises:
        BadParameter: if it is anything else.
    """
    value = request.GET.get(name) or "1"
    number = int(value) if re.fullmatch("[0-9]{1,9}", value) else 0
    if not 1 <= number <= limit:
        raise BadParameter(f"{name} must be a whole number from 1 to {limit}.")
    return number


def slug(request: HttpRequest, name: str) -> str | None:
    """The name of something in an address; None if it is not given.

    Raises:
        BadParameter: if nothing can have that name.
    """
    value = request.GET.get(name) or None
    if value is not None and not _SLUG.fullmatch(value):
        raise unknown(name)
    return value


def on_off(request: HttpRequest, name: str) -> bool:
    """Whether something is on, which it is unless it is said to be off.

    Raises:
        BadParameter: if it is neither on nor off.
    """
    value = request.GET.get(name) or "on"
    if value not in {"on", "off"}:
        raise BadParameter(f"{name} must be on or off.")
    return value == "on"


def unknown(name: str) -> BadParameter:
    """The error for a name that nothing has; the same whether it cannot be or is not."""
    return BadParameter(f"No published question has that {name}.")
