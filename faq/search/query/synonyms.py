"""Synonyms: the built-in groups in synonyms.txt, one per line, and those that editors add."""

import re
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

from django.core.exceptions import ValidationError
from django.utils.translation import gettext

from faq.models import Synonym
from faq.models.synonym import MAX_WORDS, NEEDS_SYNONYM, members
from faq.search.query.analysis import stem
from faq.search.query.parser import parse
from faq.text.words import unsplit_words

TABLE = Path(__file__).with_name("synonyms.txt")
_JOINT = re.compile(r"[./&-]")

Stems = tuple[str, ...]
Group = frozenset[Stems]
# Word or phrase → the groups of its synonyms.
SynonymTable = Mapping[Stems, tuple[Group, ...]]


def table(own: Iterable[Synonym] = ()) -> SynonymTable:
    """Build the table of synonyms. Synonyms are not transitive.

    Args:
        own: the editors' synonyms. They form separate groups, so that built-in synonyms do not reduce
            their weight.
    """
    found: dict[Stems, set[Stems]] = {}
    for synonym in own:
        words = [_forms(member) for member in members(synonym.words)]
        means = [_forms(member) for member in members(synonym.means)]
        for forms in words:
            for form in forms:
                found.setdefault(form, set()).update(set().union(*(means or words)) - forms)
    if not found:
        return _built_in()
    known = dict(_built_in())
    for member, others in found.items():
        known[member] = (frozenset(others), *known.get(member, ()))
        # An editor's word is not corrected, even if no question contains it.
        for word in member:
            known.setdefault((word,), ())
    return known


def synonyms_of(stems: list[str], synonyms: SynonymTable) -> list[Group]:
    """Look up the synonyms of all words and phrases in a text.

    Args:
        stems: of the text, in order.
        synonyms: the table.

    Returns:
        the groups of each word or phrase that has synonyms.
    """
    phrases = [
        tuple(stems[start : start + length])
        for length in range(1, MAX_WORDS + 1)
        for start in range(len(stems) - length + 1)
    ]
    return [group for phrase in phrases for group in synonyms.get(phrase, ())]


def differing(one: SynonymTable, other: SynonymTable) -> set[Stems]:
    """Return the words and phrases whose synonyms differ between two tables."""
    return {key for key in one.keys() | other.keys() if one.get(key) != other.get(key)}


def contains_any(text: str, members: set[Stems]) -> bool:
    """Whether a text contains any of these words or phrases, in any form."""
    stems = [stem(word) for word in parse(text).words]
    lengths = {len(member) for member in members}
    return any(
        tuple(stems[start : start + length]) in members
        for length in lengths
        for start in range(len(stems) - length + 1)
    )


def validate_synonym(synonym: Synonym) -> None:
    """Refuse a single word without synonyms, and members that are equal once they are stemmed.

    Raises:
        ValidationError: for the field `words` or `means`.
    """
    words, means = members(synonym.words), members(synonym.means)
    if len(words) < 2 and not means:
        raise ValidationError({"words": NEEDS_SYNONYM})
    first: dict[Stems, str] = {}
    for field, line in (("words", words), ("means", means)):
        for member in line:
            if same := first.get(_stems(member)):
                message = gettext(
                    "To search, “%(one)s” is the same as “%(other)s”. Leave one of them out."
                )
                raise ValidationError({field: message % {"one": member, "other": same}})
            first[_stems(member)] = member


@cache
def _built_in() -> SynonymTable:
    found: dict[Stems, set[Stems]] = {}
    for line in TABLE.read_text(encoding="utf-8").splitlines():
        group = {_stems(member) for member in line.split(",")}
        for member in group:
            found.setdefault(member, set()).update(group - {member})
    return {member: (frozenset(others),) for member, others in found.items()}


def _stems(member: str) -> Stems:
    # A hyphen joins: e-mail is the word email.
    return tuple(stem(word) for word in unsplit_words(member))


def _forms(member: str) -> set[Stems]:
    """Return the stems of a member, and of its other spelling if it has a hyphen: signin and sign in."""
    return {_stems(member), _stems(_JOINT.sub(" ", member))} - {()}
