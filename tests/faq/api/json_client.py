"""Requests JSON in tests and parses it strictly."""

import json
from typing import Any

from django.test import Client

SEARCH, SUGGEST = "/api/v1/search/", "/search/suggest/"
JSON_HEADERS = {
    "Content-Type": "application/json",
    "Cache-Control": "no-store",
    "X-Robots-Tag": "noindex",
    "X-Content-Type-Options": "nosniff",
}


def ask(client: Client, address: str, **parameters: str) -> dict[str, Any]:
    """Return the JSON of a successful response."""
    return read(client.get(address, parameters), 200)


def refused(client: Client, address: str, **parameters: str) -> str:
    """Return the message that names the invalid parameter."""
    data = read(client.get(address, parameters), 400)
    assert list(data) == ["error"]
    return data["error"]


def read(response: Any, status: int) -> dict[str, Any]:
    assert response.status_code == status, response.text[:300]
    assert {name: response.get(name) for name in JSON_HEADERS} == JSON_HEADERS
    assert not response.has_header("Access-Control-Allow-Origin")
    data = json.loads(response.content.decode("utf-8", "strict"))
    assert isinstance(data, dict)
    return data


NOTHING: dict[str, Any] = {
    "corrected": None,
    "cut": None,
    "confident": False,
    "verbatim": True,
    "complete": True,
    "total": 0,
    "page": 1,
    "pages": 1,
    "results": [],
    "facets": {"topic": [], "audience": []},
}


def slugs(data: dict[str, Any]) -> list[str]:
    return [result["slug"] for result in data["results"]]
