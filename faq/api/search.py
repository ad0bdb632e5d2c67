"""The search of the API: /api/v1/search/."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from faq import conf
from faq.api import parameters
from faq.api.responses import endpoint, json_response, slug_and_title, too_many_requests
from faq.ops.rate_limit import rate_limited
from faq.search import Hit, SearchPage, search
from faq.search.query.parser import MAX_CHARACTERS
from faq.search.results import MAX_PAGE
from faq.text.safe_json import Json


@endpoint
@rate_limited("api", conf.search_rate, too_many_requests)
def results(request: HttpRequest) -> HttpResponse:
    filters = {name: parameters.slug(request, name) for name in ("topic", "audience")}
    page = search(
        parameters.text(request, "q", limit=MAX_CHARACTERS),
        **filters,
        number=parameters.whole_number(request, "page", limit=MAX_PAGE),
        spelling=parameters.on_off(request, "spelling"),
        now=timezone.now(),
    )
    for name, slug in filters.items():
        # An empty search looks up neither topics nor audiences.
        if slug and page.topics and getattr(page, name) is None:
            raise parameters.unknown(name)
    return json_response(_page(page))


def _page(page: SearchPage) -> dict[str, Json]:
    return {
        "text": page.text,
        "corrected": page.corrected,
        "cut": page.truncated or None,
        "confident": page.total > 0 and page.is_confident,
        "verbatim": page.is_verbatim,
        "complete": page.is_complete,
        "total": page.total,
        "page": page.number,
        "pages": page.page_count,
        "results": [_hit(hit) for hit in page.hits],
        "facets": {
            "topic": [
                {**slug_and_title(facet.topic), "count": facet.count} for facet in page.topic_facets
            ],
            "audience": [
                {**slug_and_title(facet.audience), "count": facet.count}
                for facet in page.audience_facets
            ],
        },
    }


def _hit(hit: Hit) -> dict[str, Json]:
    question = hit.question
    step: dict[str, Json] | None = None
    address = question.get_absolute_url()
    if hit.step and hit.step_title:
        position = hit.step.position
        url = f"{address}#step-{position}"
        step = {"position": position, "title": hit.step_title.text, "url": url}
    return {
        "slug": question.slug,
        "title": question.title,
        "url": address,
        "topic": slug_and_title(question.topic),
        "summary": question.summary,
        "snippet": {"text": hit.snippet.text, "marks": hit.snippet.marks},
        "step_count": hit.step_count,
        "step": step,
    }
