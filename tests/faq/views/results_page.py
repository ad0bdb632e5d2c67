"""Requests the results page in tests and parses it."""

from django.test import Client

from tests.html import Element, parse


def get(client: Client, **parameters: str) -> Element:
    response = client.get("/search/", parameters)
    assert response.status_code == 200
    return parse(response)


def titles(page: Element) -> list[str]:
    return page.one("ol", cls="results").texts("h2")
