"""Tells whoever has an answer already whether it is still good: ETag, Last-Modified and 304."""

import hashlib
from collections.abc import Callable
from datetime import datetime
from functools import lru_cache, wraps
from pathlib import Path
from typing import NamedTuple

from django.db.models import Subquery
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.http import http_date
from django.utils.translation import get_language

from faq import conf
from faq.models import ContentVersion, Question

# A new process may run a new release, or have other settings.
STARTED_AT = timezone.now()


class State(NamedTuple):
    """What every answer made of the content depends on at a moment.

    Attributes:
        version: of the content.
        newest: when the last of the published questions went public: time changes what is published,
            and that changes no version.
        modified_at: no answer has changed after this; None while that second is not over.
    """

    version: int
    newest: datetime | None
    modified_at: datetime | None


def kept(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A decorator for views that anybody may keep the answers of, and ask whether they are still good.

    The answer may depend on the content, the address, the language and the settings, and on nothing
    else. Only an answer with status 200 is kept.
    """

    @wraps(view)
    def answered(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        # First: what is read after it is at least as new.
        state = current(timezone.now())
        if state is None:
            return view(request, *args, **kwargs)
        tag = _tag(request, state)
        # The tag cannot be guessed: whoever has it was given this very answer.
        if tag in request.headers.get("If-None-Match", ""):
            response: HttpResponse = HttpResponseNotModified()
        else:
            response = view(request, *args, **kwargs)
        if response.status_code not in {200, 304}:
            return response
        response["ETag"] = tag
        response["Cache-Control"] = "no-cache"
        del response["Last-Modified"]
        modified = int(state.modified_at.timestamp()) if state.modified_at else None
        if modified:
            response["Last-Modified"] = http_date(modified)
        return get_conditional_response(request, tag, modified, response) or response

    return answered


def current(now: datetime) -> State | None:
    """The state at a moment, at the cost of one query; None if nothing may be kept."""
    newest = Question.objects.published(now).order_by("-published_at").values("published_at")[:1]
    row = (
        ContentVersion.objects.to_be_read()
        .annotate(newest=Subquery(newest))
        .values_list("number", "newest", "changed_at")
        .first()
    )
    if row is None:
        return None
    version, latest, changed_at = row
    modified_at = max(filter(None, (latest, changed_at, STARTED_AT)))
    # Times in HTTP have whole seconds: another change in the same one could not be told from it.
    is_over = int(modified_at.timestamp()) < int(now.timestamp())
    return State(version, latest, modified_at if is_over else None)


def _tag(request: HttpRequest, state: State) -> str:
    """An ETag. Weak, since a proxy may compress the answer on its way."""
    settings = (conf.site_name(), conf.site_url(), conf.site_notice(), conf.contact_url())
    parts = (state.version, state.newest, request.get_full_path(), get_language(), settings)
    digest = hashlib.blake2b(repr(parts).encode(), key=_program(), digest_size=16)
    return f'W/"{digest.hexdigest()}"'


@lru_cache(maxsize=1)
def _program() -> bytes:
    """Another for every release, which may answer differently though the content is the same."""
    digest = hashlib.blake2b(digest_size=32)
    for folder in (Path(__file__).parent.parent, *conf.template_folders()):
        for path in sorted(folder.rglob("*")):
            if path.is_file() and path.suffix != ".pyc":
                digest.update(path.read_bytes())
    return digest.digest()
