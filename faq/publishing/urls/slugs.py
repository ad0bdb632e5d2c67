"""Free slugs for new questions."""

from itertools import count

from faq.models import Question, Redirect
from faq.models.validators import SLUG_LENGTH

# For a hyphen and a number.
_SUFFIX_LENGTH = 6


def free_slug(wanted: str, *, first: int = 1) -> str:
    """Return the first of wanted, wanted-2, wanted-3 … that no question, draft or working copy has or had.

    Args:
        wanted: a well-formed slug of any length, which is truncated between words.
        first: the number to begin with; 1 is no suffix.
    """
    beginning = _truncate(wanted, SLUG_LENGTH - _SUFFIX_LENGTH)
    former = Redirect.objects.filter(old_path__startswith=f"/questions/{beginning}")
    current = Question.with_copies.filter(slug__startswith=beginning)
    taken = {path.split("/")[2] for path in former.values_list("old_path", flat=True)}
    taken.update(current.values_list("slug", flat=True))
    endings = (f"-{number}" if number > 1 else "" for number in count(first))
    slugs = (_truncate(wanted, SLUG_LENGTH - len(ending)) + ending for ending in endings)
    return next(slug for slug in slugs if slug not in taken)


def _truncate(slug: str, length: int) -> str:
    """Return as many words of a slug as fit."""
    if len(slug) <= length:
        return slug
    return (slug[: length + 1].rpartition("-")[0] or slug[:length]).strip("-")
