"""The pages on which something is done with a question, and what its own page says of that."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext

from faq import conf
from faq.admin.question.ownership import OWNERSHIP_TRANSITIONS
from faq.admin.question.page import change_url, page_context, stored
from faq.admin.question.transitions import TRANSITIONS, Transition
from faq.admin.rescue import unsaved, written
from faq.insights.promises import Foreseen, foresee
from faq.models import BrokenPromise, Question
from faq.publishing import (
    CannotMove,
    CannotPublish,
    NotAllowed,
    check_question,
    snapshot_of,
    working_copy_of,
)
from faq.publishing.diff import Difference, differences

ALL_TRANSITIONS = {**TRANSITIONS, **OWNERSHIP_TRANSITIONS}
_MAY_SEE = ("faq.view_question", "faq.change_question")
_READ_FIRST = {"publish", "submit"}
_REFUSED = (CannotMove, CannotPublish, NotAllowed)


def transition_view(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """Ask what an act needs, and do it; whoever comes too late gets back what they wrote."""
    if name not in ALL_TRANSITIONS:
        raise Http404
    try:
        return _act_page(request, pk, ALL_TRANSITIONS[name])
    except Question.DoesNotExist:
        if request.method != "POST":
            raise Http404 from None
    reason = gettext("It is gone: published or deleted meanwhile.")
    if written(request):
        return unsaved(request, reason)
    messages.warning(request, reason)
    return redirect("admin:faq_question_changelist")


def _act_page(request: HttpRequest, pk: int, act: Transition) -> HttpResponse:
    """Raises Question.DoesNotExist if there is no such question, or none any more."""
    now = timezone.now()
    question = stored().get(pk=pk)
    if not act.is_open(question, request.user):
        if not any(map(request.user.has_perm, _MAY_SEE)):
            raise PermissionDenied
        messages.warning(request, _closed(act, question))
        return redirect(change_url(question))
    form = act.form(request.POST if request.method == "POST" else None, question=question)
    broken: list[BrokenPromise] | None = None
    if request.method == "POST" and form.is_valid():
        try:
            after = act.do(question, request.user, now, form.cleaned_data)
        except _REFUSED as problem:
            # Somebody else may have been quicker.
            question = stored().get(pk=pk)
            form.add_error(None, str(problem))
            broken = getattr(problem, "broken", None)
        else:
            messages.success(request, _said(act, after, now))
            return redirect(change_url(after) if after else "admin:faq_question_changelist")
    is_tried = True
    if broken is None:
        foreseen = foresee(question, now) if act.name == "publish" else Foreseen()
        broken, is_tried = list(foreseen.breaks), foreseen.is_known
    if not broken:
        # Nobody is asked for a reason who needs none.
        form.fields.pop("despite", None)
    context = {
        **page_context(request, question, act.label),
        "act": act,
        "form": form,
        "media": form.media,
        "differences": _to_be_read(question) if act.name in _READ_FIRST else None,
        "findings": check_question(question, now) if act.name in _READ_FIRST else [],
        "broken": broken,
        "is_tried": is_tried,
    }
    return TemplateResponse(request, "admin/faq/question/act.html", context)


def panel(question: Question, user: Any) -> dict[str, Any]:
    """What the page of a question says of where it stands, and offers to do with it."""
    now = timezone.now()
    comments = question.review_comments.order_by("at", "pk")
    is_written = question.status in {Question.Status.DRAFT, Question.Status.IN_REVIEW}
    open_acts = [act for act in TRANSITIONS.values() if act.is_open(question, user)]
    return {
        "acts": [act for act in open_acts if act.name != "comment"],
        "may_comment": any(act.name == "comment" for act in open_acts),
        "care_acts": [act for act in OWNERSHIP_TRANSITIONS.values() if act.is_open(question, user)],
        "review_every": _review_every(question),
        "comments": comments,
        "copy": None if question.is_copy else working_copy_of(question),
        "live": question.copy_of,
        "is_scheduled": bool(question.published_at and question.published_at > now),
        "findings": check_question(question, now) if is_written else [],
    }


def _said(act: Transition, after: Question | None, now: datetime) -> str:
    """What is told when it is done; whoever published for a time to come has published nothing yet."""
    since = after.published_at if after and act.name == "publish" else None
    if since is None or since <= now:
        return act.said
    when = date_format(timezone.localtime(since), "DATETIME_FORMAT")
    return gettext("Scheduled: readers see it from {} on.").format(when)


def _review_every(question: Question) -> int:
    """In days; 0 for never."""
    own = question.review_every
    return conf.review_every() if own is None else own


def _to_be_read(copy: Question) -> list[Difference] | None:
    """What a working copy changes for readers; None for what is new."""
    live = copy.copy_of
    return differences(snapshot_of(live), snapshot_of(copy)) if live else None


def _closed(act: Transition, question: Question) -> str:
    said = gettext(
        "“{act}” is not open to you, or not for this question now. Its state is “{state}”."
    )
    return said.format(act=act.label, state=question.get_status_display())
