"""Which network addresses are one client's."""

from ipaddress import IPv6Address, ip_address, ip_network


def client_network(client: str) -> str:
    """The address, or the network of an IPv6 address: whoever has one has 2⁶⁴ of them.

    Args:
        client: a network address; other texts are taken as they are.
    """
    try:
        address = ip_address(client)
    except ValueError:
        return client
    if not isinstance(address, IPv6Address):
        return str(address)
    return str(address.ipv4_mapped or ip_network((int(address), 64), strict=False))
