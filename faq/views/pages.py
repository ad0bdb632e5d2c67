"""The pages one browses: home, topic, question."""

from datetime import datetime

from django.core.paginator import Paginator
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from faq.insights import popular
from faq.languages import canonical
from faq.models import Question
from faq.ops.http_cache import cached_page
from faq.publishing import QuestionDetail, find_question_detail
from faq.rendering import linked_data
from faq.search import related_questions
from faq.views.contact import contact_address
from faq.views.feedback_state import FeedbackState, feedback_state

QUESTIONS_ON_TOPIC_PAGE = 50
HIGHLIGHTS = 24


@require_safe
@cached_page(from_index=True)
def home(request: HttpRequest) -> HttpResponse:
    now = timezone.now()
    published = Question.objects.published(now)
    highlights = published.filter(Q(featured=True) | Q(urgent=True)).select_related("topic")
    chosen = list(highlights.order_by("topic__position", "position", "pk")[:HIGHLIGHTS])
    featured = [question for question in chosen if question.featured]
    topics = list(published.topics().in_order())
    context = {
        "topics": topics,
        "description": linked_data.home_description(topics),
        "linked_data": linked_data.home(),
        "featured": featured,
        "urgent": [question for question in chosen if question.urgent],
        "popular": popular(now),
        "examples": [question.slug.replace("-", " ") for question in featured[:3]],
    }
    return render(request, "faq/home.html", context)


@require_safe
@cached_page("page")
def topic(request: HttpRequest, slug: str) -> HttpResponse:
    published = Question.objects.published(timezone.now())
    shelf = get_object_or_404(published.topics(), slug=slug)
    paginator = Paginator(
        published.filter(topic=shelf).with_step_count().in_order(), QUESTIONS_ON_TOPIC_PAGE
    )
    page = paginator.get_page(request.GET.get("page"))
    others = published.topics().exclude(pk=shelf.pk).in_order()
    address = canonical(shelf.get_absolute_url())
    context = {
        "topic": shelf,
        "page": page,
        "page_url": f"{address}?page={page.number}" if page.number > 1 else address,
        "description": linked_data.topic_description(shelf, page),
        "linked_data": linked_data.topic_page(shelf),
        "others": others,
    }
    return render(request, "faq/topic.html", context)


@require_safe
@cached_page(from_index=True, except_for="said")
def question(request: HttpRequest, slug: str) -> HttpResponse:
    now = timezone.now()
    answer = find_question_detail(slug, now)
    if answer is None:
        raise Http404
    asked, steps = answer.question, answer.steps
    context = {
        **question_context(answer, feedback_state(asked, request.GET, now=now), now),
        "description": linked_data.description(asked, steps),
        "linked_data": linked_data.question_page(asked, steps),
        "picture_url": canonical(asked.get_picture_url()),
    }
    response = render(request, "faq/question.html", context)
    response["Link"] = f'<{context["markdown_url"]}>; rel="alternate"; type="text/markdown"'
    return response


def question_context(
    answer: QuestionDetail, feedback: FeedbackState, now: datetime
) -> dict[str, object]:
    """What stands on a question's page, for its template.

    Args:
        answer: of a question, a draft or a working copy.
        feedback: what the reader just said of it.
        now: decides which related questions are published.
    """
    asked, steps = answer.question, answer.steps
    at = next((step for step in steps if step.position == feedback.step), None)
    return {
        "question": asked,
        "steps": steps,
        "audiences": answer.audiences,
        "hard_to_undo": answer.is_hard_to_undo,
        "related": related_questions(asked, now=now),
        "contact_url": contact_address(question=asked, step=at),
        "feedback": feedback,
        "canonical_url": canonical(asked.get_absolute_url()),
        "markdown_url": canonical(asked.get_markdown_url()),
    }
