"""The texts in a submitted form, for pages that give them back because they could not be saved."""

from collections.abc import Mapping

from django.core.exceptions import BadRequest, SuspiciousOperation
from django.http import HttpRequest
from django.utils.text import capfirst

from faq.models import Phrasing, Question, Step

# Fields that hold text, in any form. The name of a field in an inline ends in one of these.
_TEXT_FIELDS = {
    *("title", "slug", "summary", "body", "caution", "text", "words", "means"),
    *("note", "reason"),
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
    """Return “Step 2: Title” for `steps-1-title`, and the name itself if no question form has it."""
    part, number, field = [*name.split("-"), "", ""][:3] if "-" in name else ("", "", name)
    model = {"": Question, "steps": Step, "phrasings": Phrasing}.get(part)
    if model is None or field not in {column.name for column in model._meta.fields}:
        return name
    label = capfirst(str(model._meta.get_field(field).verbose_name))  # type: ignore[union-attr]
    if not number.isdecimal():
        return label
    return f"{capfirst(str(model._meta.verbose_name))} {int(number) + 1}: {label}"
