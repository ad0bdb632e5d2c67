"""JSON that is harmless wherever it is put, in the middle of a page too."""

import json
from collections.abc import Mapping, Sequence
from typing import TypeAlias

Json: TypeAlias = Mapping[str, "Json"] | Sequence["Json"] | str | int | float | bool | None

_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
# The same text for JSON, and none for HTML.
_ESCAPES = {"<": r"\u003c", ">": r"\u003e", "&": r"\u0026"}


def safe_json(data: Mapping[str, Json]) -> str:
    """The data as JSON on one line, in which nothing begins or ends an element of HTML."""
    text = _ENCODER.encode(data)
    # Faster than all three at once, since most texts have none of them.
    for character, escape in _ESCAPES.items():
        text = text.replace(character, escape)
    return text
