"""The topics and questions of the API: /api/v1/topics/ and /api/v1/questions/."""

from datetime import UTC, datetime
from typing import Annotated, cast

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django_stubs_ext import Annotations

from faq.api import parameters
from faq.api.responses import endpoint, error_response, json_response, slug_and_title
from faq.models import Question, Step, Topic
from faq.models.topic import QuestionCount
from faq.ops.page_cache import cached_page
from faq.publishing import find_replacement, find_retired
from faq.text.markdown import plain
from faq.text.safe_json import Json

QUESTIONS_ON_A_PAGE = 50
MAX_PAGE = 100_000


@endpoint
@cached_page()
def topics(request: HttpRequest) -> HttpResponse:
    published = Question.objects.published(timezone.now()).topics().in_order()
    counted = cast(QuerySet[Annotated[Topic, Annotations[QuestionCount]]], published)
    return json_response({"topics": [_topic(topic) for topic in counted]})


@endpoint
@cached_page("topic", "page")
def questions(request: HttpRequest) -> HttpResponse:
    published = Question.objects.published(timezone.now()).by_topic()
    slug = parameters.slug(request, "topic")
    number = parameters.whole_number(request, "page", limit=MAX_PAGE)
    if slug:
        published = published.filter(topic__slug=slug)
    pages = Paginator(published, QUESTIONS_ON_A_PAGE)
    if slug and not pages.count:
        raise parameters.unknown("topic")
    start = (number - 1) * QUESTIONS_ON_A_PAGE
    complete = published.select_related("topic").prefetch_related("audiences")
    results = list(complete[start : start + QUESTIONS_ON_A_PAGE])
    counts = Step.objects.count_by_question(results)
    data: dict[str, Json] = {"total": pages.count, "page": number, "pages": pages.num_pages}
    return json_response(
        {**data, "results": [_question(row, counts.get(row.pk, 0)) for row in results]}
    )


@endpoint
@cached_page()
def question_detail(request: HttpRequest, slug: str) -> HttpResponse:
    now = timezone.now()
    published = Question.objects.published(now).select_related("topic")
    question = published.prefetch_related("audiences").filter(slug=slug).first()
    if question is None:
        return _not_found(slug, now)
    steps = list(question.steps.in_order())
    answer: dict[str, Json] = {
        "body_html": question.body_html,
        "steps": [_step(step, question) for step in steps],
        "markdown_url": question.get_markdown_url(),
    }
    return json_response(_question(question, len(steps)) | answer)


def _not_found(slug: str, now: datetime) -> HttpResponse:
    """Return 410 for a question that was published once, and 404 for any other slug."""
    retired = find_retired(f"/questions/{slug}/", now)
    if retired is None:
        return error_response(404, "There is no question at this address.")
    replacement = find_replacement(retired, now)
    instead = f" {replacement.slug} takes its place." if replacement else ""
    return error_response(410, f"This question was withdrawn.{instead}")


def _topic(topic: Annotated[Topic, Annotations[QuestionCount]]) -> dict[str, Json]:
    return {
        "slug": topic.slug,
        "title": topic.title,
        "summary": topic.summary,
        "group": topic.group,
        "url": topic.get_absolute_url(),
        "question_count": topic.question_count,
    }


def _question(question: Question, step_count: int) -> dict[str, Json]:
    return {
        "slug": question.slug,
        "title": question.title,
        "url": question.get_absolute_url(),
        "topic": slug_and_title(question.topic),
        "summary": question.summary,
        "audiences": [slug_and_title(audience) for audience in question.audiences.all()],
        "step_count": step_count,
        "updated_at": question.updated_at.astimezone(UTC).isoformat(timespec="seconds"),
    }


def _step(step: Step, question: Question) -> dict[str, Json]:
    return {
        "uid": str(step.uid),
        "position": step.position,
        "url": f"{question.get_absolute_url()}#{step.anchor}",
        "title": plain(step.title_html),
        "title_html": step.title_html,
        "caution_html": step.caution_html,
        "body_html": step.body_html,
    }
