"""The history of a question: the list of revisions, a comparison of two, and restoring one."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from faq.admin.question.page import change_url, get_question_or_404, page_context
from faq.admin.requests import StaffRequest
from faq.models import Question, Revision
from faq.publishing import CannotMove, NotAllowed, WorkingCopyExists, restore, snapshot_of
from faq.publishing.diff import differences
from faq.publishing.permissions import may_edit

PER_PAGE = 200


def history_view(request: StaffRequest, pk: int) -> HttpResponse:
    """List the revisions of a question, newest first. Every page shows the newest, for comparison."""
    question = get_question_or_404(pk)
    _require_view_permission(request)
    if question.copy_of:
        question = question.copy_of
    revisions = question.revisions.newest_first()
    page = Paginator(revisions, PER_PAGE).get_page(request.GET.get("p"))
    newest = list(revisions[:1]) if page.number > 1 else []
    context = {
        **page_context(request, question, _("History")),
        "revisions": [*newest, *page],
        "page": page,
        "pages": page.paginator.get_elided_page_range(page.number),
        "may_edit": may_edit(request.user),
    }
    return TemplateResponse(request, "admin/faq/question/history.html", context)


def compare_view(request: StaffRequest, pk: int) -> HttpResponse:
    """Compare the revisions ?from=1&to=2, or without parameters a working copy with its question."""
    question = get_question_or_404(pk)
    _require_view_permission(request)
    before, after = request.GET.get("from", ""), request.GET.get("to", "")
    if question.copy_of and not (before or after):
        titles = (gettext("What readers see"), gettext("This working copy"))
        found = differences(snapshot_of(question.copy_of), snapshot_of(question))
    else:
        old, new = _revision(question, before), _revision(question, after)
        titles = (_name(old), _name(new))
        found = differences(old.content, new.content)
    context = {
        **page_context(request, question, _("Compare")),
        "before": titles[0],
        "after": titles[1],
        "differences": found,
    }
    return TemplateResponse(request, "admin/faq/question/compare.html", context)


def restore_view(request: StaffRequest, pk: int) -> HttpResponse:
    """Create a working copy with the text of a revision. Readers do not see it yet."""
    question = get_question_or_404(pk)
    if request.method != "POST":
        return redirect("admin:faq_question_history", pk)
    try:
        revision = _revision(question, request.POST.get("number", ""))
        copy, notes = restore(revision, by=request.user, at=timezone.now())
    except CannotMove as problem:
        messages.error(request, str(problem))
        return redirect("admin:faq_question_changelist")
    except WorkingCopyExists as problem:
        message = gettext("{} Publish or discard it first.").format(problem)
        messages.error(request, message)
        return redirect(change_url(problem.copy))
    except NotAllowed as problem:
        raise PermissionDenied from problem
    message = gettext("This working copy has the text of revision {}. Read it, then publish it.")
    messages.success(request, message.format(revision.number))
    for note in notes:
        messages.warning(request, note)
    return redirect(change_url(copy))


def _require_view_permission(request: StaffRequest) -> None:
    if not request.user.has_perm("faq.view_question"):
        raise PermissionDenied


def _revision(question: Question, number: str) -> Revision:
    if not number.isascii() or not number.isdecimal() or len(number) > 9:
        raise Http404
    return get_object_or_404(question.revisions, number=int(number))


def _name(revision: Revision) -> str:
    return gettext("Revision {}").format(revision.number)
