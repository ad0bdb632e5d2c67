"""The admin of questions: the list, and the form of a question with its steps and phrasings."""

from collections.abc import Callable, Sequence
from functools import partial

from adminsortable2.admin import SortableAdminBase
from django.contrib import admin
from django.db import transaction
from django.db.models import QuerySet
from django.forms import BaseFormSet, ModelForm
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from faq import conf
from faq.admin.broken_promise import warn_of_broken_promises
from faq.admin.import_export import export_view, import_view
from faq.admin.markdown_fields import WRITING
from faq.admin.page_import import page_import_view
from faq.admin.question.bulk import BulkActions
from faq.admin.question.editor_api import findings_view, targets_view
from faq.admin.question.editor_media import PREVIEW, STEP_ROWS, STEPS
from faq.admin.question.fieldsets import QuestionFieldsets
from faq.admin.question.form import QuestionForm
from faq.admin.question.form_buttons import FormButtons
from faq.admin.question.history import compare_view, history_view, restore_view
from faq.admin.question.inlines import PhrasingInline, StepInline
from faq.admin.question.list_columns import ListColumns
from faq.admin.question.list_search import ListSearch
from faq.admin.question.live_merge import live_merge_view
from faq.admin.question.merged_forms import MergedForms
from faq.admin.question.panel import panel
from faq.admin.question.preview import preview_view
from faq.admin.question.transition_views import transition_view
from faq.admin.question.trash import TrashPages
from faq.admin.question.unsaved import (
    autosave_view,
    keep_refused_form,
    throw_away_view,
    unsaved_list_view,
    unsaved_view,
)
from faq.admin.question.unsaved_forms import UnsavedForms
from faq.admin.requests import is_key, staff_user
from faq.admin.rescue import rescue_response
from faq.admin.slugs import SlugProposals
from faq.models import Phrasing, Question, Step
from faq.ops.deadlines import allow_seconds
from faq.publishing.permissions import may_import_and_export, why_locked_by_review
from faq.publishing.urls.backlinks import backlinks


