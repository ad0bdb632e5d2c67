"""The ways in which servers, proxies and people write a network address."""

from ipaddress import IPv4Address, IPv6Address

from hypothesis import strategies as st


@st.composite
def spellings(draw: st.DrawFn, address: IPv4Address | IPv6Address) -> str:
    """Draw a way to write an address: case, zeros, mapping, zone, brackets, port, quotes and spaces."""
    if isinstance(address, IPv4Address):
        zeros = [draw(st.integers(0, 2)) for _ in range(4)]
        dotted = ".".join(
            part.zfill(len(part) + more)
            for part, more in zip(str(address).split("."), zeros, strict=True)
        )
        text = draw(st.sampled_from([dotted, f"::ffff:{dotted}", f"0:0:0:0:0:FFFF:{dotted}"]))
    else:
        text = draw(st.sampled_from([str(address), address.exploded]))
    text = draw(st.sampled_from([text, text.upper()]))
    if ":" in text:
        text += draw(st.sampled_from(["", "%eth0", "%2"]))
        port = draw(st.sampled_from(["", ":80", ":65535"]))
        if port or draw(st.booleans()):
            text = f"[{text}]{port}"
    else:
        text += draw(st.sampled_from(["", ":80", ":65535"]))
    return draw(st.sampled_from([text, f" {text}", f'"{text}"']))
