"""Replaces personal and secret data in a text: addresses, long numbers and access codes."""

import re
from ipaddress import ip_address

EMAIL, CODE, NUMBER, ADDRESS = "[e-mail]", "[code]", "[number]", "[address]"

# In addresses of pages, @ is written as %40. People write the words in place of @ and the dot so that
# programs do not see an address.
_ENCODED_AT = "%(?:25)*40"
_AT = rf"(?:[@＠﹫]|{_ENCODED_AT}|[(\[{{]\s?at\s?[)\]}}])"
_DOTS = ".．。｡"
_DOT = r"\s?[(\[{]\s?dot\s?[)\]}]\s?"
_SIGNS = r"\s@＠﹫()\[\]{}<>,;:\"“”"
_NAME = rf"(?:[^{_SIGNS}{_DOTS}%]|%(?!(?:25)*40))++"
# Possessive, bounded and anchored at their beginning: otherwise the time grows with the square of the length.
_LOCAL_PART = rf"(?:[^{_SIGNS}%]|%(?!(?:25)*40))++"
_BEFORE_AT = rf"(?<![^{_SIGNS}]){_LOCAL_PART}(?:{_DOT}{_LOCAL_PART}){{0,4}}"
_MORE_NAMES = rf"(?:(?:[{_DOTS}]|{_DOT}){_NAME})"
_EMAIL = re.compile(
    rf"{_BEFORE_AT}(?:{_AT}{_NAME}{_MORE_NAMES}*+"
    rf"|\s{{0,2}}{_AT}\s{{0,2}}{_NAME}{_MORE_NAMES}++)",
    re.IGNORECASE,
)
# ?token=abc and password=abc
_PARAMETER = re.compile(r"(?<![\w.-])([\w.-]{1,60}+)=([^\s&#]+)")
_SECRET_NAME = re.compile(
    r"auth|code|hash|jwt|key|nonce|otp|pass|pin|pwd|secret|session|sid|sig|token", re.IGNORECASE
)
# Joiners are invisible, so a number with one between its digits is still read as one.
_JOINERS = "\u200c\u200d"
_RUN = re.compile(rf"[\w+/=.~%{_JOINERS}-]{{20,}}")
# In many countries a phone number has seven digits.
_NUMBER = re.compile(rf"[+(]{{0,2}}\d(?:[\s().,/·_–—−{_JOINERS}-]{{0,4}}\d){{6,}}")
# 123456 and 123 456 open an account as well; 1,234.56 is a price.
_SIX_DIGITS = re.compile(
    rf"(?<![\d.,])(?:\d[{_JOINERS}]?){{3}}[\s-]?(?:\d[{_JOINERS}]?){{2}}\d(?![.,]?\d)"
)
# What ip_address() may accept, with its zone.
_NETWORK_ADDRESS = re.compile(r"[0-9a-f:.]{3,}+(?:%\w++)?", re.IGNORECASE)


def redact(text: str) -> str:
    """Return the text with EMAIL, CODE, NUMBER or ADDRESS in place of personal and secret data.

    It removes too much rather than too little: a date in figures is replaced as well. Names of people,
    and passwords that look like words, stay.

    Args:
        text: the result of `faq.text.cleaning.one_line`.
    """
    text = _EMAIL.sub(EMAIL, _PARAMETER.sub(_replace_secret, text))
    text = _NUMBER.sub(NUMBER, _RUN.sub(_replace_code, text))
    return _SIX_DIGITS.sub(NUMBER, _NETWORK_ADDRESS.sub(_replace_address, text))


def _replace_secret(parameter: re.Match[str]) -> str:
    """Return CODE for the value of a parameter whose name says that it is secret; others unchanged."""
    name = parameter[1]
    return f"{name}={CODE}" if _SECRET_NAME.search(name) else parameter[0]


def _replace_address(run: re.Match[str]) -> str:
    """Return ADDRESS for an IPv4 or IPv6 address, whatever stands around it; other runs unchanged."""
    address = run[0].strip(".").removesuffix(":")
    if address.startswith(":") and not address.startswith("::"):
        address = address[1:]
    try:
        ip_address(address)
    except ValueError:
        return run[0]
    # “Note::” ends with an address as well.
    has_digit = any(map(str.isdigit, address))
    return run[0].replace(address, ADDRESS, 1) if has_digit else run[0]


def _replace_code(run: re.Match[str]) -> str:
    """Return CODE for a run that mixes letters and digits, as tokens and keys do; other runs unchanged."""
    found = run[0]
    is_mixed = any(map(str.isalpha, found)) and any(map(str.isdecimal, found))
    return CODE if is_mixed else found
