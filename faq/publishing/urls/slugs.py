"""Slugs for new rows: made from a title, and free."""

import re
import unicodedata
from itertools import count
from typing import TypeAlias

from faq.models import Audience, Page, Question, Redirect, Section, Topic
from faq.models.section import RESERVED_SLUGS
from faq.models.validators import SLUG_LENGTH

Slugged: TypeAlias = type[Question] | type[Topic] | type[Section] | type[Audience] | type[Page]

# For a hyphen and a number.
_SUFFIX_LENGTH = 6
# Latin letters that Unicode does not take apart into a letter and an accent.
_LETTERS = str.maketrans(
    {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ł": "l", "ı": "i"}
)
_APOSTROPHES = re.compile(r"['’‘]")
_OTHER = re.compile(r"[^a-z0-9]+")


def slug_of(title: str) -> str:
    """Return the Latin letters and digits of a title as a slug, which is empty if there are none."""
    letters = unicodedata.normalize("NFKD", title.lower().translate(_LETTERS))
    plain = _APOSTROPHES.sub("", letters.encode("ascii", "ignore").decode())
    return _OTHER.sub("-", plain.replace("_", "-")).strip("-")


def propose_slug(title: str, model: Slugged) -> str:
    """Return a slug for a new row that every check accepts.

    Args:
        title: its title in any script. Without Latin letters or digits, the slug is the name of the model.
        model: the model of the row.
    """
    return free_slug(slug_of(title) or str(model._meta.model_name), model=model)


def free_slug(wanted: str, *, first: int = 1, model: Slugged = Question) -> str:
    """Return the first of wanted, wanted-2, wanted-3 … that no row has or had, working copies included.

    Args:
        wanted: a well-formed slug of any length, which is truncated between words.
        first: the number to begin with; 1 is no suffix.
        model: the model of the row that the slug is for.
    """
    beginning = _truncate(wanted, SLUG_LENGTH - _SUFFIX_LENGTH)
    former = Redirect.objects.filter(old_path__startswith=f"/{model._meta.model_name}s/{beginning}")
    current = model._base_manager.filter(slug__startswith=beginning)
    taken = {path.split("/")[2] for path in former.values_list("old_path", flat=True)}
    taken.update(current.values_list("slug", flat=True))
    if model is Section:
        taken.update(RESERVED_SLUGS)
    endings = (f"-{number}" if number > 1 else "" for number in count(first))
    slugs = (_truncate(wanted, SLUG_LENGTH - len(ending)) + ending for ending in endings)
    return next(slug for slug in slugs if slug not in taken)


def _truncate(slug: str, length: int) -> str:
    """Return as many words of a slug as fit."""
    if len(slug) <= length:
        return slug
    return (slug[: length + 1].rpartition("-")[0] or slug[:length]).strip("-")
