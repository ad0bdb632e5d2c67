"""A draft or a working copy as readers will see it, for whoever has the link."""

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from faq.publishing import answer_of, previews
from faq.search import related
from faq.views.contact import contact_address
from faq.views.outcome import outcome


@require_safe
def preview(request: HttpRequest, token: str) -> HttpResponse:
    now = timezone.now()
    try:
        question = previews.find_previewed(token)
    except previews.Expired:
        return _private(render(request, "faq/preview_expired.html", status=410))
    if question is None:
        raise Http404
    answer = answer_of(question)
    context = {
        "question": question,
        "steps": answer.steps,
        "audiences": answer.audiences,
        "hard_to_undo": answer.is_hard_to_undo,
        "related": related(question, now=now),
        "contact_url": contact_address(question=question),
        "feedback": outcome(question, QueryDict(), now=now),
    }
    return _private(render(request, "faq/preview.html", context))


def _private(response: HttpResponse) -> HttpResponse:
    """Nobody keeps it, and no search engine lists it."""
    response["Cache-Control"] = "no-store"
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response
