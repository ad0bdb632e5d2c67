"""Networks of clients, and public addresses."""

from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network

import pytest
from hypothesis import given
from hypothesis import strategies as st

from faq.text.networks import UNKNOWN, client_network, is_public
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


@given(st.text('[]"0123456789abfxF:.%, é\u0663\ud800\x00', max_size=60))
def test_any_text_gives_a_short_name(text: str) -> None:
    """Check 29: whatever a header holds, the key of a client is bounded."""
    network = client_network(text)
    assert len(network) <= 43
    assert network == UNKNOWN or set(network) <= set("0123456789abcdef:./")


def test_long_text_is_one_unknown_client() -> None:
    assert {client_network(char * 100_000) for char in '1:[.%"a'} == {UNKNOWN}


# --- Public addresses

SPECIAL_IPV4 = [
    *("0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16"),
    *("172.16.0.0/12", "192.0.0.0/24", "192.168.0.0/16", "198.18.0.0/15", "224.0.0.0/3"),
]
# Prefixes in front of an IPv4 address, with the bits behind it.
EMBEDDING = {
    "mapped": ("::ffff:0:0", 0),
    "compatible": ("::", 0),
    "translated (SIIT)": ("::ffff:0:0:0", 0),
    "translated (NAT64)": ("64:ff9b::", 0),
    "translated locally": ("64:ff9b:1::", 0),
    "6to4": ("2002::", 80),
    "ISATAP": ("fe80::5efe:0:0", 0),
    "Teredo server": ("2001::", 64),
    "private network": ("fd00::", 0),
}


@pytest.mark.parametrize(
    "address",
    [
        *("127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "0.0.0.0"),
        *("100.64.0.1", "224.0.0.1", "255.255.255.255", "198.18.0.1", "240.0.0.1"),
        *("192.0.0.192", "192.0.0.9", "192.88.99.1", "203.0.113.7"),
        *("::1", "::", "fe80::1", "fe80::1%eth0", "fc00::1", "ff02::1", "::ffff:10.0.0.1"),
        *("2002:7f00:1::", "64:ff9b:1::1", "64:ff9b::a00:1", "2001:db8::1", "3fff::1"),
        *("fec0::1", "::127.0.0.1", "::ffff:0:127.0.0.1", "2001:0:808:808::1", "100::1", "5f00::1"),
        *("2001:2::1", "2001:10::1", "4000::1", "e000::1"),
    ],
)
def test_addresses_that_are_not_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize(
    "address", ["93.184.216.34", "2606:2800:220:1::1", "::ffff:8.8.8.8", "64:ff9b::808:808"]
)
def test_addresses_that_are_public(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize("kind", EMBEDDING)
@given(network=st.sampled_from(SPECIAL_IPV4), number=st.integers(0, 2**32 - 1))
def test_private_address_is_not_public_however_it_is_embedded(
    kind: str, network: str, number: int
) -> None:
    block = IPv4Network(network)
    private = IPv4Address(int(block.network_address) + number % block.num_addresses)
    prefix, bits_behind = EMBEDDING[kind]
    embedded = IPv6Address(int(IPv6Address(prefix)) | int(private) << bits_behind)
    assert not is_public(str(private))
    assert not is_public(str(embedded))
    assert not is_public(embedded.exploded.upper())


@given(st.ip_addresses())
def test_public_address_is_global_for_python_too(address: IPv4Address | IPv6Address) -> None:
    """Python's list has gaps, but what it refuses is not public."""
    if is_public(str(address)):
        plain = getattr(address, "ipv4_mapped", None) or address
        assert plain.is_global
        assert not plain.is_multicast
