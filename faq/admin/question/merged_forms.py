"""MergedForms: an admin class whose forms are merged with what others saved after they were opened."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from faq.admin.question.conflicts import rebase
from faq.admin.question.form_buttons import post_comment
from faq.admin.question.into_copy import keep_in_working_copy
from faq.admin.question.page import StoredQuestion, change_url
from faq.admin.question.saved_forms import form_digest, remember_saved
from faq.admin.requests import staff_user
from faq.models import Question
from faq.publishing.autosaves import forget
from faq.publishing.saves import one_save


class MergedForms(StoredQuestion):
    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, object] | None = None,
    ) -> HttpResponse:
        """Merge a submitted form with the stored text, and save it in one save."""
        stored = self.stored_question(request, object_id)
        sent = form_digest(request.POST)
        if request.method == "POST" and stored:
            form = self.get_form(request, stored, change=True)
            rebased = rebase(request.POST, form, stored, staff_user(request))
            request.POST = rebased.data  # type: ignore[assignment]
            if rebased.notice:
                self.message_user(request, rebased.notice, messages.INFO)
        with one_save():
            response = super().changeform_view(request, object_id, form_url, extra_context)
        if request.method == "POST" and response.status_code == 302:
            remember_saved(request, sent)
        return response

    def kept_in_copy(
        self, request: HttpRequest, object_id: str | None, stored: Question | None
    ) -> HttpResponse | None:
        """Keep a form whose text was published meanwhile in a working copy, and redirect there.

        Returns:
            None if the text was not published meanwhile, or no copy can take the form.
        """
        if object_id is None or (stored and stored.status != Question.Status.PUBLISHED):
            return None
        by, at = staff_user(request), timezone.now()
        form = self.get_form(request)
        kept = keep_in_working_copy(request.POST, form, stored, by=by, at=at)
        if kept is None:
            return None
        self.message_user(request, kept.message, messages.WARNING)
        post_comment(request, kept.text)
        forget(request.POST.get("form_key", ""), by=by)
        remember_saved(request, form_digest(request.POST))
        return redirect(change_url(kept.text))
