"""The pages that ask before a transition of a question, and the workflow panel of its form."""

from datetime import datetime

from django.contrib import messages
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext

from faq import conf
from faq.admin.question.ownership import OWNERSHIP_TRANSITIONS
from faq.admin.question.page import change_url, page_context, questions_with_context
from faq.admin.question.transitions import TRANSITIONS, Transition
from faq.admin.requests import StaffRequest
from faq.admin.rescue import rescue_response, submitted_texts
from faq.insights.promises import BreaksPromises, Foreseen, foresee
from faq.models import BrokenPromise, Question
from faq.publishing import (
    CannotMove,
    CannotPublish,
    NotAllowed,
    NoteRequired,
    check_question,
    snapshot_of,
    working_copy_of,
)
from faq.publishing.diff import Difference, differences

ALL_TRANSITIONS = {**TRANSITIONS, **OWNERSHIP_TRANSITIONS}
_VIEW_PERMISSIONS = ("faq.view_question", "faq.change_question")
_SHOWS_CHANGES = {"publish", "submit"}
_REFUSALS = (CannotMove, CannotPublish, NotAllowed)


def transition_view(request: StaffRequest, pk: int, name: str) -> HttpResponse:
    """Ask what a transition needs, and make it; whoever comes too late gets their text back."""
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
    """Raises Question.DoesNotExist if there is no such question, or none any more."""
    now = timezone.now()
    question = questions_with_context().get(pk=pk)
    if not transition.is_open(question, request.user):
        if not any(map(request.user.has_perm, _VIEW_PERMISSIONS)):
            raise PermissionDenied
        messages.warning(request, _refusal(transition, question))
        return redirect(change_url(question))
    form = transition.form(request.POST if request.method == "POST" else None, question=question)
    broken: list[BrokenPromise] | None = None
    needs_reason = False
    if request.method == "POST" and form.is_valid():
        try:
            after = transition.do(question, request.user, now, form.cleaned_data)
        except _REFUSALS as problem:
            # Somebody else may have been quicker.
            question = questions_with_context().get(pk=pk)
            form.add_error(None, str(problem))
            needs_reason = isinstance(problem, NoteRequired)
            broken = list(problem.broken) if isinstance(problem, BreaksPromises) else None
        else:
            messages.success(request, _done_message(transition, after, now))
            return redirect(change_url(after) if after else "admin:faq_question_changelist")
    is_tried = True
    if broken is None:
        foreseen = foresee(question, now) if transition.name == "publish" else Foreseen()
        broken, is_tried = list(foreseen.breaks), foreseen.is_known
    if not (broken or needs_reason):
        form.fields.pop("reason", None)
    context = {
        **page_context(request, question, transition.label),
        "transition": transition,
        "form": form,
        "media": form.media,
        "differences": _changes_for_readers(question)
        if transition.name in _SHOWS_CHANGES
        else None,
        "findings": check_question(question, now) if transition.name in _SHOWS_CHANGES else [],
        "broken": broken,
        "is_tried": is_tried,
    }
    return TemplateResponse(request, "admin/faq/question/transition.html", context)


def panel(question: Question, user: User) -> dict[str, object]:
    """The state of a question and the transitions open to a person, for the panel above its form."""
    now = timezone.now()
    comments = question.review_comments.order_by("at", "pk")
    is_written = question.status in {Question.Status.DRAFT, Question.Status.IN_REVIEW}
    offered = [each for each in TRANSITIONS.values() if each.is_open(question, user)]
    return {
        "transitions": [each for each in offered if each.name != "comment"],
        "may_comment": any(each.name == "comment" for each in offered),
        "ownership_transitions": [
            each for each in OWNERSHIP_TRANSITIONS.values() if each.is_open(question, user)
        ],
        "review_every": _review_every(question),
        "comments": comments,
        "copy": None if question.is_copy else working_copy_of(question),
        "live": question.copy_of,
        "is_scheduled": bool(question.published_at and question.published_at > now),
        "findings": check_question(question, now) if is_written else [],
    }


def _done_message(transition: Transition, after: Question | None, now: datetime) -> str:
    """The message after a transition; a question published for later is not visible yet."""
    since = after.published_at if after and transition.name == "publish" else None
    if since is None or since <= now:
        return str(transition.done_message)
    when = date_format(timezone.localtime(since), "DATETIME_FORMAT")
    return gettext("Scheduled. Readers will see it from {}.").format(when)


def _review_every(question: Question) -> int:
    """In days; 0 for never."""
    own = question.review_every
    return conf.review_every() if own is None else own


def _changes_for_readers(copy: Question) -> list[Difference] | None:
    """What a working copy changes for readers; None for what is new."""
    live = copy.copy_of
    return differences(snapshot_of(live), snapshot_of(copy)) if live else None


def _refusal(transition: Transition, question: Question) -> str:
    said = gettext("You cannot use “{act}” on this question now. Its state is “{state}”.")
    return said.format(act=transition.label, state=question.get_status_display())
