"""The history of a question: its revisions and versions, a comparison of two, and restoring one."""

from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models.fields.json import KT
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from faq.admin.question.page import change_url, get_question_or_404, page_context
from faq.admin.requests import StaffRequest, is_key
from faq.models import DraftVersion, Question, Revision
from faq.publishing import (
    CannotMove,
    ContentSnapshot,
    NotAllowed,
    WorkingCopyExists,
    restore,
    snapshot_of,
)
from faq.publishing.audit import name_of
from faq.publishing.diff import differences
from faq.publishing.permissions import may_edit
from faq.publishing.versions import restore_version
from faq.text.times import show_time

PER_PAGE = 200
# In the address of a comparison: the text as it is stored, and what stands before the key of a version.
_STORED, _VERSION = "now", "v"


class SavedText(NamedTuple):
    """A row of the table of saved texts.

    Attributes:
        key: names the text in the address of a comparison.
        title: the title that the question had.
        saved_at: when it was saved; None if nobody knows.
        by_name: who saved it.
    """

    key: str
    title: str
    saved_at: datetime | None
    by_name: str

    @property
    def is_stored_now(self) -> bool:
        """Whether this is the text as it is stored, which no later one has replaced."""
        return self.key == _STORED


def history_view(request: StaffRequest, pk: int) -> HttpResponse:
    """List the revisions and versions of a question, newest first.

    Every page of revisions shows the newest one, for comparison.
    """
    text = get_question_or_404(pk)
    _require_view_permission(request)
    question = text.copy_of or text
    revisions = question.revisions.newest_first()
    page = Paginator(revisions, PER_PAGE).get_page(request.GET.get("p"))
    newest = list(revisions[:1]) if page.number > 1 else []
    context = {
        **page_context(request, text, _("History")),
        "published": question,
        "revisions": [*newest, *page],
        "page": page,
        "pages": page.paginator.get_elided_page_range(page.number),
        "saved_texts": list(_saved_texts(text)),
        "may_edit": may_edit(request.user),
    }
    return TemplateResponse(request, "admin/faq/question/history.html", context)


def compare_view(request: StaffRequest, pk: int) -> HttpResponse:
    """Compare the texts ?from=1&to=2, or without parameters a working copy with its question.

    A number stands for a revision, v and a number for a version, and “now” for the stored text.
    """
    question = get_question_or_404(pk)
    _require_view_permission(request)
    before, after = request.GET.get("from", ""), request.GET.get("to", "")
    if question.copy_of and not (before or after):
        titles = (gettext("What readers see"), gettext("This working copy"))
        contents = (snapshot_of(question.copy_of), snapshot_of(question))
    else:
        pair = (_text(question, before), _text(question, after))
        titles = (pair[0][0], pair[1][0])
        contents = (pair[0][1], pair[1][1])
    context = {
        **page_context(request, question, _("Compare")),
        "before": titles[0],
        "after": titles[1],
        "differences": differences(*contents),
    }
    return TemplateResponse(request, "admin/faq/question/compare.html", context)


def restore_view(request: StaffRequest, pk: int) -> HttpResponse:
    """Restore a revision in a working copy, or a version in the draft or copy that it belongs to.

    Readers do not see it yet.
    """
    question = get_question_or_404(pk)
    key = request.POST.get("number", "")
    if request.method != "POST":
        return redirect("admin:faq_question_history", pk)
    try:
        if key.startswith(_VERSION):
            version = _version(question, key)
            text, notes = restore_version(version, by=request.user, at=timezone.now())
            message = gettext("The text is again as it was: {}.").format(_version_name(version))
        else:
            revision = _revision(question, key)
            text, notes = restore(revision, by=request.user, at=timezone.now())
            message = gettext(
                "This working copy has the text of revision {}. Read it, then publish it."
            ).format(revision.number)
    except CannotMove as problem:
        messages.error(request, str(problem))
        return redirect("admin:faq_question_changelist")
    except WorkingCopyExists as problem:
        refusal = gettext("{} Publish or discard it first.").format(problem)
        messages.error(request, refusal)
        return redirect(change_url(problem.copy))
    except NotAllowed as problem:
        raise PermissionDenied from problem
    messages.success(request, message)
    for note in notes:
        messages.warning(request, note)
    return redirect(change_url(text))


def _require_view_permission(request: StaffRequest) -> None:
    if not request.user.has_perm("faq.view_question"):
        raise PermissionDenied


def _saved_texts(text: Question) -> Iterator[SavedText]:
    """Yield the stored text and its versions, newest first; nothing if there are no versions."""
    versions = text.versions.newest_first()
    rows = list(versions.values_list("pk", KT("content__title"), "saved_at", "by_name"))
    if rows:
        yield SavedText(_STORED, text.title, text.saved_at, name_of(text.saved_by))
    for pk, title, saved_at, by_name in rows:
        yield SavedText(f"{_VERSION}{pk}", title, saved_at, by_name)


def _text(question: Question, key: str) -> tuple[str, ContentSnapshot]:
    """Return the name and content of a text in the history, or raise Http404."""
    if key == _STORED:
        return gettext("Stored now"), snapshot_of(question)
    if key.startswith(_VERSION):
        version = _version(question, key)
        return _version_name(version), version.content
    revision = _revision(question, key)
    return gettext("Revision {}").format(revision.number), revision.content


def _version(question: Question, key: str) -> DraftVersion:
    number = key.removeprefix(_VERSION)
    if not is_key(number):
        raise Http404
    return get_object_or_404(question.versions, pk=int(number))


def _revision(question: Question, number: str) -> Revision:
    if not number.isascii() or not number.isdecimal() or len(number) > 9:
        raise Http404
    return get_object_or_404((question.copy_of or question).revisions, number=int(number))


def _version_name(version: DraftVersion) -> str:
    saved_at = version.saved_at
    if saved_at is None:
        return gettext("Former text")
    return gettext("Saved {}").format(show_time(saved_at))
