"""Words that say the same in the language of help centers. The table is synonyms.txt, a group a line."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from faq.search.analysis import fold_words, stem

TABLE = Path(__file__).with_name("synonyms.txt")
LONGEST = 3

Stems = tuple[str, ...]
# For each word or phrase all that may stand for it.
Table = Mapping[Stems, frozenset[Stems]]


@cache
def table() -> Table:
    """For each word or phrase, as stems, all that may stand for it. A synonym's synonyms are not followed."""
    found: dict[Stems, set[Stems]] = {}
    for line in TABLE.read_text(encoding="utf-8").splitlines():
        group = {_stems(member) for member in line.split(",")}
        for member in group:
            found.setdefault(member, set()).update(group - {member})
    return {member: frozenset(others) for member, others in found.items()}


def synonyms(stems: list[str], known: Table) -> list[frozenset[Stems]]:
    """What may stand for the words and phrases of up to LONGEST words in a text.

    Args:
        stems: of the text, in order.
        known: the synonyms there are.

    Returns:
        for each word or phrase that has any, all of them.
    """
    phrases = (
        tuple(stems[start : start + length])
        for length in range(1, LONGEST + 1)
        for start in range(len(stems) - length + 1)
    )
    return [known[phrase] for phrase in phrases if phrase in known]


def _stems(member: str) -> Stems:
    # A hyphen joins here, so that e-mail is the word email.
    return tuple(stem(word) for word in fold_words(member.replace("-", "")))
