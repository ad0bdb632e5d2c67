"""Redaction of personal and secret data."""

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from faq.text.cleaning import one_line
from faq.text.redaction import redact

ADDRESSES = [
    "ines@example.com",
    "Ines.Ibarra+help@mail.example.co.uk",
    "ines@localhost",
    "ines＠example．com",
    "ines@例え.jp",
    "ines (at) example (dot) com",
    "ines[at]example[dot]com",
    "ines(AT)example.com",
    "ines @ example.com",
    "i\u200dnes@exam\u200cple.com",
    "o'brien_1990@example.org",
    "mailto:ines@example.com",
    "ines%40example.com",
    "ines%2540mail.example.com%20",
    "https://shop.test/?to=ines%40example.com&x",
]
NUMBERS = [
    "+44 20 7946 0958",
    "(030) 901820-0",
    "020/7946.0958",
    "+1 (555) 010-9999",
    "555-0109",
    "4111 1111 1111 1111",
    "4111-1111-1111-1111",
    "4111111111111111",
    "3782 822463 10005",
    "1234567",
    "４１１１ １１１１ １１１１ １１１１",
    "٠١٢٣٤٥٦٧٨٩",
    "4111\u200d1111\u200d1111\u200d1111",
    "078-05-1120",
    "192.168.178.201",
    "123456",
    "123 456",
    "123-456",
    "12‍3456",
    "٠١٢٣٤٥",
]
NETWORK_ADDRESSES = [
    "2001:db8::8a2e:370:7334",
    "2001:DB8:0:0:8:800:200C:417A",
    "::1",
    "fe80::1%eth0",
    "::ffff:192.0.2.1",
    "[2001:db8::1]:443",
    "10.0.0.1",
]
PARAMETERS = [
    "?token=abc",
    "&access_token=abc",
    "?x=1&reset-code=q",
    "password=hunter",
    "API_KEY=zzz",
    "?sid=a/b+c",
]
CODES = [
    "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.dozjgNryP4J3jVmNHl0w5N",
    "sk_live_4eC39HqLyjWDarjtT1zdp7dc",
    "d41d8cd98f00b204e9800998ecf8427e",
    "6fa459ea-ee8a-3ca4-894e-db77e160355e",
    "dGhpcyBpcyBub3QgYSBzZWNyZXQ1Lw==",
    "GB29NWBK60161331926819",
]
PLAIN = [
    "The button is missing",
    "I don’t see step 3, only 2 and 4",
    "Error 404 on page 12, since 9:30",
    "It says £1,250.00 instead of £250",
    "It says 1.250,00 € at 12:30:45, std::vector and Note:: a",
    "Open https://shop.test/?q=refund&page=2 or version 3.11.2",
    "12345 is too short, 12,345.6 too",
    "Donaudampfschifffahrtsgesellschaftskapitän",
    "I am at the end of the contract. Not allowed",
    "Look at example.com",
    "50 % of 100 is not 20",
    "می\u200cخواهم 👩\u200d💻",
    "",
]


@pytest.mark.parametrize("secret", [*ADDRESSES, *NUMBERS, *CODES, *NETWORK_ADDRESSES])
def test_redact_removes_personal_data(secret: str) -> None:
    """Check 60: whatever stands around it, nothing that could lead back to it remains."""
    kinds = r"\[e-mail\]|\[number\]|\[code\]|\[address\]|\[\[address\]\]:443"
    for text in (secret, f"Call me: {secret}, please", f"({secret})", f"x {secret}\u00a0y"):
        left = re.sub(kinds, "", redact(text))
        assert len(redact(text)) > len(left)
        assert re.search(r"@|\d|example|ines|sk_|eyJ", left, re.IGNORECASE) is None


@pytest.mark.parametrize("parameter", PARAMETERS)
def test_redact_removes_the_values_of_secret_parameters(parameter: str) -> None:
    """Check 60: the name stays, so that people can see what was removed."""
    before, _, _ = parameter.rpartition("=")
    assert redact(f"Go to https://shop.test/{parameter}") == (
        f"Go to https://shop.test/{before}=[code]"
    )


@pytest.mark.parametrize("text", PLAIN)
def test_redact_leaves_plain_words_and_small_numbers_alone(text: str) -> None:
    assert redact(text) == text


def test_redact_names_what_it_removed_and_keeps_the_rest() -> None:
    text = "Ask ines@example.com or +44 20 7946 0958, my token is 6fa459ea-ee8a-3ca4-894e-db77."
    assert redact(text) == "Ask [e-mail] or [number], my token is [code]"
    assert redact("I wrote to ines@example.com, twice.") == "I wrote to [e-mail], twice."


LETTERS = st.text(alphabet="abcxyzäß", min_size=1, max_size=12)
AROUND = st.text(alphabet=st.characters(exclude_characters="@＠﹫", codec="utf-8"), max_size=20)
BETWEEN = st.sampled_from(["", " ", "-", ".", "/", " - ", ") ", "\u00a0", "\u200d"])


@given(AROUND, LETTERS, LETTERS, st.sampled_from(["com", "co.uk", "museum"]), AROUND)
def test_redact_removes_any_address_from_any_text(
    before: str, name: str, host: str, end: str, after: str
) -> None:
    """Check 60."""
    address = f"{name}@{host}.{end}"
    redacted = redact(one_line(f"{before} {address} {after}"))
    assert "@" not in redacted
    assert address not in redacted


@given(
    AROUND.filter(lambda text: not re.search(r"\d", text)),
    st.lists(st.tuples(st.sampled_from("0123456789٣９"), BETWEEN), min_size=7, max_size=30),
)
def test_redact_removes_any_long_run_of_digits(before: str, run: list[tuple[str, str]]) -> None:
    """Check 60: whatever people write between them."""
    number = "".join(digit + between for digit, between in run)
    assert re.search(r"\d", redact(one_line(f"{before} {number} {before}"))) is None


@given(st.text(max_size=300) | st.text(alphabet="a1@.- ([dot):%=&", max_size=80))
@example("@" * 300)
@example("a.a." * 75)
@example("a(dot)" * 50)
@example("token=1@a::1")
@example("1.1.1.1:1.1.1.1")
@example("123-456-1")
@example("1 - " * 75)
def test_redact_is_idempotent(text: str) -> None:
    once = redact(one_line(text))
    assert redact(once) == once
