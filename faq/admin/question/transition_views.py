"""The page that confirms a transition of a question."""

from datetime import datetime

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext

from faq.admin.question.ownership import OWNERSHIP_TRANSITIONS
from faq.admin.question.page import (
    change_url,
    page_context,
    questions_with_context,
    state_of,
)
from faq.admin.question.transitions import TRANSITIONS, Transition
from faq.admin.question.trash import undo_tag
from faq.admin.requests import StaffRequest
from faq.admin.rescue import rescue_response
from faq.insights.promises import BreaksPromises, PublicationForecast, forecast_publication
from faq.models import BrokenPromise, Question
from faq.ops.submitted_texts import submitted_texts
from faq.publishing import (
    BreaksStyleRules,
    CannotMove,
    CannotPublish,
    NotAllowed,
    NoteRequired,
    check_question,
    snapshot_of,
)
from faq.publishing.diff import Difference, differences
from faq.publishing.permissions import may_view
from faq.publishing.style_check import unexplained_warnings
from faq.publishing.urls.backlinks import backlinks
from faq.text.times import show_time

ALL_TRANSITIONS = {**TRANSITIONS, **OWNERSHIP_TRANSITIONS}
# Transitions whose page shows the changes and the findings of the style check.
_WITH_CHANGES = {"publish", "submit"}
# Transitions whose page shows what links to the question.
_WITH_BACKLINKS = {"archive", "merge"}
REFUSALS = (CannotMove, CannotPublish, NotAllowed)


def transition_view(request: StaffRequest, pk: int, name: str) -> HttpResponse:
    """Show the form of a transition and make the transition.

    If the question was deleted meanwhile, the editor gets their text back.
    """
    if name not in ALL_TRANSITIONS:
        raise Http404
    try:
        return _transition_page(request, pk, ALL_TRANSITIONS[name])
    except Question.DoesNotExist:
        if request.method != "POST":
            raise Http404 from None
    reason = gettext("It no longer exists. Somebody published or deleted it in the meantime.")
    if submitted_texts(request):
        return rescue_response(request, reason)
    messages.warning(request, reason)
    return redirect("admin:faq_question_changelist")


def _transition_page(request: StaffRequest, pk: int, transition: Transition) -> HttpResponse:
    """Show or apply a transition.

    Raises:
        Question.DoesNotExist: there is no such question, or it was deleted meanwhile.
    """
    now = timezone.now()
    question = questions_with_context().get(pk=pk)
    if not transition.is_open(question, request.user):
        if not may_view(request.user):
            raise PermissionDenied
        if submitted_texts(request):
            return rescue_response(request, _refusal(transition, question))
        messages.warning(request, _refusal(transition, question))
        return redirect(change_url(question))
    form = transition.form(request.POST if request.method == "POST" else None, question=question)
    broken: list[BrokenPromise] | None = None
    needs_reason = False
    if request.method == "POST" and form.is_valid():
        try:
            after = transition.do(question, request.user, now, form.cleaned_data)
        except REFUSALS as problem:
            # Somebody else may have changed its state meanwhile.
            question = questions_with_context().get(pk=pk)
            form.add_error(None, str(problem))
            needs_reason = isinstance(problem, NoteRequired)
            broken = list(problem.broken) if isinstance(problem, BreaksPromises) else None
        else:
            undo = undo_tag([pk]) if transition.name == "discard" else ""
            messages.success(request, _done_message(transition, after, now), extra_tags=undo)
            return redirect(change_url(after) if after else "admin:faq_question_changelist")
    is_checked = True
    if broken is None:
        forecast = (
            forecast_publication(question, now)
            if transition.name == "publish"
            else PublicationForecast()
        )
        broken, is_checked = list(forecast.caused), forecast.is_available
    if not (broken or needs_reason or (transition.name == "publish" and _warns(question, now))):
        form.fields.pop("reason", None)
    context = {
        **page_context(request, question, transition.label),
        "transition": transition,
        "form": form,
        "media": form.media,
        "differences": _changes_for_readers(question) if transition.name in _WITH_CHANGES else None,
        "findings": check_question(question, now) if transition.name in _WITH_CHANGES else [],
        "broken": broken,
        "backlinks": backlinks(question) if transition.name in _WITH_BACKLINKS else None,
        "is_checked": is_checked,
    }
    return TemplateResponse(request, "admin/faq/question/transition.html", context)


def _warns(question: Question, now: datetime) -> bool:
    """Return whether publishing a text has to explain warnings. A scheduled one was explained before."""
    if question.is_scheduled(now):
        return False
    try:
        return unexplained_warnings(question, snapshot_of(question), now) is not None
    except BreaksStyleRules:
        return False


def _done_message(transition: Transition, after: Question | None, now: datetime) -> str:
    """Return the message after a transition; for a scheduled text it gives the time."""
    texts = Question.with_copies.filter(pk=after.pk) if after else Question.with_copies.none()
    stored = texts.first() if transition.name in {"publish", "reschedule"} else None
    since = stored.scheduled_at(now) if stored else None
    if since is None:
        return str(transition.done_message)
    return gettext("Scheduled. Readers will see it from {}.").format(show_time(since))


def _changes_for_readers(copy: Question) -> list[Difference] | None:
    """Return what a working copy changes for readers, or None for a new question."""
    live = copy.copy_of
    return differences(snapshot_of(live), snapshot_of(copy)) if live else None


def _refusal(transition: Transition, question: Question) -> str:
    message = gettext("You cannot use “{act}” on this question now. Its state is “{state}”.")
    return message.format(act=transition.label, state=state_of(question, timezone.now()))
