"""The texts and values of a submitted form, for pages that give them back because they were not saved."""

from django.core.exceptions import BadRequest, SuspiciousOperation
from django.db.models import Model
from django.http import HttpRequest, QueryDict
from django.utils.text import capfirst
from django.utils.translation import gettext

from faq.models import Attachment, Image, Phrasing, Question, Step, Synonym, Vote

# Fields that hold text, in any form. The name of a field in an inline ends in one of these.
TEXT_FIELDS = {
    *("title", "slug", "summary", "body", "caution", "text", "words", "means"),
    *("note", "reason", "comment", "alt"),
}

# By the prefix of an inline.
_MODELS: dict[str, tuple[type[Model], ...]] = {
    "": (Question, Vote, Synonym, Image, Attachment),
    "steps": (Step,),
    "phrasings": (Phrasing,),
}


def submitted_texts(request: HttpRequest) -> list[tuple[str, str]]:
    """Return the texts in a submitted form, each after the label of its field."""
    return labelled_texts(_posted(request))


def labelled_texts(form: QueryDict) -> list[tuple[str, str]]:
    """Return the texts in a form, each after the label of its field."""
    return [
        (_label(name), text)
        for name, text in form.items()
        if isinstance(text, str) and text and name.rpartition("-")[2] in TEXT_FIELDS
    ]


def submitted_values(request: HttpRequest) -> list[tuple[str, str]]:
    """Return the names and values of a submitted form, for a page that can send the same form again.

    The token against forged forms is left out, because the page has a new one.

    Returns:
        nothing for a form with a password, because no page may repeat it.
    """
    posted = _posted(request)
    if any("password" in name for name in posted):
        return []
    return [
        (name, value)
        for name, values in posted.lists()
        for value in values
        if name != "csrfmiddlewaretoken"
    ]


def submitted_files(request: HttpRequest) -> list[str]:
    """Return the names of the files in a submitted form, which no page can give back."""
    if not _posted(request):
        return []
    files = [file for _, several in request.FILES.lists() for file in several]
    return [str(file.name) for file in files]


def _posted(request: HttpRequest) -> QueryDict:
    """Return the submitted form; an empty one if it was cut off or is too large."""
    try:
        return request.POST
    except (OSError, BadRequest, SuspiciousOperation):
        return QueryDict()


def _label(name: str) -> str:
    """Return “Step 2: Title” for `steps-1-title`, “Body” for `body`, and the name itself if it is unknown."""
    if name == "comment":
        # Of no model: the form of a question posts it beside the text.
        return gettext("Comment")
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
