"""Answers as Markdown: one, a list of all, and all in one file."""

from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_safe

from faq.languages import canonical
from faq.models import Question, QuestionQuerySet, Step
from faq.ops.freshness import kept
from faq.rendering import markdown

_MARKDOWN = "text/markdown; charset=utf-8"
_PLAIN = "text/plain; charset=utf-8"


@require_safe
@kept()
def question(request: HttpRequest, slug: str) -> HttpResponse:
    asked = get_object_or_404(_whole(), slug=slug)
    response = HttpResponse(markdown.document(asked), _MARKDOWN)
    response["Link"] = f'<{canonical(asked.get_absolute_url())}>; rel="canonical"'
    return response


@require_safe
@kept()
def contents(request: HttpRequest) -> HttpResponse:
    published = Question.objects.published(timezone.now()).by_topic().select_related("topic")
    return HttpResponse(markdown.contents(published.defer("body", "body_html")), _PLAIN)


@require_safe
@kept()
def everything(request: HttpRequest) -> HttpResponse:
    return HttpResponse(markdown.everything(_whole().by_topic()), _PLAIN)


def _whole() -> QuestionQuerySet:
    """Published questions with all that is to be read in them."""
    return (
        Question.objects.published(timezone.now())
        .select_related("topic")
        .prefetch_related("audiences", Prefetch("steps", Step.objects.in_order()))
    )
