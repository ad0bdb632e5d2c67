"""Names in addresses for questions that are made of something else."""

from itertools import count

from faq.models import Question, Redirect
from faq.models.validators import SLUG_LENGTH

# For a number at the end.
_ROOM = 6


def free_slug(wanted: str, *, first: int = 1) -> str:
    """The first of wanted, wanted-2, wanted-3 … that no question, draft or copy has and none had.

    Args:
        wanted: well formed but for its length; it is cut between words.
        first: the number to begin with.
    """
    beginning = _cut(wanted, SLUG_LENGTH - _ROOM)
    had = Redirect.objects.filter(old_path__startswith=f"/questions/{beginning}")
    have = Question.with_copies.filter(slug__startswith=beginning)
    taken = {path.split("/")[2] for path in had.values_list("old_path", flat=True)}
    taken.update(have.values_list("slug", flat=True))
    endings = (f"-{number}" if number > 1 else "" for number in count(first))
    slugs = (_cut(wanted, SLUG_LENGTH - len(ending)) + ending for ending in endings)
    return next(slug for slug in slugs if slug not in taken)


def _cut(slug: str, length: int) -> str:
    """As many of its words as fit."""
    if len(slug) <= length:
        return slug
    return (slug[: length + 1].rpartition("-")[0] or slug[:length]).strip("-")
