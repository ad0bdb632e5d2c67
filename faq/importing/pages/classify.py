"""What is a question, what comes before it for no reader's sake, and what begins with an act."""

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
_LAST = re.compile(r"""\?[\s"'”’»)*_:]*$""")
_ASKS = re.compile(rf"(?:{'|'.join(QUESTION_WORDS)})\b", re.IGNORECASE)
_ACT = re.compile(
    r"(?:(?:first(?:ly)?|second(?:ly)?|then|next|now|finally|lastly|from there|after that|afterwards|and|also"
    r"|please|simply|just)\b,?\s+)*"
    r"(?:(?:if|to|in|on|under|when|once|at|from|after)\b[^,.]{1,80},\s+(?:then\s+)?)?"
    rf"(?:please\s+|simply\s+|just\s+)?(?:{'|'.join(STEP_VERBS)})\b(?!\s+(?:is|are|was|will|can|may|must|has|have)\b)",
    re.IGNORECASE,
)
_BACKWARDS = re.compile(
    r"(?:this|that|these|those|from there|here|then|also|however|but|and|so)\b",
    re.IGNORECASE,
)


def is_question(line: str) -> bool:
    """Whether a line is one question and nothing else."""
    said = without_prefix(clean_text(line))
    return (
        len(said) <= TITLE_LENGTH
        and bool(_LAST.search(said))
        and said.count("?") == 1
        and len(re.findall(r"\w+", said)) >= 3
        and not re.search(r"[.!…]\s+[^\W_a-z]", said)
    )


def asks(line: str) -> bool:
    """Whether a heading asks something, even if its question mark was forgotten."""
    said = without_prefix(clean_text(line))
    return bool(_LAST.search(said) or _ASKS.match(said))


def without_prefix(line: str) -> str:
    """A question without “Question 3:” or “12.” before it."""
    said = line
    for _ in range(3):
        shorter = _NUMBER.sub("", _PREFIX.sub("", said, count=1), count=1) if said else said
        if shorter == said or not shorter:
            break
        said = shorter
    return said


def is_instruction(sentence: str) -> bool:
    """Whether a sentence tells what to do: “Then click it.”"""
    return bool(_ACT.match(sentence))


def refers_back(sentence: str) -> bool:
    """Whether a sentence needs the one before it to be understood."""
    return bool(_BACKWARDS.match(sentence))
