"""Which searches are counted."""

import pytest
from django.test import Client

from tests.content import content
from tests.factories import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.time_machine(NOW)]


@pytest.mark.usefixtures("sample")
def test_search_is_counted_once_by_its_words(client: Client, counted) -> None:
    for address in ("/search/?q=Refund%3F", "/search/?q=refund", "/search/?q=zeppelin"):
        client.get(address)
    assert counted() == {"refund": (1, 0), "zeppelin": (1, 1)}


@pytest.mark.usefixtures("sample")
@pytest.mark.parametrize(
    ("address", "sent"),
    [
        ("/search/?q=refund", {"Sec-GPC": "1"}),
        ("/search/?q=refund", {"DNT": "1"}),
        ("/search/?q=refund", {"Cookie": "session=anything"}),
        ("/search/?q=refund&topic=payments", {}),
        ("/search/?q=refund&audience=client", {}),
        ("/search/?q=refund&spelling=off", {}),
        ("/search/?q=contract&page=2", {}),
        ("/search/?q=", {}),
        ("/search/?q=refund+ines@example.com", {}),
        ("/search/?q=4111+1111+1111+1111", {}),
        ("/search/suggest/?q=refund", {}),
        ("/api/v1/search/?q=refund", {}),
        ("/questions/refund/", {}),
    ],
)
def test_some_searches_are_never_counted(
    client: Client, counted, address: str, sent: dict[str, str]
) -> None:
    """Check 60: searches with an opt-out, of editors or programs, repeated or personal."""
    client.get("/search/?q=counted")
    client.get(address, headers=sent)
    assert set(counted()) == {"counted"}


@pytest.mark.usefixtures("sample")
def test_operator_can_turn_counting_off(client: Client, counted, settings) -> None:
    """Check 60."""
    client.get("/search/?q=before")
    settings.COUNT_SEARCHES = False
    client.get("/search/?q=refund")
    assert set(counted()) == {"before"}


@pytest.mark.usefixtures("sample")
def test_counting_does_not_write_during_the_request(
    client: Client, counted, django_assert_max_num_queries
) -> None:
    """Check 27: the request writes no rows and runs no extra query."""
    client.get("/search/?q=contract")
    before = content()
    with django_assert_max_num_queries(5):
        response = client.get("/search/?q=escrow")
    assert not response.cookies
    assert content() == before
    assert set(counted()) == {"contract", "escrow"}
