"""Tells whoever has an answer already whether it is still good: ETag, Last-Modified and 304."""

import hashlib
from collections.abc import Callable
from datetime import datetime
from functools import lru_cache, wraps
from pathlib import Path
from typing import NamedTuple

from django.db.models import Subquery
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified, QueryDict
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.http import http_date
from django.utils.translation import get_language

from faq import conf
from faq.models import ContentVersion, Question
from faq.ops import page_cache

# With one of these somebody asks whether what they have is still good.
_CONDITIONS = {
    f"HTTP_IF_{name}" for name in ("MATCH", "NONE_MATCH", "MODIFIED_SINCE", "UNMODIFIED_SINCE")
}

# A new process may run a new release, or have other settings.
STARTED_AT = timezone.now()


class _KnownContent(NamedTuple):
    """What was read for a version. It is right from one moment until just before another."""

    version: int
    since: datetime
    until: datetime | None
    newest: datetime | None
    changed_at: datetime | None


_known: _KnownContent | None = None


class ContentState(NamedTuple):
    """What every answer made of the content depends on at a moment.

    Attributes:
        version: of the content.
        newest: when a question last came or went by itself: time changes what is published, and that
            changes no version.
        is_indexed: whether the search index has followed all changes.
        modified_at: no answer has changed after this; None while that second is not over.
    """

    version: int
    newest: datetime | None
    is_indexed: bool
    modified_at: datetime | None


def cached_page(
    *reads: str, from_index: bool = False, except_for: str | None = None
) -> Callable[[Callable[..., HttpResponse]], Callable[..., HttpResponse]]:
    """A decorator for views whose answers anybody may keep, and ask whether they are still good.

    Whole answers are also kept here, for everybody. An answer may depend on the content, the path,
    the parameters it is said to read, the language, the day and the settings, and on nothing else: it
    sees no other parameters. Only an answer with status 200 is kept, and none for or from somebody who
    is signed in.

    Args:
        reads: names of the parameters in the address that the view reads.
        from_index: whether it also asks the search index, which follows a change a moment later.
        except_for: name of a parameter with which an answer speaks to one reader, and nobody keeps it.
    """

    def decorate(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @wraps(view)
        def answered(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
            if except_for in request.GET:
                told = view(request, *args, **kwargs)
                told["Cache-Control"] = "no-store"
                return told
            if request.GET:
                # Whatever else stands in the address would be kept for everybody.
                request.GET = _only_parameters(reads, request.GET)  # type: ignore[assignment]
            now = timezone.now()
            # First: what is read after it is at least as new.
            state = content_state(now)
            if state is None:
                return view(request, *args, **kwargs)
            tag = _etag(request, state, now)
            # The tag cannot be guessed: whoever has it was given this very answer.
            if tag in request.headers.get("If-None-Match", ""):
                return _with_validators(request, HttpResponseNotModified(), tag, state)
            is_for_all = conf.session_cookie() not in request.COOKIES
            response = page_cache.get(tag) if is_for_all else None
            if response is None:
                response = view(request, *args, **kwargs)
                if response.status_code != 200:
                    return response
                # What was behind before the view asked may have caught up since.
                if from_index and not state.is_indexed:
                    response["Cache-Control"] = "no-cache"
                    return response
                if is_for_all:
                    page_cache.put(tag, response)
            return _with_validators(request, response, tag, state)

        return answered

    return decorate


def _with_validators(
    request: HttpRequest, response: HttpResponse, tag: str, state: ContentState
) -> HttpResponse:
    """The answer with what lets one keep it, or 304 if it is kept already."""
    response["ETag"] = tag
    response["Cache-Control"] = "no-cache"
    del response["Last-Modified"]
    modified = int(state.modified_at.timestamp()) if state.modified_at else None
    if modified:
        response["Last-Modified"] = _http_date(modified)
    if not _CONDITIONS & request.META.keys():
        return response
    return get_conditional_response(request, tag, modified, response) or response


def content_state(now: datetime) -> ContentState | None:
    """The state at a moment, at the cost of one small query; None if nothing may be kept."""
    global _known
    (version, is_indexed), known = ContentVersion.objects.current_and_indexed(), _known
    if not version:
        return None
    if (
        known is None
        or known.version != version
        or now < known.since
        or (known.until is not None and now >= known.until)
    ):
        known = _known = _read_content(version, now)
    # Each day has answers of its own: what is popular, and the tokens in forms.
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
    modified_at = max(filter(None, (known.newest, known.changed_at, STARTED_AT, midnight)))
    # Times in HTTP have whole seconds: another change in the same one could not be told from it.
    is_over = int(modified_at.timestamp()) < int(now.timestamp())
    return ContentState(version, known.newest, is_indexed, modified_at if is_over else None)


def _read_content(version: int, now: datetime) -> _KnownContent:
    """Each moment at which questions come or go by themselves is one before or after this one."""
    row = (
        ContentVersion.objects.annotate(
            came=_nearest_time("-published_at", published_at__lte=now),
            went=_nearest_time("-expires_at", expires_at__lte=now),
            comes=_nearest_time("published_at", published_at__gt=now),
            goes=_nearest_time("expires_at", expires_at__gt=now),
        )
        .values("came", "went", "comes", "goes", "changed_at")
        .get()
    )
    newest = max(filter(None, (row["came"], row["went"])), default=None)
    until = min(filter(None, (row["comes"], row["goes"])), default=None)
    return _KnownContent(version, now, until, newest, row["changed_at"])


def _nearest_time(order: str, **condition: datetime) -> Subquery:
    timed = Question.objects.indexable().filter(**condition).order_by(order)
    return Subquery(timed.values(order.removeprefix("-"))[:1])


def _only_parameters(reads: tuple[str, ...], sent: QueryDict) -> QueryDict:
    """The parameters with these names, each once; the view shall see no others."""
    read = QueryDict(mutable=True)
    for name in reads:
        read.setlist(name, sent.getlist(name)[-1:])
    return read


def _etag(request: HttpRequest, state: ContentState, now: datetime) -> str:
    """An ETag. Weak, since a proxy may compress the answer on its way."""
    settings = (conf.site_name(), conf.site_url(), conf.site_notice(), conf.contact_url())
    digest = _shared_digest(
        _release_key(), state.version, state.newest, now.date(), settings
    ).copy()
    digest.update(repr((request.path, request.GET.urlencode(), get_language())).encode())
    return f'W/"{digest.hexdigest()}"'


@lru_cache(maxsize=1)
def _shared_digest(program: bytes, *parts: object) -> "hashlib.blake2b":
    """What all tags have in common as long as neither the content nor the day changes."""
    return hashlib.blake2b(repr(parts).encode(), key=program, digest_size=16)


@lru_cache(maxsize=1)
def _http_date(seconds: int) -> str:
    return http_date(seconds)


@lru_cache(maxsize=1)
def _release_key() -> bytes:
    """Another for every release, which may answer differently though the content is the same."""
    digest = hashlib.blake2b(digest_size=32)
    outside = [*conf.template_folders(), *conf.translation_folders()]
    for folder in (Path(__file__).parent.parent, *outside):
        for path in sorted(folder.rglob("*")):
            if path.is_file() and path.suffix != ".pyc":
                digest.update(path.read_bytes())
    return digest.digest()
