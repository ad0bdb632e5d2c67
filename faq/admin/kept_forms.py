"""Keeps what somebody types into any form of the desk, and offers it on the page of that form.

The form of a question does this itself: it has steps, and is merged with what others saved.
"""

from collections.abc import Callable
from typing import NamedTuple
from uuid import uuid4

from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.core.exceptions import PermissionDenied
from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext

from faq.admin.question.saved_forms import form_digest, remember_saved
from faq.admin.question.unsaved import (
    ADDRESS,
    KEY,
    Offer,
    find_own,
    form_offers,
    keep_refused_form,
    typed_form,
)
from faq.admin.requests import staff_user, wants_json
from faq.admin.rescue import rescue_response
from faq.models import Autosave
from faq.ops.submitted_texts import TEXT_FIELDS, submitted_texts
from faq.publishing.autosaves import forget


class KeptForm(NamedTuple):
    """What a page needs to keep a form.

    Attributes:
        key: identifies the open form.
        address: the path of the page of the form.
    """

    key: str
    address: str


def with_kept_form(
    request: HttpRequest, respond: Callable[[], HttpResponseBase]
) -> HttpResponseBase:
    """Return the response of a page. Keep the submitted form if it was not saved, and forget it if it was.

    Args:
        request: the request, by somebody who is signed in.
        respond: makes the response.
    """
    if wants_json(request):
        return respond()
    opened = _opened(request)
    try:
        response = respond()
    except (PermissionDenied, Http404):
        if opened is None and not (KEY in request.POST and submitted_texts(request)):
            raise
        response = _refuse(request)
    if KEY in request.POST:
        response = _settle(request, response)
    form = _form(response)
    if form is not None and isinstance(response, TemplateResponse):
        if request.method == "GET" and "autosave" in request.GET and opened is None:
            messages.warning(request, _gone())
            return redirect(request.path)
        _prepare(request, response, form, opened)
    elif opened is not None:
        messages.warning(request, _refusal())
        return redirect("admin:faq_question_unsaved", opened.pk)
    return response


def _opened(request: HttpRequest) -> Autosave | None:
    """Return the unsaved text that the address of a page names, if it was typed there."""
    if request.method != "GET" or "autosave" not in request.GET:
        return None
    kept = find_own(request.GET["autosave"], staff_user(request))
    return kept if kept and kept.address == request.path else None


def _settle(request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
    """Forget a submitted form if it was saved; else keep it, and return a page that says so."""
    is_done = response.status_code == 302
    is_gone = is_done and _is_gone(request)
    if is_done and not is_gone and request.POST.get(ADDRESS) == request.path:
        forget(request.POST[KEY], by=staff_user(request))
        remember_saved(request, form_digest(request.POST))
        return response
    kept = keep_refused_form(request, "")
    if is_gone:
        response = _refuse(request)
    if isinstance(response, TemplateResponse):
        context = response.context_data or {}
        response.context_data = context | {"kept": kept} if "kept" in context else context
    return response


def _is_gone(request: HttpRequest) -> bool:
    """Return whether the row of a page no longer exists, for which Django redirects as after saving it."""
    match = request.resolver_match
    model_admin = getattr(match.func, "model_admin", None) if match else None
    if match is None or not isinstance(model_admin, ModelAdmin) or "object_id" not in match.kwargs:
        return False
    return model_admin.get_object(request, match.kwargs["object_id"]) is None


def _form(response: HttpResponseBase) -> BaseForm | None:
    """Return the form of a page, if somebody types texts into it and it does not keep itself."""
    context = response.context_data if isinstance(response, TemplateResponse) else None
    if not context:
        return None
    form = context["adminform"].form if "adminform" in context else context.get("form")
    if not isinstance(form, BaseForm) or "form_key" in form.fields:
        return None
    return form if TEXT_FIELDS & form.fields.keys() else None


def _prepare(
    request: HttpRequest, response: TemplateResponse, form: BaseForm, opened: Autosave | None
) -> None:
    """Fill in the form of a page with an unsaved text, or else offer those that were typed there."""
    key = request.POST.get(KEY) or (opened.form_key if opened else uuid4().hex)
    own: dict[str, object] = {"kept_form": KeptForm(key, request.path), "restored": opened}
    if opened:
        typed = typed_form(opened)
        for name, field in form.fields.items():
            typed_value = field.widget.value_from_datadict(typed, {}, form.add_prefix(name))
            form.initial[name] = typed_value
    elif request.method == "GET":
        own["offers"] = _offers(request, response)
    response.context_data = {**(response.context_data or {}), **own}


def _offers(request: HttpRequest, response: TemplateResponse) -> list[Offer]:
    # Who transitions a question reads first what it does.
    is_row = "adminform" in (response.context_data or {})
    own = Autosave.objects.of(staff_user(request), timezone.now())
    return form_offers(own.filter(address=request.path), may_send=is_row)


def _refuse(request: HttpRequest) -> HttpResponseBase:
    return rescue_response(request, _refusal())


def _refusal() -> str:
    return gettext("You cannot change this now: it no longer exists, or you may not change it.")


def _gone() -> str:
    return gettext("That text no longer exists. It was saved or thrown away.")
