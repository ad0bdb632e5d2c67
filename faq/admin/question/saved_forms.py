"""Remembers the last forms that were saved in a session: a browser may send their text once more."""

import hashlib
import json

from django.http import HttpRequest, QueryDict

from faq.text.cleaning import normalize_newlines

_SESSION_KEY = "saved_forms"
# Whoever has more tabs open is offered a text that is saved already.
MAX_REMEMBERED = 20


def typed_fields(form: QueryDict) -> list[tuple[str, list[str]]]:
    """Return the fields of a form that a person fills in, each with its values."""
    return [
        (name, [str(value) for value in values])
        for name, values in form.lists()
        if not name.startswith("_") and name != "csrfmiddlewaretoken"
    ]


def form_digest(form: QueryDict) -> str:
    """Return a digest of what somebody typed into a form, whichever button sends it."""
    fields = [
        (name, [normalize_newlines(value) for value in values])
        for name, values in typed_fields(form)
    ]
    return hashlib.sha256(json.dumps(sorted(fields)).encode()).hexdigest()


def remember_saved(request: HttpRequest, digest: str) -> None:
    """Remember that a form was saved."""
    saved = [digest, *request.session.get(_SESSION_KEY, [])]
    request.session[_SESSION_KEY] = saved[:MAX_REMEMBERED]


def is_saved(request: HttpRequest, digest: str) -> bool:
    """Return whether exactly this form was saved in this session."""
    return digest in request.session.get(_SESSION_KEY, [])
