"""Replaces personal and secret data in a text: email addresses, long numbers and access codes."""

import re

EMAIL, CODE, NUMBER = "[e-mail]", "[code]", "[number]"

# People write these in place of @ and the dot so that programs do not see an address.
_AT = r"(?:[@＠﹫]|[(\[{]\s?at\s?[)\]}])"
_DOT = r"(?:[.．。｡]|\s?[(\[{]\s?dot\s?[)\]}]\s?)"
_OF_NAMES = r"[^\s@＠﹫()\[\]{}<>,;:\"“”.．。｡]"
# Possessive and anchored at its beginning: otherwise the time grows with the square of the length.
_NAME = rf"(?<!{_OF_NAMES}){_OF_NAMES}++"
_NAMES = rf"{_NAME}(?:{_DOT}{_NAME})*"
_EMAIL = re.compile(
    rf"{_NAMES}[.．]?{_AT}{_NAMES}|{_NAMES}\s{{0,2}}{_AT}\s{{0,2}}{_NAME}{_DOT}{_NAMES}", re.I
)
# Joiners are invisible, so a number with one between its digits is still read as one.
_JOINERS = "\u200c\u200d"
_RUN = re.compile(rf"[\w+/=.~%{_JOINERS}-]{{20,}}")
# In many countries a phone number has seven digits.
_NUMBER = re.compile(rf"[+(]{{0,2}}\d(?:[\s().,/·_–—−{_JOINERS}-]{{0,4}}\d){{6,}}")


def redact(text: str) -> str:
    """Return the text with EMAIL, CODE or NUMBER in place of personal and secret data.

    It removes too much rather than too little: a date in figures is replaced as well. Names of people,
    and passwords that look like words, stay.

    Args:
        text: the result of `faq.text.cleaning.one_line`.
    """
    return _NUMBER.sub(NUMBER, _RUN.sub(_replace_code, _EMAIL.sub(EMAIL, text)))


def _replace_code(run: re.Match[str]) -> str:
    """Return CODE for a run that mixes letters and digits, as tokens and keys do; other runs unchanged."""
    found = run[0]
    is_mixed = any(map(str.isalpha, found)) and any(map(str.isdecimal, found))
    return CODE if is_mixed else found
