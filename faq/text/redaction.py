"""Removes what tells who somebody is or opens a door: addresses, phone and card numbers, long codes."""

import re

EMAIL, CODE, NUMBER = "[e-mail]", "[code]", "[number]"

# People write these in place of @ and the dot so that programs do not see an address.
_AT = r"(?:[@＠﹫]|[(\[{]\s?at\s?[)\]}])"
_DOT = r"(?:[.．。｡]|\s?[(\[{]\s?dot\s?[)\]}]\s?)"
_OF_NAMES = r"[^\s@＠﹫()\[\]{}<>,;:\"“”.．。｡]"
# Taken whole and from its beginning, or the time grows with the square of the length.
_NAME = rf"(?<!{_OF_NAMES}){_OF_NAMES}++"
_NAMES = rf"{_NAME}(?:{_DOT}{_NAME})*"
_EMAIL = re.compile(
    rf"{_NAMES}[.．]?{_AT}{_NAMES}|{_NAMES}\s{{0,2}}{_AT}\s{{0,2}}{_NAME}{_DOT}{_NAMES}", re.I
)
# What joins letters in some scripts is not seen between digits, and parts nothing.
_JOINERS = "\u200c\u200d"
_RUN = re.compile(rf"[\w+/=.~%{_JOINERS}-]{{20,}}")
# Seven digits are a whole phone number in many places.
_NUMBER = re.compile(rf"[+(]{{0,2}}\d(?:[\s().,/·_–—−{_JOINERS}-]{{0,4}}\d){{6,}}")


def redact(text: str) -> str:
    """The text with a word in brackets wherever something personal or secret stood.

    It takes too much rather than too little: a date written in figures goes as well. Names of people
    and passwords that look like words cannot be told from other words, and stay.

    Args:
        text: one line, without control and zero-width characters; see `faq.text.cleaning.one_line`.
    """
    return _NUMBER.sub(NUMBER, _RUN.sub(_code, _EMAIL.sub(EMAIL, text)))


def _code(run: re.Match[str]) -> str:
    """A token, a key or an account's number mixes letters and digits; a long word does not."""
    found = run[0]
    is_mixed = any(map(str.isalpha, found)) and any(map(str.isdecimal, found))
    return CODE if is_mixed else found
