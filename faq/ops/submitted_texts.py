"""The texts in a submitted form, for pages that give them back because they could not be saved."""

from collections.abc import Mapping

from django.core.exceptions import BadRequest, SuspiciousOperation
from django.db.models import Model
from django.http import HttpRequest
from django.utils.text import capfirst

from faq.models import Phrasing, Question, Step, Synonym, Vote

# Fields that hold text, in any form. The name of a field in an inline ends in one of these.
_TEXT_FIELDS = {
    *("title", "slug", "summary", "body", "caution", "text", "words", "means"),
    *("note", "reason"),
}

# By the prefix of an inline.
_MODELS: dict[str, tuple[type[Model], ...]] = {
    "": (Question, Vote, Synonym),
    "steps": (Step,),
    "phrasings": (Phrasing,),
}


def submitted_texts(request: HttpRequest) -> list[tuple[str, str]]:
    """Return the texts in a submitted form, each after the label of its field."""
    try:
        posted: Mapping[str, str] = request.POST
    except (OSError, BadRequest, SuspiciousOperation):
        # The form was cut off or is too large.
        return []
    return [
        (_label(name), text)
        for name, text in posted.items()
        if text and name.rpartition("-")[2] in _TEXT_FIELDS
    ]


def _label(name: str) -> str:
    """Return “Step 2: Title” for `steps-1-title`, “Body” for `body`, and the name itself if it is unknown."""
    part, number, field = [*name.split("-"), "", ""][:3] if "-" in name else ("", "", name)
    for model in _MODELS.get(part, ()):
        found = next((column for column in model._meta.fields if column.name == field), None)
        if found is None:
            continue
        label = capfirst(str(found.verbose_name))
        if not number.isdecimal():
            return label
        return f"{capfirst(str(model._meta.verbose_name))} {int(number) + 1}: {label}"
    return name
