"""Answers as Markdown: one, a list of all, and all in one file."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from faq import conf
from faq.languages import canonical
from faq.models import Question, QuestionQuerySet, Step
from faq.ops.http_cache import cached_page
from faq.ops.rate_limit import rate_limited
from faq.rendering import markdown

_MARKDOWN = "text/markdown; charset=utf-8"
_PLAIN = "text/plain; charset=utf-8"

# So many questions at a time go into the file that holds them all.
BATCH = 200


@require_safe
@cached_page()
def question(request: HttpRequest, slug: str) -> HttpResponse:
    asked = get_object_or_404(_with_content(), slug=slug)
    response = HttpResponse(markdown.document(asked), _MARKDOWN)
    response["Link"] = f'<{canonical(asked.get_absolute_url())}>; rel="canonical"'
    return response


@require_safe
@cached_page()
def contents(request: HttpRequest) -> HttpResponse:
    published = Question.objects.published(timezone.now()).by_topic().select_related("topic")
    return HttpResponse(markdown.contents(published.defer("body", "body_html")), _PLAIN)


def _too_many_requests(request: HttpRequest, seconds: int) -> HttpResponse:
    said = ngettext(
        "This file was asked for too often from your network. Come back in {} second.",
        "This file was asked for too often from your network. Come back in {} seconds.",
        seconds,
    )
    refused = HttpResponse(said.format(seconds) + "\n", _PLAIN, status=429)
    refused["Cache-Control"] = "no-store"
    return refused


@require_safe
@cached_page()
@rate_limited("llms-full", conf.llms_rate, _too_many_requests)
# The decorators are typed for HttpResponse, and pass a streamed response on as it is.
def everything(request: HttpRequest) -> Any:
    # Nothing is read until somebody takes it, so that whoever has it already costs nothing.
    return StreamingHttpResponse(markdown.everything(_in_batches()), _PLAIN)


def _in_batches() -> Iterator[Question]:
    """All of them, of which never more than a batch is in memory, and none is read for long.

    What is withdrawn while the file is on its way is left out of the rest of it.
    """
    keys = list(Question.objects.published(timezone.now()).by_topic().values_list("pk", flat=True))
    for start in range(0, len(keys), BATCH):
        batch = keys[start : start + BATCH]
        found = _with_content().in_bulk(batch)
        yield from (found[key] for key in batch if key in found)


def _with_content() -> QuestionQuerySet:
    """Published questions with all that is to be read in them."""
    return (
        Question.objects.published(timezone.now())
        .select_related("topic")
        .prefetch_related("audiences", Prefetch("steps", Step.objects.in_order()))
    )
