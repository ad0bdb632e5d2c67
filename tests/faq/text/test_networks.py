"""Networks of clients."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from faq.text.networks import client_network


@pytest.mark.parametrize(
    ("client", "known_as"),
    [
        ("203.0.113.7", "203.0.113.7"),
        ("::ffff:203.0.113.7", "203.0.113.7"),
        ("2001:db8::1", "2001:db8::/64"),
        ("2001:0DB8:0:0:ffff::2", "2001:db8::/64"),
        ("2001:db8:0:1::1", "2001:db8:0:1::/64"),
        ("unknown", "unknown"),
        ("", ""),
    ],
)
def test_network_is_the_ipv4_address_or_the_first_half_of_ipv6(client: str, known_as: str) -> None:
    assert client_network(client) == known_as


@given(st.ip_addresses())
def test_network_is_the_same_for_all_spellings_of_an_address(address: object) -> None:
    spelled = getattr(address, "exploded", "")
    assert client_network(str(address)) == client_network(spelled.upper())
