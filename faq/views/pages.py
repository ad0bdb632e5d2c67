"""The pages of a topic and of a question, and pages such as the imprint."""

from datetime import datetime

from django.db.models import BigIntegerField, CharField, DateTimeField
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from faq.languages import canonical
from faq.models import Page, Question
from faq.models.compiled_query import CompiledQuery
from faq.ops.page_cache import cached_page
from faq.publishing import QuestionDetail, find_question_detail
from faq.rendering import linked_data
from faq.rendering.answer import allow_players, answer_context
from faq.rendering.rich_parts import rich_parts_in
from faq.search import related_questions
from faq.views.contact import contact_address
from faq.views.feedback_state import FeedbackState, feedback_state
from faq.views.topic_contents import FILTER_LENGTH, topic_contents

OTHER_TOPICS = 13

_topics = CompiledQuery(
    lambda now, slug: Question.objects.published(now).topics().filter(slug=slug),
    now=DateTimeField(),
    slug=CharField(),
)
_others = CompiledQuery(
    lambda now, pk: (
        Question.objects.published(now).topics().exclude(pk=pk).in_order()[:OTHER_TOPICS]
    ),
    now=DateTimeField(),
    pk=BigIntegerField(),
)


@require_safe
@cached_page("page", except_for="filter")
def topic_detail(request: HttpRequest, slug: str) -> HttpResponse:
    now = timezone.now()
    topics = _topics.rows(now=now, slug=slug)
    if not topics:
        raise Http404
    (topic,) = topics
    contents = topic_contents(
        topic, now, number=request.GET.get("page"), text=request.GET.get("filter", "")
    )
    page = contents.page
    address = canonical(topic.get_absolute_url())
    context = {
        "topic": topic,
        "contents": contents,
        "page": page,
        "page_url": f"{address}?page={page.number}" if page.number > 1 else address,
        "description": linked_data.topic_description(topic, page),
        "linked_data": linked_data.topic_page(topic),
        "others": _others.rows(now=now, pk=topic.pk),
        "filter_length": FILTER_LENGTH,
    }
    return render(request, "faq/topic.html", context)


@require_safe
@cached_page(from_index=True, except_for="said")
def question_detail(request: HttpRequest, slug: str) -> HttpResponse:
    now = timezone.now()
    detail = find_question_detail(slug, now)
    if detail is None:
        raise Http404
    question, steps = detail.question, detail.steps
    context = {
        **question_context(detail, feedback_state(question, request.GET, now=now), now),
        "description": linked_data.description(question, steps),
        "linked_data": linked_data.question_page(question, steps),
        "picture_url": canonical(question.get_picture_url()),
    }
    response = render(request, "faq/question.html", context)
    allow_players(response, context)
    response["Link"] = f'<{context["markdown_url"]}>; rel="alternate"; type="text/markdown"'
    return response


@require_safe
@cached_page()
def page_detail(request: HttpRequest, slug: str) -> HttpResponse:
    shown = get_object_or_404(Page, slug=slug)
    context = {"shown": shown, "rich": rich_parts_in(shown.body_html)}
    response = render(request, "faq/page.html", context)
    allow_players(response, context)
    return response


def question_context(
    detail: QuestionDetail, feedback: FeedbackState, now: datetime
) -> dict[str, object]:
    """Return the context of the template of a question's page.

    Args:
        detail: a question, draft or working copy, with its steps and audiences.
        feedback: the state of the feedback forms.
        now: the time at which related questions must be published.
    """
    question, steps = detail.question, detail.steps
    stuck_at = next((step for step in steps if step.position == feedback.step), None)
    return {
        **answer_context(question, steps),
        "audiences": detail.audiences,
        "hard_to_undo": detail.is_hard_to_undo,
        "related": related_questions(question, now=now),
        "contact_url": contact_address(question=question, step=stuck_at),
        "feedback": feedback,
    }