@admin.register(Question)
class QuestionAdmin(
    ListSearch,
    ListColumns,
    QuestionFieldsets,
    SlugProposals[Question],
    SortableAdminBase,
    MergedForms,
    FormButtons,
    UnsavedForms,
    TrashPages,
    BulkActions,
):
    form = QuestionForm
    inlines = [StepInline, PhrasingInline]
    search_fields = ["title", "slug", "summary", "phrasings__text"]
    search_help_text = _("Search in all texts, drafts included, in your own words.")
    ordering = ["topic__position", "position", "title"]
    save_on_top = True

    class Media:
        css = {"all": ["faq/admin/steps.css", "faq/admin/editor.css", "faq/admin/question.css"]}
        js = [
            "faq/admin/asker.js",
            "faq/admin/sections.js",
            STEPS,
            STEP_ROWS,
            PREVIEW,
            *WRITING,
        ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Question]:
        """Hide working copies from the list; their own pages still open.

        A working copy whose question was deleted is in the list, because nothing else links to it.
        """
        match = request.resolver_match
        is_page = match is not None and "object_id" in match.kwargs
        rows = Question.with_copies.all() if is_page else Question.with_copies.listed()
        return (
            rows.with_step_count().with_state(timezone.now()).order_by(*self.get_ordering(request))
        )

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Question], search_term: str
    ) -> tuple[QuerySet[Question], bool]:
        """Leave out the question that a choice of another one is for; its widget names it."""
        excluded = request.GET.get("exclude", "")
        if is_key(excluded):
            queryset = queryset.exclude(pk=excluded)
        return super().get_search_results(request, queryset, search_term)

    # --- Permissions

    def has_change_permission(self, request: HttpRequest, obj: Question | None = None) -> bool:
        """Return whether the user may change the text in place.

        Nobody edits a published or scheduled text: a working copy replaces it. Only those who may publish
        edit a text in review.
        """
        may_change = super().has_change_permission(request, obj)
        if obj is None or not may_change:
            return may_change
        if obj.is_scheduled(timezone.now()):
            return False
        is_locked = why_locked_by_review(obj, staff_user(request))
        return not is_locked and obj.status != Question.Status.PUBLISHED

    # --- The pages

    def get_urls(self) -> list[URLPattern]:
        def page(route: str, view: Callable[..., HttpResponse], name: str) -> URLPattern:
            return path(route, self.admin_site.admin_view(view), name=f"faq_question_{name}")

        own = [
            page("from-page/", page_import_view, "page_import"),
            page("add/preview/", preview_view, "new_preview"),
            page("findings/", findings_view, "findings"),
            page("targets/", targets_view, "targets"),
            page("autosave/", autosave_view, "autosave"),
            page("unsaved/", unsaved_list_view, "unsaved_list"),
            page("unsaved/<int:pk>/", unsaved_view, "unsaved"),
            page("unsaved/<int:pk>/throw-away/", throw_away_view, "throw_away"),
            page("import/", import_view, "import"),
            page("export/", export_view, "export"),
            page("<int:pk>/history/", history_view, "history"),
            page("<int:pk>/compare/", compare_view, "compare"),
            page("<int:pk>/restore/", restore_view, "restore"),
            page("<int:pk>/merge-live/", live_merge_view, "live_merge"),
            page("<int:pk>/preview/", preview_view, "preview"),
            page("<int:pk>/do/<slug:name>/", transition_view, "transition"),
        ]
        return [*own, *super().get_urls()]

    # The actions of the list change many questions.
    @allow_seconds(conf.import_deadline)
    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, object] | None = None
    ) -> HttpResponse:
        own = {"may_import_and_export": may_import_and_export(staff_user(request))}
        return super().changelist_view(request, {**(extra_context or {}), **own})

    def delete_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, object] | None = None
    ) -> HttpResponse:
        stored = self.get_object(request, object_id)
        own = {"backlinks": backlinks(stored)} if stored and not stored.is_copy else {}
        return super().delete_view(request, object_id, {**(extra_context or {}), **own})

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, object] | None = None,
    ) -> HttpResponse:
        stored = self.stored_question(request, object_id)
        if request.method == "POST":
            if response := self.kept_in_copy(request, object_id, stored):
                return response
            if object_id and stored is None:
                reason = gettext(
                    "It no longer exists. Somebody published or deleted it in the meantime."
                )
                kept = keep_refused_form(request, object_id)
                return rescue_response(request, reason, kept=kept)
            if not self._may_save(request, stored):
                reason = gettext(
                    "You do not have permission to change this question, or no longer do."
                )
                kept = keep_refused_form(request, object_id or "")
                return rescue_response(request, reason, kept=kept)
        user = staff_user(request)
        # Lazy, because a form that is saved redirects and shows no panel.
        extra = {
            "panel": SimpleLazyObject(partial(panel, stored, user)),
            "may_save": self._may_save(request, stored),
        }
        return super().changeform_view(
            request, object_id, form_url, {**(extra_context or {}), **extra}
        )

    def _may_save(self, request: HttpRequest, stored: Question | None) -> bool:
        if stored is None:
            return self.has_add_permission(request)
        return self.has_change_permission(request, stored)

    def save_model(
        self, request: HttpRequest, obj: Question, form: QuestionForm, change: bool
    ) -> None:
        """Make the person who adds a question its owner."""
        if not change:
            obj.owner = staff_user(request)
        super().save_model(request, obj, form, change)

    def save_related(
        self,
        request: HttpRequest,
        form: ModelForm[Question],
        formsets: Sequence[BaseFormSet[ModelForm[Step | Phrasing]]],
        change: bool,
    ) -> None:
        super().save_related(request, form, formsets, change)
        # The check searches, and other writers should not wait for that.
        transaction.on_commit(partial(warn_of_broken_promises, request, form.instance), robust=True)

    def get_view_on_site_url(self, obj: Question | None = None) -> str | None:
        """Return the address of a published question as it is stored, even if the form has another."""
        published = Question.objects.published(timezone.now())
        stored = published.filter(pk=obj.pk).first() if obj else None
        return stored.get_absolute_url() if stored else None
