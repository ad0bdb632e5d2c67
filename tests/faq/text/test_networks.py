"""Networks of clients."""

from ipaddress import IPv4Address, IPv6Address, IPv6Network

import pytest
from hypothesis import given
from hypothesis import strategies as st

from faq.text.networks import UNKNOWN, client_network
from tests.spellings import spellings


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("203.0.113.7", "203.0.113.7"),
        ("203.0.113.7:5678", "203.0.113.7"),
        ("::ffff:203.0.113.7", "203.0.113.7"),
        ("64:ff9b::203.0.113.7", "203.0.113.7"),
        ("2002:cb00:7107:1::9", "203.0.113.7"),
        ("2001:db8::1", "2001:db8::/64"),
        ("[2001:db8::1]:443", "2001:db8::/64"),
        ("2001:0DB8:0:0:ffff::2", "2001:db8::/64"),
        ("2001:db8:0:1::1", "2001:db8:0:1::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("unknown", UNKNOWN),
        ("", UNKNOWN),
        ("203.0.113.7, 203.0.113.8", UNKNOWN),
        ("203.0.113.256", UNKNOWN),
        ("[203.0.113.7", UNKNOWN),
    ],
)
def test_network_is_the_ipv4_address_or_the_first_half_of_ipv6(address: str, network: str) -> None:
    assert client_network(address) == network


@given(st.data(), st.ip_addresses())
def test_network_is_the_same_for_all_spellings_of_an_address(
    data: st.DataObject, address: IPv4Address | IPv6Address
) -> None:
    """Check 29: case, zeros, ports, brackets, zones and mapping make no other client."""
    assert client_network(data.draw(spellings(address))) == client_network(str(address))


@given(st.ip_addresses(v=6), st.integers(0, 2**64 - 1))
def test_addresses_of_one_ipv6_network_are_one_client(address: IPv6Address, host: int) -> None:
    """Check 29."""
    network = IPv6Network((address, 64), strict=False)
    neighbour = IPv6Address(int(network.network_address) + host)
    same = client_network(str(neighbour)) == client_network(str(address))
    # Addresses of IPv4 hosts are told apart, although they can share a /64.
    assert same or "." in client_network(str(neighbour)) + client_network(str(address))


@given(st.ip_addresses(v=4), st.ip_addresses(v=4))
def test_different_ipv4_addresses_are_different_clients(one: object, other: object) -> None:
    assert (client_network(str(one)) == client_network(str(other))) == (one == other)


@given(st.text(max_size=80) | st.from_regex(r"[\[\]\"0-9a-fA-F:.%, ]{0,60}", fullmatch=True))
def test_any_text_gives_a_short_name(text: str) -> None:
    """Check 29: whatever a header holds, the key of a client is bounded."""
    network = client_network(text)
    assert len(network) <= 43
    assert network == UNKNOWN or set(network) <= set("0123456789abcdef:./")


def test_long_text_is_one_unknown_client() -> None:
    assert {client_network(char * 100_000) for char in '1:[.%"a'} == {UNKNOWN}
