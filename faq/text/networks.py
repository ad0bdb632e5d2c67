"""Says which network addresses belong to one client, and which are on the public internet."""

import re
from ipaddress import (
    IPv4Address,
    IPv4Network,
    IPv6Address,
    IPv6Network,
    ip_address,
    ip_network,
)

# All clients whose address cannot be read are counted as one.
UNKNOWN = "unknown"

# [IPv6], [IPv6]:port, IPv4:port, or an address alone; quoted as in the Forwarded header.
_WRITTEN = re.compile(r'"?(?:\[([^]]+)\](?::[0-9]+)?|([0-9.]+):[0-9]+|([^][]+?))"?')
_LEADING_ZEROS = re.compile(r"(?<![0-9A-Fa-f])0+(?=[0-9])")

# RFC 6052: an IPv4 address as a machine without IPv4 sees it.
_TRANSLATED_IPV4 = IPv6Network("64:ff9b::/96")

# The special-purpose registries of IANA, and multicast. Python's is_global lacks some of them, and other
# ones in each version. Also refused is what is special but can be reached, because no reader's link leads
# there: relays, DNS for private addresses, and all of 192.0.0.0/24.
_SPECIAL_IPV4 = [
    IPv4Network(network)
    for network in (
        *("0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16"),
        *("172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.31.196.0/24", "192.52.193.0/24"),
        *("192.88.99.0/24", "192.168.0.0/16", "192.175.48.0/24", "198.18.0.0/15"),
        *("198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4"),
    )
]
# The only block from which IANA gives addresses to networks, and what is special in it: Teredo and other
# protocols, documentation, 6to4, and DNS for private addresses.
_GLOBAL_IPV6 = IPv6Network("2000::/3")
_SPECIAL_IPV6 = [
    IPv6Network(network)
    for network in ("2001::/23", "2001:db8::/32", "2002::/16", "2620:4f:8000::/48", "3fff::/20")
]


def client_network(address: str) -> str:
    """Return the network that counts as one client: an IPv4 address, or the /64 of an IPv6 address.

    All spellings of an address give the same network. An IPv6 address that stands for an IPv4 address
    counts as that address, because otherwise one of its users would have many networks, or all would
    share one.

    Args:
        address: as a server or proxy writes it, with or without a port, brackets and zone.

    Returns:
        at most 43 characters; UNKNOWN if the text is not an address.
    """
    written = _WRITTEN.fullmatch(address.strip())
    host = "".join(filter(None, written.groups())) if written else ""
    try:
        parsed = ip_address(_LEADING_ZEROS.sub("", host.partition("%")[0]))
    except ValueError:
        return UNKNOWN
    ipv4 = parsed if isinstance(parsed, IPv4Address) else _embedded_ipv4(parsed)
    return str(ipv4 or ip_network((int(parsed), 64), strict=False))


def is_public(address: str) -> bool:
    """Return whether an address is on the public internet, and neither private nor special.

    Args:
        address: an IP address, as the resolver returns it.
    """
    parsed = ip_address(address.partition("%")[0])
    if isinstance(parsed, IPv6Address) and (ipv4 := parsed.ipv4_mapped or _translated(parsed)):
        parsed = ipv4
    if isinstance(parsed, IPv4Address):
        return not any(parsed in network for network in _SPECIAL_IPV4)
    return parsed in _GLOBAL_IPV6 and not any(parsed in network for network in _SPECIAL_IPV6)


def _embedded_ipv4(address: IPv6Address) -> IPv4Address | None:
    """Return the IPv4 address of a client that is mapped, tunnelled by 6to4 or translated; otherwise None."""
    return address.ipv4_mapped or address.sixtofour or _translated(address)


def _translated(address: IPv6Address) -> IPv4Address | None:
    return IPv4Address(int(address) & 0xFFFF_FFFF) if address in _TRANSLATED_IPV4 else None
