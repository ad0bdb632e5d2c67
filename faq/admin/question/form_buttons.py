"""What the buttons of the form of a question do once it is saved: transitions, the comparison, comments."""

from collections.abc import Sequence
from typing import cast

from django.contrib import admin, messages
from django.db import transaction
from django.forms import BaseFormSet, ModelForm
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext

from faq import publishing
from faq.admin.question.inlines import EXTRA_ROWS
from faq.admin.question.page import change_url
from faq.admin.question.transition_views import ALL_TRANSITIONS, REFUSALS
from faq.admin.question.transitions import TRANSITIONS
from faq.admin.requests import StaffRequest
from faq.models import Phrasing, Question, Step

# The name of the buttons that save the form and then do something else.
THEN = "_then"


class FormButtons(admin.ModelAdmin[Question]):
    """Posts the comment of a saved form, and goes where the pressed button leads."""

    def save_related(
        self,
        request: HttpRequest,
        form: ModelForm[Question],
        formsets: Sequence[BaseFormSet[ModelForm[Step | Phrasing]]],
        change: bool,
    ) -> None:
        super().save_related(request, form, formsets, change)
        request.is_changed = any(each.has_changed() for each in (form, *formsets))  # type: ignore[attr-defined]
        # A submission takes the comment as its note.
        if request.POST.get(THEN) != "submit":
            post_comment(request, form.instance)

    def response_change(self, request: HttpRequest, obj: Question) -> HttpResponse:
        """Do not say that the question was changed when a button had nothing to save."""
        if THEN in request.POST and not request.is_changed:  # type: ignore[attr-defined]
            return self.response_post_save_change(request, obj)
        return super().response_change(request, obj)

    def response_post_save_add(self, request: HttpRequest, obj: Question) -> HttpResponseRedirect:
        return self.response_post_save_change(request, obj)

    def response_post_save_change(
        self, request: HttpRequest, obj: Question
    ) -> HttpResponseRedirect:
        """Go where the pressed button leads, or return to the form, which has the other buttons."""
        return after_saving(request, obj) or redirect(change_url(obj))


def after_saving(request: HttpRequest, question: Question) -> HttpResponseRedirect | None:
    """Do what the pressed button names, in the transaction of the form.

    Returns:
        where to go next; None if the button only saves.
    """
    name = request.POST.get(THEN, "")
    if name == "rows":
        return redirect(f"{change_url(question)}?rows={EXTRA_ROWS}")
    if name == "compare" and question.is_copy:
        return redirect("admin:faq_question_compare", question.pk)
    if name == "submit":
        if _submit(cast(StaffRequest, request), question):
            return redirect(change_url(question))
        post_comment(request, question)
    if name in ALL_TRANSITIONS and name != "comment":
        return redirect("admin:faq_question_transition", question.pk, name)
    return None


def _submit(request: StaffRequest, question: Question) -> bool:
    """Send the saved text for review, with the comment as its note.

    Returns:
        False if a check fails or asks for a note. The page of the transition says so.
    """
    transition = TRANSITIONS["submit"]
    note = {"note": request.POST.get("comment", "")}
    try:
        with transaction.atomic():
            transition.do(question, request.user, timezone.now(), note)
    except REFUSALS:
        return False
    messages.success(request, str(transition.done_message))
    return True


def post_comment(request: HttpRequest, question: Question) -> None:
    """Post the comment that was typed beside the text, or give it back with the reason why not."""
    text = request.POST.get("comment", "")
    if not text.strip():
        return
    try:
        with transaction.atomic():
            user = cast(StaffRequest, request).user
            publishing.comment(question, text, by=user, at=timezone.now())
    except REFUSALS as problem:
        message = gettext("Your comment was not posted. {} You wrote: {}")
        messages.error(request, message.format(problem, text))
    else:
        messages.success(request, str(TRANSITIONS["comment"].done_message))
