"""The preview of a question: of its stored text, which can be shared, and of what stands in its form."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext

from faq.admin.question.editor_api import why_too_much
from faq.admin.question.form_content import full_form_content
from faq.admin.requests import StaffRequest
from faq.models import Question
from faq.publishing import detail_of_content, previews
from faq.publishing.permissions import may_view, may_write
from faq.rendering.answer import allow_players, answer_context
from faq.search import related_questions


def preview_view(request: StaffRequest, pk: int | None = None) -> HttpResponse:
    """Show a submitted form as a page, or redirect to the preview of the stored text.

    Args:
        request: with POST, the form. It need not be valid, and nothing is stored.
        pk: the primary key of the question; None for a new one.
    """
    question = Question.with_copies.select_related("topic").filter(pk=pk).first()
    if request.method == "POST":
        return _form_preview(request, question)
    if pk is None:
        return redirect("admin:faq_question_add")
    if not may_view(request.user):
        messages.warning(request, gettext("That question does not exist, or you may not see it."))
        return redirect("admin:index")
    if question is None:
        raise Http404
    return redirect("preview", previews.make_token(question))


def _form_preview(request: StaffRequest, question: Question | None) -> HttpResponse:
    if not may_write(request.user):
        raise PermissionDenied
    now = timezone.now()
    content = full_form_content(request.POST)
    problem = why_too_much(content)
    detail = None if problem else detail_of_content(content, question, now)
    context: dict[str, object] = {"problem": problem or gettext("There is no topic yet. Add one.")}
    if detail:
        shown = detail.question
        context = {
            **answer_context(shown, detail.steps),
            "audiences": detail.audiences,
            "hard_to_undo": detail.is_hard_to_undo,
            "related": related_questions(shown, now=now),
            # Its forms send nothing: there may be no question yet that a reader could judge.
            "feedback": {"token": ""},
            "is_of_form": True,
            "share_token": previews.make_token(question) if question else "",
        }
    response = render(request, "faq/preview.html", context, status=200 if detail else 400)
    allow_players(response, context)
    return response
