"""Unsaved texts of questions: scripts keep them while somebody types, and pages offer them to that person."""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from django.contrib import admin, messages
from django.contrib.auth.models import User
from django.db import DatabaseError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import Resolver404, get_script_prefix, resolve, reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from faq.admin.question.form_content import full_form_content
from faq.admin.question.page import change_url
from faq.admin.question.rows import with_stored_rows_first
from faq.admin.question.saved_forms import form_digest, is_saved, typed_fields
from faq.admin.requests import StaffRequest, is_key, staff_user
from faq.models import Autosave, Phrasing, Question, Step, limits
from faq.models.autosave import ADDRESS_LENGTH
from faq.ops.submitted_texts import labelled_texts
from faq.publishing import NotAllowed, blank, snapshot_of
from faq.publishing.autosaves import (
    AutosaveRefused,
    FormState,
    PageForm,
    autosave,
    autosave_page,
    forget,
    is_same_text,
    unsaved_texts,
)
from faq.publishing.diff import differences
from faq.publishing.permissions import may_add, require
from faq.text.times import show_clock

_KEY = re.compile(r"[0-9a-f]{32}")
_ROWS: dict[str, type[Step | Phrasing]] = {"steps": Step, "phrasings": Phrasing}
# What the form of a page other than that of a question sends: the key of the open form, and the path of its page.
KEY, ADDRESS = "kept_key", "kept_address"
# The page of a question offers so many at most; all others are in the list.
MAX_OFFERS = 5


class Offer(NamedTuple):
    """An unsaved text, as the page of its form offers it.

    Attributes:
        kept: the text.
        values: the fields of the form that saves it, each with a value; empty if the form has to be opened first.
    """

    kept: Autosave
    values: list[tuple[str, str]]


@require_POST
def autosave_view(request: StaffRequest) -> HttpResponse:
    """Keep what stands in an open form, and return as JSON when, or why not."""
    question = request.POST.get("_question", "")
    if "_unchanged" in request.POST or is_saved(request, form_digest(request.POST)):
        # The browser kept it until it could know that it was saved.
        forget(_form_key(request.POST), by=request.user)
        return JsonResponse({"kept": "", "warning": ""})
    try:
        kept = keep_form(request.POST, question, by=request.user)
    except NotAllowed as problem:
        return JsonResponse({"error": str(problem)}, status=403)
    except AutosaveRefused as problem:
        return JsonResponse({"error": str(problem)}, status=400)
    now = show_clock(kept.typed_at) if kept else ""
    is_gone = kept is not None and kept.has_lost_question
    warning = (
        gettext("This question no longer exists. Your text is on the front page of the desk.")
        if is_gone
        else too_many_rows(request.POST)
    )
    return JsonResponse({"kept": now, "warning": warning})


def keep_form(form: QueryDict, question: str, *, by: User) -> Autosave | None:
    """Keep what stands in a form, unless it is the stored text.

    Args:
        form: the submitted form.
        question: the key of the question that it changes; empty for a new one.
        by: the person who typed.

    Raises:
        AutosaveRefused: it is too long, the person has too many, or the form is not ours.
        NotAllowed: the person may not change questions.
    """
    key, address, now = _form_key(form), form.get(ADDRESS, ""), timezone.now()
    if not _KEY.fullmatch(key) or (question and not is_key(question)):
        raise AutosaveRefused(gettext("The page is too old. Save, or reload the page."))
    if not address:
        content = full_form_content(form)
        state = FormState(key, typed_fields(form), content, int(question) if question else None)
        return autosave(state, by=by, at=now)
    fields = [(name, values) for name, values in typed_fields(form) if name not in (KEY, ADDRESS)]
    page = PageForm(key, fields, address, _question_of(address, by))
    return autosave_page(page, by=by, at=now)


def _form_key(form: QueryDict) -> str:
    return form.get(KEY) or form.get("form_key", "")


def _question_of(address: str, by: User) -> int | None:
    """Return the key of the question that a page of the admin is about, or None.

    Raises:
        AutosaveRefused: there is no such page.
        NotAllowed: the person may not type into its form.
    """
    try:
        match = resolve(f"/{address.removeprefix(get_script_prefix())}")
    except Resolver404:
        match = None
    if match is None or match.app_name != "admin" or len(address) > ADDRESS_LENGTH:
        raise AutosaveRefused(gettext("The page is too old. Save, or reload the page."))
    model_admin = getattr(match.func, "model_admin", None)
    opts = model_admin.opts if model_admin else Question._meta
    rights = [f"{opts.app_label}.{act}_{opts.model_name}" for act in ("add", "change", "publish")]
    message = gettext("You do not have permission to change this, or no longer do.")
    require(by.is_active and any(map(by.has_perm, rights)), message)
    return match.kwargs["pk"] if match.url_name == "faq_question_transition" else None


def keep_refused_form(request: HttpRequest, question: str) -> Autosave | None:
    """Keep a form that was not saved, if that is possible: the page shows it in any case."""
    try:
        return keep_form(request.POST, question, by=staff_user(request))
    except (AutosaveRefused, NotAllowed, DatabaseError):
        return None


def typed_form(kept: Autosave) -> QueryDict:
    """Return the form as it was typed."""
    form = QueryDict(mutable=True)
    for name, values in kept.fields:
        form.setlist(name, values)
    return form


