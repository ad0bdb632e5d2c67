"""What all pages show of the content: links to the site's own pages, and banners."""

from datetime import datetime
from typing import NamedTuple

from django.db.models import CharField, DateTimeField, IntegerField, Value
from django.http import HttpRequest
from django.utils import timezone

from faq.models import Banner, Page
from faq.ops.page_cache import ContentState


class SiteContent(NamedTuple):
    """What all pages show of the content.

    Attributes:
        version: the version of the content at which it was read; 0 if that is not known.
        pages: the title and the slug of each page, in order.
        banners: those that are not over.
    """

    version: int
    pages: list[tuple[str, str]]
    banners: list[Banner]

    def shown_banners(self) -> list[Banner]:
        now = timezone.now()
        return [banner for banner in self.banners if banner.is_shown(now)]


_NONE = SiteContent(0, [], [])
_known = _NONE


def site_content(request: HttpRequest) -> SiteContent:
    """Return what all pages show, with one query for each new version of the content.

    Args:
        request: one with the state or the version of the content as attributes. For another, it takes
            the query each time.
    """
    global _known
    state: ContentState | None = getattr(request, "content_state", None)
    if state and not state.has_site_content:
        return _NONE
    version: int = state.version if state else getattr(request, "content_version", 0)
    if not version or _known.version != version:
        _known = _read(version, timezone.now())
    return _known


def _read(version: int, now: datetime) -> SiteContent:
    no_time = Value(None, DateTimeField())
    pages = Page.objects.order_by().values_list(
        *(Value(""), "title", "slug", "position"), no_time, no_time
    )
    banners = (
        Banner.objects.current_or_later(now)
        .order_by()
        .values_list(
            *("kind", "text_html", Value("", CharField()), Value(0, IntegerField())),
            *("starts_at", "ends_at"),
        )
    )
    found_pages, found_banners = [], []
    for kind, text, slug, position, starts_at, ends_at in pages.union(banners, all=True):
        if kind:
            banner = Banner(kind=kind, text_html=text, starts_at=starts_at, ends_at=ends_at)
            found_banners.append(banner)
        else:
            found_pages.append((position, text, slug))
    in_order = [(title, slug) for _, title, slug in sorted(found_pages)]
    return SiteContent(version, in_order, found_banners)
