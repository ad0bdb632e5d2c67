"""Groups network addresses by client."""

import re
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address, ip_network

# All clients whose address cannot be read are counted as one.
UNKNOWN = "unknown"

# [IPv6], [IPv6]:port, IPv4:port, or an address alone; quoted as in the Forwarded header.
_WRITTEN = re.compile(r'"?(?:\[([^]]+)\](?::[0-9]+)?|([0-9.]+):[0-9]+|([^][]+?))"?')
_LEADING_ZEROS = re.compile(r"(?<![0-9A-Fa-f])0+(?=[0-9])")

# RFC 6052: an IPv4 client as a site without IPv4 sees it.
_TRANSLATED_IPV4 = IPv6Network("64:ff9b::/96")


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


def _embedded_ipv4(address: IPv6Address) -> IPv4Address | None:
    """Return the IPv4 address of a client that is mapped, tunnelled by 6to4 or translated; otherwise None."""
    if address in _TRANSLATED_IPV4:
        return IPv4Address(int(address) & 0xFFFF_FFFF)
    return address.ipv4_mapped or address.sixtofour
