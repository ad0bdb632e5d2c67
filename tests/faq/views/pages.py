"""Requests pages in tests, and checks the order of their parts."""

from django.test import Client

from tests.html import Element, parse


def get(client: Client, address: str) -> Element:
    response = client.get(address)
    assert response.status_code == 200
    return parse(response)


def in_order(page: Element, *parts: Element) -> bool:
    """Return whether the parts are on the page in this order."""
    everything = list(page.walk())
    places = [everything.index(part) for part in parts]
    return places == sorted(places)
