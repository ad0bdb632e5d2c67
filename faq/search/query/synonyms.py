"""Words that say the same: the groups of synonyms.txt, a group a line, and what editors add to them."""

import re
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

from django.core.exceptions import ValidationError
from django.utils.translation import gettext

from faq.models import Synonym
from faq.models.synonym import ALONE, members
from faq.models.synonym import MAX_WORDS as LONGEST
from faq.search.query.analysis import stem
from faq.text.words import whole_words

TABLE = Path(__file__).with_name("synonyms.txt")
_JOINT = re.compile(r"[./&-]")

Stems = tuple[str, ...]
Group = frozenset[Stems]
# For each word or phrase the groups that may stand for it.
SynonymTable = Mapping[Stems, tuple[Group, ...]]


def table(own: Iterable[Synonym] = ()) -> SynonymTable:
    """What may stand for what. A synonym's synonyms are not followed.

    Args:
        own: what editors wrote. It makes groups of its own, so that the built-in words do not take
            weight from it.
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
        # A word that editors know is no misspelling, even if no question has it.
        for word in member:
            known.setdefault((word,), ())
    return known


def synonyms(stems: list[str], known: SynonymTable) -> list[Group]:
    """What may stand for the words and phrases of up to LONGEST words in a text.

    Args:
        stems: of the text, in order.
        known: the synonyms there are.

    Returns:
        all groups of each word or phrase that has any.
    """
    phrases = (
        tuple(stems[start : start + length])
        for length in range(1, LONGEST + 1)
        for start in range(len(stems) - length + 1)
    )
    return [group for phrase in phrases for group in known.get(phrase, ())]


def validate_synonym(synonym: Synonym) -> None:
    """Refuse what says nothing, or says the same twice once words are taken down to their stems.

    Raises:
        ValidationError: on the field `words` or `means`.
    """
    words, means = members(synonym.words), members(synonym.means)
    if len(words) < 2 and not means:
        raise ValidationError({"words": ALONE})
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
    # A hyphen joins, so that e-mail is the word email.
    return tuple(stem(word) for word in whole_words(member))


def _forms(member: str) -> set[Stems]:
    """A word or phrase in both spellings if it has a hyphen: sign-in is signin, and sign in."""
    return {_stems(member), _stems(_JOINT.sub(" ", member))} - {()}
