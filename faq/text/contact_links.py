"""The address under which a reader writes to people, with what the reader was looking at carried along."""

from collections.abc import Mapping, Sequence
from urllib.parse import parse_qsl, quote, urlencode, urlsplit

# Mail programs cut long addresses off, and a letter outside ASCII takes up to twelve characters.
MAX_CHARACTERS = 120


def add_context(
    address: str, parameters: Mapping[str, str], *, subject: str, lines: Sequence[str]
) -> str:
    """Add to a contact address what the message will be about.

    Args:
        address: with the scheme http, https or mailto, or empty; what it says already is kept.
        parameters: for a web address, added to its query.
        subject: for a mailto address, unless that has one of its own.
        lines: for a mailto address, at the end of the body, below room to write in.

    Returns:
        the address, every value cut at MAX_CHARACTERS; unchanged where there is nothing to add.
    """
    parts = urlsplit(address)
    if parts.scheme == "mailto":
        query = _letter(parts.query, subject, lines) if lines else parts.query
    else:
        added = {name: _short(value) for name, value in parameters.items() if value}
        query = "&".join(filter(None, [parts.query, _encoded(added)]))
    return parts._replace(query=query).geturl() if address else ""


def _letter(query: str, subject: str, lines: Sequence[str]) -> str:
    # In mailto a plus sign is one.
    known = {name.lower(): value for name, value in parse_qsl(query.replace("+", "%2B"))}
    body = [*known.get("body", "").splitlines(), "", "", "-- ", *map(_short, lines)]
    return _encoded({"subject": _short(subject), **known, "body": "\r\n".join(body)})


def _encoded(values: Mapping[str, str]) -> str:
    # %20 rather than +, which mail programs take for what it is.
    return urlencode(values, quote_via=quote, safe="", errors="replace")


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= MAX_CHARACTERS else line[: MAX_CHARACTERS - 1] + "…"
