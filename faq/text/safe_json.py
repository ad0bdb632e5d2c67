"""Writes JSON that is safe inside HTML."""

import json
from collections.abc import Mapping, Sequence
from typing import TypeAlias

Json: TypeAlias = Mapping[str, "Json"] | Sequence["Json"] | str | int | float | bool | None

_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
# The same text for JSON, and none for HTML.
_ESCAPES = {"<": r"\u003c", ">": r"\u003e", "&": r"\u0026"}


def safe_json(data: Mapping[str, Json]) -> str:
    """Return data as JSON on one line, in which no text can start or end an HTML element."""
    text = _ENCODER.encode(data)
    # Three replacements are faster than one pattern, because most texts have none of the characters.
    for character, escape in _ESCAPES.items():
        text = text.replace(character, escape)
    return text
