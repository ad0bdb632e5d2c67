"""The preview of a draft or a working copy, for everybody who has the link."""

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from faq.models import Question
from faq.publishing import detail_of, previews
from faq.rendering.answer import allow_players
from faq.views.feedback_state import feedback_state
from faq.views.pages import question_context


@require_safe
def preview(request: HttpRequest, token: str) -> HttpResponse:
    now = timezone.now()
    try:
        question = previews.find_previewed(token)
    except previews.Expired:
        return _private(render(request, "faq/preview_expired.html", status=410))
    if question is None:
        raise Http404
    published = Question.objects.published(now)
    context = {
        **question_context(
            detail_of(question), feedback_state(question, QueryDict(), now=now), now
        ),
        "is_published": published.filter(pk=question.pk).exists(),
    }
    response = _private(render(request, "faq/preview.html", context))
    allow_players(response, context)
    return response


def _private(response: HttpResponse) -> HttpResponse:
    """Add headers against storing and indexing the response."""
    response["Cache-Control"] = "no-store"
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response
