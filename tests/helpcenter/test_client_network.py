"""Everything that counts clients takes the same addresses for the same client."""

import re
from collections.abc import Callable
from ipaddress import ip_address

import pytest
from django.core.cache import caches
from django.core.management import call_command
from django.test import Client, RequestFactory
from hypothesis import given
from hypothesis import strategies as st

from faq import conf
from faq.feedback.reader_keys import Sender, reader_key
from tests.factories import NOW
from tests.people import PASSWORD
from tests.site import ROOT
from tests.spellings import spellings

# Of one client each: an IPv4 address and its mapped form, and addresses of one /64.
ONE_CLIENT = [
    ["203.0.113.7", "203.0.113.7:51000", "::ffff:203.0.113.7", "[::FFFF:cb00:7107]:80"],
    ["2001:db8::1", "2001:DB8::2", "[2001:db8::3]:443", "2001:0db8:0:0:ffff::4%eth0"],
]


def network(claimed: str, peer: str = "127.0.0.1") -> str:
    request = RequestFactory(headers={"X-Forwarded-For": claimed}, REMOTE_ADDR=peer).get("/")
    return conf.client_network(request)


def refused_searches(addresses: list[str]) -> int:
    """Search once from each address, and count what the limit of one search a day refuses."""
    return [forwarded(address).get("/search/").status_code for address in addresses].count(429)


def refused_sign_ins(addresses: list[str]) -> int:
    """Sign in with the right password after five failures from different addresses."""
    for number in range(5):
        sign_in(addresses[number % len(addresses)], "wrong")
    return [sign_in(address, PASSWORD) for address in addresses].count(429)


def sign_in(address: str, password: str) -> int:
    form = {"username": "ines", "password": password}
    return forwarded(address).post("/admin/login/", form).status_code


def forwarded(address: str) -> Client:
    return Client(headers={"X-Forwarded-For": f"198.51.100.1, {address}"})


@pytest.mark.usefixtures("ines", "index")
@pytest.mark.time_machine(NOW, tick=False)
@pytest.mark.parametrize("addresses", ONE_CLIENT, ids=["IPv4", "IPv6"])
@pytest.mark.parametrize(
    ("refused", "expected"), [(refused_searches, 3), (refused_sign_ins, 4)], ids=["rate", "sign-in"]
)
def test_addresses_of_one_client_are_counted_together(
    refused: Callable[[list[str]], int], expected: int, addresses: list[str], settings
) -> None:
    """Checks 28, 29, 55: behind a proxy, neither a port nor another spelling gives new attempts."""
    settings.PROXY_COUNT, settings.SEARCH_RATE = 1, (1, 86_400)
    call_command("createcachetable", verbosity=0)
    caches["logins"].clear()
    caches["limits"].clear()
    assert refused(addresses) == expected


@given(st.data(), st.ip_addresses())
def test_spelling_of_an_address_makes_no_other_client(
    settings, data: st.DataObject, address: object
) -> None:
    """Check 29."""
    settings.PROXY_COUNT = 1
    spelling = data.draw(spellings(ip_address(str(address))))
    assert network(f"10.0.0.1, {spelling}") == network(str(address))
    settings.PROXY_COUNT = 0
    assert network("10.0.0.1", peer=spelling) == network("", peer=str(address))


@given(st.text(st.characters(codec="latin-1"), max_size=200), st.integers(0, 3))
def test_any_header_gives_a_bounded_key(settings, claimed: str, proxies: int) -> None:
    """Check 29: a header of any length gives a short name, and no error."""
    settings.PROXY_COUNT = proxies
    assert 0 < len(network(claimed)) <= 43


def test_too_short_chain_counts_the_peer(settings) -> None:
    settings.PROXY_COUNT = 2
    assert network("203.0.113.7", peer="198.51.100.9") == "198.51.100.9"
    assert network("203.0.113.7, 10.0.0.1", peer="198.51.100.9") == "203.0.113.7"


def test_votes_are_counted_for_each_network(settings) -> None:
    """Check 57."""
    settings.PROXY_COUNT = 1
    keys = {
        reader_key(Sender(network(address), "x"), question_id=1, day=NOW.date())
        for addresses in ONE_CLIENT
        for address in addresses
    }
    assert len(keys) == len(ONE_CLIENT)


def test_only_one_place_reads_the_address_of_a_client() -> None:
    """Check 29: whatever counts clients asks conf.client_network()."""
    pattern = re.compile(r"REMOTE_ADDR|X_FORWARDED_FOR|[\"']x-forwarded-for[\"']", re.IGNORECASE)
    readers = [
        str(path.relative_to(ROOT))
        for folder in ("faq", "helpcenter")
        for path in sorted((ROOT / folder).rglob("*.py"))
        if pattern.search(path.read_text())
    ]
    assert readers == ["helpcenter/middleware.py"]
