"""The results page."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from faq import conf
from faq.models import Question
from faq.ops import limits
from faq.search import SearchPage, search
from faq.text.lines import one_line
from faq.views import errors


@require_safe
@limits.limited("search", conf.search_rate, errors.too_many_requests)
def results(request: HttpRequest) -> HttpResponse:
    now = timezone.now()
    topic = one_line(request.GET.get("topic", ""))[:80] or None
    spelling = "off" if request.GET.get("spelling") == "off" else None
    page = search(
        request.GET.get("q", ""),
        topic=topic,
        number=_number(request.GET.get("page")),
        spelling=spelling is None,
        now=now,
    )
    context: dict[str, Any] = {"page": page, "asked_topic": topic, "spelling": spelling}
    if not page.total:
        context |= _ways_on(page, topic, spelling, now)
    return render(request, "faq/search.html", context)


def _number(text: str | None) -> int:
    """A page number from an address; whatever is not one means the first page."""
    try:
        return max(1, int(text or 1))
    except ValueError:
        return 1


def _ways_on(
    page: SearchPage, topic: str | None, spelling: str | None, now: datetime
) -> dict[str, Any]:
    everywhere = 0
    if topic and page.text:
        everywhere = search(page.text, spelling=spelling is None, now=now).total
    topics = page.shelves or Question.objects.published(now).topics().in_order()
    return {"topics": topics, "total_everywhere": everywhere}
