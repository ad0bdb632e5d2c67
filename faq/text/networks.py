"""Groups network addresses by client."""

from ipaddress import IPv6Address, ip_address, ip_network


def client_network(client: str) -> str:
    """Return an IPv4 address, or the /64 network of an IPv6 address, which one client has as a whole.

    Args:
        client: a network address. Any other text is returned unchanged.
    """
    try:
        address = ip_address(client)
    except ValueError:
        return client
    if not isinstance(address, IPv6Address):
        return str(address)
    return str(address.ipv4_mapped or ip_network((int(address), 64), strict=False))
