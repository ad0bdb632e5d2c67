"""Conditional requests and the page cache: ETag, Last-Modified and 304."""

import hashlib
from collections.abc import Callable
from datetime import datetime
from functools import lru_cache, wraps
from pathlib import Path
from typing import Any, NamedTuple

from django.db.models import Exists, QuerySet, Subquery
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified, QueryDict
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.http import http_date
from django.utils.translation import get_language

from faq import conf
from faq.models import Banner, ContentVersion, Page, Question
from faq.ops import page_cache_store

# The headers of a conditional request.
_CONDITIONS = {
    f"HTTP_IF_{name}" for name in ("MATCH", "NONE_MATCH", "MODIFIED_SINCE", "UNMODIFIED_SINCE")
}

# The columns with times at which something comes or goes without a change of the content, and their rows.
_TIMES: dict[str, Callable[[], QuerySet[Any]]] = {
    "published_at": Question.objects.indexable,
    "expires_at": Question.objects.indexable,
    "starts_at": Banner.objects.all,
    "ends_at": Banner.objects.all,
}

# A new process may run another release or have other settings.
STARTED_AT = timezone.now()


class _KnownContent(NamedTuple):
    """What was read for a version of the content. It is valid from `since` until just before `until`."""

    version: int
    since: datetime
    until: datetime | None
    newest: datetime | None
    changed_at: datetime | None
    has_site_content: bool


_known: _KnownContent | None = None


class ContentState(NamedTuple):
    """The state of the content on which every response depends.

    Attributes:
        version: of the content.
        newest: when a question or a banner last came or went by time, which changes no version.
        is_indexed: whether the search index contains all changes.
        modified_at: the time of the last change of any response; None until that second is over.
        has_site_content: whether there are pages such as the imprint, or banners.
    """

    version: int
    newest: datetime | None
    is_indexed: bool
    modified_at: datetime | None
    has_site_content: bool


