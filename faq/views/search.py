"""The page of search results."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Generic, NamedTuple, TypeVar

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from faq import conf
from faq.insights import count_search
from faq.models.published_topics import published_topics
from faq.ops import rate_limit
from faq.rendering import linked_data
from faq.search import SearchPage, search
from faq.search import context as context_of_search
from faq.search.types import AudienceFacet, TopicFacet
from faq.text.cleaning import one_line
from faq.views import errors
from faq.views.contact import contact_address

FacetT = TypeVar("FacetT", bound=TopicFacet | AudienceFacet)

# One more than this is shown too: a fold would take as much room.
FACETS_SHOWN = 8
# Shown if no question matches well.
NEAREST_QUESTIONS = 3


class DividedFacets(NamedTuple, Generic[FacetT]):
    """The filters of one kind: those that are shown, and those behind a fold."""

    shown: Sequence[FacetT]
    folded: Sequence[FacetT]


@require_safe
@rate_limit.rate_limited("search", conf.search_rate, errors.too_many_requests)
def results(request: HttpRequest) -> HttpResponse:
    now = timezone.now()
    topic, audience = (_slug(request.GET.get(name)) for name in ("topic", "audience"))
    spelling = "off" if request.GET.get("spelling") == "off" else None
    number = _number(request.GET.get("page"))
    page = search(
        request.GET.get("q", ""),
        topic=topic,
        audience=audience,
        number=number,
        spelling=spelling is None,
        now=now,
    )
    # The search has read it, so the banners of this version need no query.
    request.content_version = context_of_search.latest(now).version  # type: ignore[attr-defined]
    if not (topic or audience or spelling) and _may_be_counted(request, page):
        is_found = page.total > 0 and page.is_confident
        count_search(page.text, found=is_found, client=conf.client_network(request), now=now)
    # Contact and topics help more than junk does, so what does not match well has no further pages.
    nearest = page.hits[:NEAREST_QUESTIONS] if not page.is_confident and number == 1 else ()
    context: dict[str, object] = {
        "page": page,
        "topic": topic,
        "audience": audience,
        "spelling": spelling,
        "contact_url": contact_address(words=page.text),
        "linked_data": linked_data.search_page(),
        "topic_facets": _divided(page.topic_facets, lambda each: each.topic == page.topic),
        "audience_facets": _divided(
            page.audience_facets, lambda each: each.audience == page.audience
        ),
        "is_past_end": page.total > 0 and not (page.hits if page.is_confident else nearest),
        "nearest": nearest,
    }
    if not page.total or not page.is_confident:
        context |= _no_answer_context(page, topic, audience, spelling, now)
    response = render(request, "faq/search.html", context)
    # The page contains what the reader typed.
    response["Cache-Control"] = "no-store"
    return response


def _divided(
    facets: Sequence[FacetT], is_chosen: Callable[[FacetT], bool]
) -> DividedFacets[FacetT]:
    """Return the first facets, and the one that the reader chose wherever it stands, apart from the rest."""
    if len(facets) <= FACETS_SHOWN + 1:
        return DividedFacets(facets, ())
    first, rest = facets[:FACETS_SHOWN], facets[FACETS_SHOWN:]
    chosen = [facet for facet in rest if is_chosen(facet)]
    return DividedFacets([*first, *chosen], [facet for facet in rest if facet not in chosen])


def _may_be_counted(request: HttpRequest, page: SearchPage) -> bool:
    """Return whether to count a search.

    Not counted are readers who send Do Not Track or Global Privacy Control, people who are signed in, pages
    after the first, and searches with incomplete results.
    """
    opts_out = "1" in (request.headers.get("Sec-GPC"), request.headers.get("DNT"))
    is_signed_in = conf.session_cookie() in request.COOKIES
    is_complete = page.number == 1 and page.is_complete and not page.truncated
    return conf.counts_searches() and is_complete and not opts_out and not is_signed_in


def _slug(text: str | None) -> str | None:
    """Return the value of a filter, shortened so that links can repeat it."""
    return one_line(text or "")[:80] or None


def _number(text: str | None) -> int:
    """Return a page number; 1 if the text is not a number."""
    try:
        return max(1, int(text or 1))
    except ValueError:
        return 1


def _no_answer_context(
    page: SearchPage, topic: str | None, audience: str | None, spelling: str | None, now: datetime
) -> dict[str, object]:
    """Return what a reader can try next: a corrected spelling, a search without filters, or the topics."""
    corrected, unfiltered_total = None, 0
    if page.text and spelling:
        corrected = search(page.text, topic=topic, audience=audience, now=now).corrected
    if page.text and (topic or audience):
        everywhere = search(page.text, spelling=spelling is None, now=now)
        unfiltered_total = everywhere.total if everywhere.is_confident or not page.total else 0
    return {
        "topics": page.topics or published_topics(now),
        "respelled": corrected,
        "total_everywhere": unfiltered_total,
    }
