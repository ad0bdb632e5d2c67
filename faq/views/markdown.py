"""Questions as Markdown: one question, the list llms.txt, and llms-full.txt with all of them."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from faq import conf
from faq.languages import canonical
from faq.models import Question, QuestionQuerySet, Step
from faq.ops.page_cache import cached_page
from faq.ops.rate_limit import rate_limited
from faq.rendering import markdown
from faq.text.times import show_wait

_MARKDOWN = "text/markdown; charset=utf-8"
_PLAIN = "text/plain; charset=utf-8"

# llms-full.txt reads this many questions at a time.
BATCH_SIZE = 200


@require_safe
@cached_page()
def question_markdown(request: HttpRequest, slug: str) -> HttpResponse:
    question = get_object_or_404(_with_content(), slug=slug)
    response = HttpResponse(markdown.document(question), _MARKDOWN)
    response["Link"] = f'<{canonical(question.get_absolute_url())}>; rel="canonical"'
    return response


@require_safe
@cached_page()
def llms(request: HttpRequest) -> HttpResponse:
    published = Question.objects.published(timezone.now()).by_topic().select_related("topic")
    return HttpResponse(markdown.llms(published.defer("body", "body_html")), _PLAIN)


def _too_many_requests(request: HttpRequest, seconds: int) -> HttpResponse:
    text = _("Your network has requested this file too often. Try again in %(wait)s.")
    named = text % {"wait": show_wait(seconds)}
    response = HttpResponse(f"{named}\n", _PLAIN, status=429)
    response["Cache-Control"] = "no-store"
    return response


@require_safe
@cached_page()
@rate_limited("llms-full", conf.llms_rate, _too_many_requests)
# The decorators are typed for HttpResponse, and pass a streamed response on as it is.
def llms_full(request: HttpRequest) -> Any:
    # A generator, so that a response of 304 reads no question.
    return StreamingHttpResponse(markdown.llms_full(_in_batches()), _PLAIN)


def _in_batches() -> Iterator[Question]:
    """Yield all published questions, with at most one batch in memory and short queries.

    Questions that are withdrawn meanwhile are left out of the rest.
    """
    keys = list(Question.objects.published(timezone.now()).by_topic().values_list("pk", flat=True))
    for start in range(0, len(keys), BATCH_SIZE):
        batch = keys[start : start + BATCH_SIZE]
        questions = _with_content().in_bulk(batch)
        yield from (questions[key] for key in batch if key in questions)


def _with_content() -> QuestionQuerySet:
    """Return the published questions with everything that their Markdown contains."""
    return (
        Question.objects.published(timezone.now())
        .select_related("topic")
        .prefetch_related("audiences", Prefetch("steps", Step.objects.in_order()))
    )