def cached_page(
    *reads: str, from_index: bool = False, except_for: str | None = None
) -> Callable[[Callable[..., HttpResponse]], Callable[..., HttpResponse]]:
    """Decorate a view whose responses may be cached, here and by clients, and revalidated.

    A response may depend on the content, the path, the named parameters, the language, the day and the
    settings, and on nothing else: the view sees no other parameters. Only responses with status 200
    are cached, and none for or from people who are signed in.

    Args:
        reads: names of the query parameters that the view reads.
        from_index: whether the view uses the search index, which is updated shortly after a change.
        except_for: name of a query parameter with which a response is for one reader and not cached.
    """

    def decorate(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @wraps(view)
        def answered(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
            if except_for in request.GET:
                personal = view(request, *args, **kwargs)
                personal["Cache-Control"] = "no-store"
                return personal
            if request.GET:
                # Other parameters would end up in the page cached for everybody.
                request.GET = _only_parameters(reads, request.GET)  # type: ignore[assignment]
            now = timezone.now()
            # Read the state first: everything read after it is at least as new.
            state = content_state(now)
            if state is None:
                return view(request, *args, **kwargs)
            request.content_state = state  # type: ignore[attr-defined]
            tag = _etag(request, state, now)
            # The tag cannot be guessed, so a client that sends it has received this response.
            if tag in request.headers.get("If-None-Match", ""):
                return _with_validators(request, HttpResponseNotModified(), tag, state)
            is_for_all = conf.session_cookie() not in request.COOKIES
            response = page_cache_store.get(tag) if is_for_all else None
            if response is None:
                response = view(request, *args, **kwargs)
                if response.status_code != 200:
                    return response
                # The index may have been updated while the view used it.
                if from_index and not state.is_indexed:
                    response["Cache-Control"] = "no-cache"
                    return response
                if is_for_all:
                    page_cache_store.put(tag, response)
            return _with_validators(request, response, tag, state)

        return answered

    return decorate


def _with_validators(
    request: HttpRequest, response: HttpResponse, tag: str, state: ContentState
) -> HttpResponse:
    """Add the validators to a response; return 304 if the client has it already."""
    response["ETag"] = tag
    response["Cache-Control"] = "no-cache"
    del response["Last-Modified"]
    modified = int(state.modified_at.timestamp()) if state.modified_at else None
    if modified:
        response["Last-Modified"] = _http_date(modified)
    if _CONDITIONS & request.META.keys():
        response = get_conditional_response(request, tag, modified, response) or response
    if response.status_code == 304:
        # Browsers would take its policy for that of the page they have, which may allow players of videos.
        response._csp_exempt = True  # type: ignore[attr-defined]
    return response


def content_state(now: datetime) -> ContentState | None:
    """Return the state of the content, with one small query; None if nothing may be cached."""
    global _known
    (version, is_indexed), known = ContentVersion.objects.current_and_indexed(now), _known
    if not version:
        return None
    if (
        known is None
        or known.version != version
        or now < known.since
        or (known.until is not None and now >= known.until)
    ):
        known = _known = _read_content(version, now)
    # Popular searches and the tokens in forms change every day.
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
    modified_at = max(filter(None, (known.newest, known.changed_at, STARTED_AT, midnight)))
    # HTTP times have whole seconds, so another change in the same second would go unnoticed.
    is_over = int(modified_at.timestamp()) < int(now.timestamp())
    return ContentState(
        version, known.newest, is_indexed, modified_at if is_over else None, known.has_site_content
    )


def _read_content(version: int, now: datetime) -> _KnownContent:
    """Read when a question or a banner last came or went by time, and when one next will."""
    row = (
        ContentVersion.objects.annotate(
            **{f"last_{name}": _nearest_time(f"-{name}", "lte", now) for name in _TIMES},
            **{f"next_{name}": _nearest_time(name, "gt", now) for name in _TIMES},
            has_site_content=Exists(Page.objects.all()) | Exists(Banner.objects.all()),
        )
        .values(
            "changed_at",
            "has_site_content",
            *(f"{when}_{name}" for when in ("last", "next") for name in _TIMES),
        )
        .get()
    )
    newest = max(filter(None, (row[f"last_{name}"] for name in _TIMES)), default=None)
    until = min(filter(None, (row[f"next_{name}"] for name in _TIMES)), default=None)
    return _KnownContent(version, now, until, newest, row["changed_at"], row["has_site_content"])


def _nearest_time(order: str, comparison: str, now: datetime) -> Subquery:
    name = order.removeprefix("-")
    rows: QuerySet[Any] = _TIMES[name]().filter(**{f"{name}__{comparison}": now})
    return Subquery(rows.order_by(order).values(name)[:1])


def _only_parameters(reads: tuple[str, ...], sent: QueryDict) -> QueryDict:
    """Return the parameters with these names, each once."""
    read = QueryDict(mutable=True)
    for name in reads:
        read.setlist(name, sent.getlist(name)[-1:])
    return read


def _etag(request: HttpRequest, state: ContentState, now: datetime) -> str:
    """Return an ETag. It is weak, because a proxy may compress the response."""
    settings = (
        *(conf.site_name(), conf.site_url(), conf.site_notice(), conf.contact_url()),
        *(conf.contact_title(), conf.contact_text(), conf.contact_label()),
        timezone.get_default_timezone_name(),
        *(conf.site_style(), conf.site_logo(), conf.site_logo_dark()),
        *(conf.header_links(), conf.footer_links(), conf.video_hosts()),
    )
    digest = _shared_digest(
        _release_key(), state.version, state.newest, now.date(), settings
    ).copy()
    digest.update(repr((request.path, request.GET.urlencode(), get_language())).encode())
    return f'W/"{digest.hexdigest()}"'


@lru_cache(maxsize=1)
def _shared_digest(program: bytes, *parts: object) -> "hashlib.blake2b":
    """Return the hash of what all tags share until the content or the day changes."""
    return hashlib.blake2b(repr(parts).encode(), key=program, digest_size=16)


@lru_cache(maxsize=1)
def _http_date(seconds: int) -> str:
    return http_date(seconds)


@lru_cache(maxsize=1)
def _release_key() -> bytes:
    """Return a hash of the code and the templates, which differs between releases."""
    digest = hashlib.blake2b(digest_size=32)
    theme = conf.site_theme()
    outside = [*conf.template_folders(), *conf.translation_folders(), *([theme] if theme else [])]
    for folder in (Path(__file__).parent.parent, *outside):
        for path in sorted(folder.rglob("*")):
            if path.is_file() and path.suffix != ".pyc":
                digest.update(path.read_bytes())
    return digest.digest()