def restored_form(kept: Autosave, question: Question | None) -> QueryDict:
    """Return a typed form for the question as it is now. Rows that were deleted meanwhile become new ones."""
    form = typed_form(kept)
    if question is None:
        form.pop("opened", None)
    for prefix, model in _ROWS.items():
        stored = model._default_manager.filter(question=question)
        keys = {str(pk) for pk in stored.values_list("pk", flat=True)} if question else set()
        for name in form:
            part, _, field = name.removeprefix(f"{prefix}-").partition("-")
            if not (name.startswith(f"{prefix}-") and part.isdecimal()):
                continue
            if field == "id" and form[name] not in keys:
                form[name] = ""
            elif field == "question":
                form[name] = str(question.pk) if question else ""
        form = with_stored_rows_first(form, prefix)
    return form


def too_many_rows(form: QueryDict) -> str:
    """Return that a form has more steps or phrasings than a question may have, or an empty text."""
    maxima = {
        "steps": (limits.MAX_STEPS, limits.too_many_steps()),
        "phrasings": (limits.MAX_PHRASINGS, limits.too_many_phrasings()),
    }
    for prefix, (maximum, message) in maxima.items():
        total = form.get(f"{prefix}-TOTAL_FORMS", "")
        if is_key(total) and int(total) > maximum:
            return message
    return ""


def find_own(pk: str, by: User) -> Autosave | None:
    """Return an unsaved text of this person."""
    own = Autosave.objects.of(by, timezone.now()).select_related("question__topic")
    return own.filter(pk=pk).first() if is_key(pk) else None


def offers(question: Question | None, by: User) -> list[Offer]:
    """Return the unsaved texts to offer on the page of a question: those that differ from the stored one."""
    kept = unsaved_texts(question, by=by, now=timezone.now())[:MAX_OFFERS]
    return form_offers(_changed(question, list(kept)), question)


def form_offers(
    texts: Iterable[Autosave], question: Question | None = None, *, may_send: bool = True
) -> list[Offer]:
    """Return unsaved texts as offers, of which the first, the latest, can be saved at once.

    Args:
        texts: the texts, the latest first.
        question: the question that they belong to, as it is now.
        may_send: whether one may be saved without opening its form.
    """
    found: list[Offer] = []
    for kept in texts:
        form = typed_form(kept) if kept.address else restored_form(kept, question)
        may_save = may_send and not found and not too_many_rows(form)
        # The form of a transition tells first what it does.
        is_apart = bool(kept.address and question)
        rows = form.lists() if may_save and not is_apart else []
        values = [(name, str(value)) for name, several in rows for value in several]
        own = [(KEY, kept.form_key), (ADDRESS, kept.address)] if kept.address and values else []
        found.append(Offer(kept, own + values))
    return found[:MAX_OFFERS]


def _changed(question: Question | None, kept: list[Autosave]) -> Iterator[Autosave]:
    stored = snapshot_of(question) if question and kept else None
    for each in kept:
        if (
            stored is None
            or each.address
            or each.value("comment")
            or not is_same_text(stored, full_form_content(typed_form(each)))
        ):
            yield each


@require_safe
def unsaved_list_view(request: StaffRequest) -> HttpResponse:
    """List all unsaved texts of this person."""
    own = Autosave.objects.of(request.user, timezone.now()).select_related("question")
    context = {
        **admin.site.each_context(request),
        "title": gettext("Texts that you did not save"),
        "opts": Question._meta,
        "texts": own,
    }
    return TemplateResponse(request, "admin/faq/question/unsaved_list.html", context)


@require_safe
def unsaved_view(request: StaffRequest, pk: int) -> HttpResponse:
    """Compare an unsaved text with the stored one."""
    kept = find_own(str(pk), request.user)
    if kept is None:
        raise Http404
    form = typed_form(kept)
    question = kept.question
    texts = labelled_texts(form) if kept.address else []
    stored = snapshot_of(question) if question else blank()
    context = {
        **admin.site.each_context(request),
        "title": gettext("A text that you did not save"),
        "subtitle": str(kept),
        "opts": Question._meta,
        "kept": kept,
        "question": question,
        "use_url": use_url(kept, request) if not too_many_rows(form) else "",
        "problem": too_many_rows(form),
        "comment": form.get("comment", ""),
        "texts": texts,
        "differences": [] if kept.address else differences(stored, full_form_content(form)),
    }
    return TemplateResponse(request, "admin/faq/question/unsaved.html", context)


def use_url(kept: Autosave, request: HttpRequest) -> str:
    """Return the address of the form with an unsaved text; empty if this person may not save it there."""
    question, user = kept.question, staff_user(request)
    if kept.address:
        address = kept.address
    elif question is None:
        address = reverse("admin:faq_question_add") if may_add(user) else ""
    else:
        may_change = admin.site.get_model_admin(Question).has_change_permission(request, question)
        address = change_url(question) if may_change else ""
    return f"{address}?autosave={kept.pk}" if address else ""


@require_POST
def throw_away_view(request: StaffRequest, pk: int) -> HttpResponse:
    """Delete an unsaved text, at the wish of its person."""
    kept = find_own(str(pk), request.user)
    if kept is None:
        raise Http404
    forget(kept.form_key, by=request.user)
    messages.success(request, gettext("Thrown away."))
    question = kept.question
    return redirect(change_url(question) if question else "admin:faq_question_unsaved_list")
