"""Recognises questions, instructions and sentences that refer to the one before them."""

import re

from faq.importing.pages.sentences import clean_text
from faq.models.question import TITLE_LENGTH
from faq.text.english import QUESTION_WORDS, STEP_VERBS

_PREFIX = re.compile(
    r"(?:(?:your|frequent(?:ly)?(?: asked)?|common|popular|top|next)\s+question(?:\s+\d+)?|question(?:\s*\d+)?"
    r"|frage|pregunta|faq(?:\s*\d+)?|q\s?\d*)\s*[:.)–—-]+\s+",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"\(?\d{1,3}\s?(?:[.):]|[–—-](?=\s))\s*(?=[^\W\d])")
_QUESTION_END = re.compile(r"""\?[\s"'”’»)*_:]*$""")
_QUESTION_START = re.compile(rf"(?:{'|'.join(QUESTION_WORDS)})\b", re.IGNORECASE)
_INSTRUCTION = re.compile(
    r"(?:(?:first(?:ly)?|second(?:ly)?|then|next|now|finally|lastly|from there|after that|afterwards|and|also"
    r"|please|simply|just)\b,?\s+)*"
    r"(?:(?:if|to|in|on|under|when|once|at|from|after)\b[^,.]{1,80},\s+(?:then\s+)?)?"
    rf"(?:please\s+|simply\s+|just\s+)?(?:{'|'.join(STEP_VERBS)})\b(?!\s+(?:is|are|was|will|can|may|must|has|have)\b)",
    re.IGNORECASE,
)
_REFERENCE = re.compile(
    r"(?:this|that|these|those|from there|here|then|also|however|but|and|so)\b",
    re.IGNORECASE,
)


def is_question(line: str) -> bool:
    """Return whether a line is a single question."""
    text = without_prefix(clean_text(line))
    return (
        len(text) <= TITLE_LENGTH
        and bool(_QUESTION_END.search(text))
        and text.count("?") == 1
        and len(re.findall(r"\w+", text)) >= 3
        and not re.search(r"[.!…]\s+[^\W_a-z]", text)
    )


def asks(line: str) -> bool:
    """Return whether a heading is a question, with or without its question mark."""
    text = without_prefix(clean_text(line))
    return bool(_QUESTION_END.search(text) or _QUESTION_START.match(text))


def without_prefix(line: str) -> str:
    """Return a line without a prefix such as “Question 3:” or “12.”."""
    text = line
    for _ in range(3):
        shorter = _NUMBER.sub("", _PREFIX.sub("", text, count=1), count=1) if text else text
        if shorter == text or not shorter:
            break
        text = shorter
    return text


def is_instruction(sentence: str) -> bool:
    """Return whether a sentence says what to do, such as “Then click it.”"""
    return bool(_INSTRUCTION.match(sentence))


def refers_back(sentence: str) -> bool:
    """Return whether a sentence refers to the one before it, such as “This closes it.”"""
    return bool(_REFERENCE.match(sentence))
