"""Adds to a contact address what the reader was looking at."""

from collections.abc import Mapping, Sequence
from urllib.parse import parse_qsl, quote, urlencode, urlsplit

# Mail programs cut long addresses off, and a letter outside ASCII takes up to twelve characters.
MAX_CHARACTERS = 120


def add_context(
    address: str, parameters: Mapping[str, str], *, subject: str, lines: Sequence[str]
) -> str:
    """Add to a contact address what the message will be about.

    Args:
        address: one with the scheme http, https, mailto or tel, or an empty one. Its own query is kept.
        parameters: added to the query of a web address.
        subject: the subject of a message, unless a mailto address has its own.
        lines: added to the body of a message, below empty lines to write in.

    Returns:
        The address, each value cut at MAX_CHARACTERS. It is unchanged if there is nothing to add, and a
        telephone number always.
    """
    parts = urlsplit(address)
    if parts.scheme == "tel":
        return address
    if parts.scheme == "mailto":
        query = _with_message(parts.query, subject, lines) if lines else parts.query
    else:
        added = {name: _short(value) for name, value in parameters.items() if value}
        query = "&".join(filter(None, [parts.query, _encoded(added)]))
    return parts._replace(query=query).geturl() if address else ""


def _with_message(query: str, subject: str, lines: Sequence[str]) -> str:
    # parse_qsl() takes a plus sign for a space, and mailto does not (RFC 6068).
    known = {name.lower(): value for name, value in parse_qsl(query.replace("+", "%2B"))}
    body = [*known.get("body", "").splitlines(), "", "", "-- ", *map(_short, lines)]
    return _encoded({"subject": _short(subject), **known, "body": "\r\n".join(body)})


def _encoded(values: Mapping[str, str]) -> str:
    # %20 rather than +, which mail programs show as a plus sign.
    return urlencode(values, quote_via=quote, safe="", errors="replace")


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= MAX_CHARACTERS else line[: MAX_CHARACTERS - 1] + "…"
