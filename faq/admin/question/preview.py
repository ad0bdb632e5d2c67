"""The preview of a question, draft or working copy."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext

from faq.admin.requests import StaffRequest
from faq.models import Question
from faq.publishing import previews


def preview_view(request: StaffRequest, pk: int) -> HttpResponse:
    """Redirect to the preview of the stored text, which anyone with its address can open."""
    question = Question.with_copies.filter(pk=pk).first()
    may_view = any(map(request.user.has_perm, ("faq.view_question", "faq.change_question")))
    if question is None or not may_view:
        messages.warning(request, gettext("That question does not exist, or you may not see it."))
        return redirect("admin:index")
    return redirect("preview", previews.make_token(question))
