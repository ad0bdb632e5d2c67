"""Errors of the API, which are always JSON."""

import pytest
from django.test import Client

from tests.factories import NOW
from tests.faq.api.json_client import SEARCH, SUGGEST, read

pytestmark = pytest.mark.usefixtures("index")


def test_unknown_addresses_are_json_errors(client: Client) -> None:
    said = {
        "error": "There is nothing at this address. /api/v1/openapi.json lists the addresses of the API."
    }
    for address in ("/api/", "/api/v1/", "/api/v2/search/", "/api/v1/search/x/", "/api/%00/"):
        assert read(client.get(address), 404) == said


def test_address_without_its_final_slash_redirects(client: Client) -> None:
    response = client.get("/api/v1/search?q=refund&page=2")
    assert response.status_code == 301
    assert response["Location"] == "/api/v1/search/?q=refund&page=2"


def test_other_methods_are_json_errors(client: Client) -> None:
    """Checks 26, 35: no token is needed, because the API changes nothing."""
    strict = Client(enforce_csrf_checks=True)
    for address in (SEARCH, SUGGEST, "/api/nowhere/"):
        for asking in (client, strict):
            for method in ("post", "put", "patch", "delete", "options", "trace"):
                response = getattr(asking, method)(f"{address}?q=refund")
                assert response["Allow"] == "GET, HEAD"
                assert read(response, 405) == {"error": "This address answers GET and HEAD only."}


def test_head_answers_like_get_without_the_body(client: Client) -> None:
    for address in (f"{SEARCH}?q=refund", f"{SUGGEST}?q=refund", SEARCH, "/api/nowhere/"):
        get, head = client.get(address), client.head(address)
        assert (head.status_code, head.content) == (get.status_code, b"")
        assert dict(head.headers) == dict(get.headers)


def test_too_many_parameters_are_a_json_error(client: Client) -> None:
    for address in (SEARCH, SUGGEST):
        response = client.get(f"{address}?q=refund&" + "a&" * 4_001)
        assert read(response, 400) == {"error": "The address has too many parameters."}


@pytest.mark.parametrize("address", [SEARCH, SUGGEST])
def test_rate_limit_is_a_json_error(client: Client, settings, time_machine, address: str) -> None:
    """Check 55: pages, JSON and suggestions are counted separately."""
    time_machine.move_to(NOW, tick=False)
    memory = {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": address}
    settings.CACHES = {**settings.CACHES, "limits": memory}
    settings.SEARCH_RATE = settings.SUGGEST_RATE = (2, 60)
    for text in ("refund", "contract"):
        assert read(client.get(address, {"q": text}), 200)["text"] == text
    response = client.get(address, {"q": "refund"})
    assert response["Retry-After"] == "60"
    assert read(response, 429) == {
        "error": "Too many requests came from your network address. Wait 1 minute."
    }
    others = {SEARCH, SUGGEST, "/search/"} - {address}
    assert {client.get(other, {"q": "refund"}).status_code for other in others} == {200}
    time_machine.shift(60)
    assert read(client.get(address, {"q": "refund"}), 200)["text"] == "refund"
