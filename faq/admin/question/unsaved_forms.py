"""The form of a question that opens with a text that its person typed before and did not save."""

from collections.abc import Sequence
from functools import partial, partialmethod
from typing import Any

from django.contrib import messages
from django.contrib.admin.options import InlineModelAdmin
from django.forms import BaseFormSet, ModelForm
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext

from faq.admin.question.page import StoredQuestion
from faq.admin.question.rows import RowsAsSent, with_stored_rows_first
from faq.admin.question.unsaved import (
    find_own,
    keep_refused_form,
    offers,
    restored_form,
    too_many_rows,
)
from faq.admin.requests import staff_user
from faq.models import Autosave, Phrasing, Question, Step
from faq.publishing.autosaves import forget

RowForms = BaseFormSet[ModelForm[Step | Phrasing]]


class UnsavedForms(StoredQuestion):
    """Opens forms with ?autosave=<key>, keeps what was not saved, and deletes what was."""

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, object] | None = None,
    ) -> HttpResponse:
        extra: dict[str, object] = {}
        stored = self.stored_question(request, object_id)
        if request.method == "GET" and (object_id is None or stored):
            if "autosave" in request.GET:
                kept = find_own(request.GET["autosave"], staff_user(request))
                problem = self._problem(request, kept, stored)
                if kept is None or problem:
                    messages.warning(request, problem)
                    return (
                        redirect("admin:faq_question_unsaved", kept.pk)
                        if kept
                        else redirect(request.path)
                    )
                request.restored = restored_form(kept, stored)  # type: ignore[attr-defined]
                extra["restored"] = kept
            else:
                extra["offers"] = SimpleLazyObject(partial(offers, stored, staff_user(request)))
        response = super().changeform_view(
            request, object_id, form_url, {**extra, **(extra_context or {})}
        )
        if request.method == "POST" and response.status_code == 200:
            keep_refused_form(request, object_id or "")
        return response

    def _problem(
        self, request: HttpRequest, kept: Autosave | None, question: Question | None
    ) -> str:
        """Return why the form cannot open with an unsaved text; empty if it can."""
        if kept is None or kept.address or (question and kept.question_id != question.pk):
            return gettext("That text no longer exists. It was saved or thrown away.")
        if question and not self.has_change_permission(request, question):
            return gettext("You cannot change this question now. Here is the text that you typed.")
        return too_many_rows(restored_form(kept, question))

    def get_form(
        self, request: HttpRequest, obj: Question | None = None, change: bool = False, **kwargs: Any
    ) -> type[ModelForm[Question]]:
        # Any: the arguments of Django's modelform_factory.
        form = super().get_form(request, obj, change, **kwargs)
        restored = _restored(request)
        if restored is None:
            return form
        return type(form.__name__, (form,), {"__init__": partialmethod(form.__init__, restored)})

    def get_formset_kwargs(
        self,
        request: HttpRequest,
        obj: Question,
        inline: InlineModelAdmin[Step | Phrasing, Question],
        prefix: str,
    ) -> dict[str, Any]:
        # Any: the arguments of a formset.
        arguments = super().get_formset_kwargs(request, obj, inline, prefix)
        restored = _restored(request)
        if "data" in arguments:
            arguments["data"] = with_stored_rows_first(arguments["data"], prefix)
        elif restored is not None:
            arguments["data"] = restored.copy()
        return arguments

    def get_inline_formsets(
        self,
        request: HttpRequest,
        formsets: list[RowForms],
        inline_instances: list[InlineModelAdmin[Step | Phrasing, Question]],
        obj: Question | None = None,
    ) -> list[RowsAsSent]:
        rows = super().get_inline_formsets(request, formsets, inline_instances, obj)
        return [RowsAsSent(each) for each in rows]

    def save_related(
        self,
        request: HttpRequest,
        form: ModelForm[Question],
        formsets: Sequence[RowForms],
        change: bool,
    ) -> None:
        super().save_related(request, form, formsets, change)
        forget(request.POST.get("form_key", ""), by=staff_user(request))


def _restored(request: HttpRequest) -> QueryDict | None:
    return getattr(request, "restored", None)
