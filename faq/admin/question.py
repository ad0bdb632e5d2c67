"""Questions: one page for a question with its steps and phrasings."""

from typing import Any

from adminsortable2.admin import (
    CustomInlineFormSet,
    SortableAdminBase,
    SortableStackedInline,
)
from django.contrib import admin, messages
from django.contrib.admin.widgets import AdminTextInputWidget
from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.db.models import CharField, Count, QuerySet
from django.forms import ModelForm, Script
from django.http import HttpRequest
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from faq.admin.forms import WIDE, UnclaimedSlugForm
from faq.models import Phrasing, Question, Step
from faq.publishing import CannotPublish, archive, publish
from faq.publishing.rules import may_publish


def _editor(request: HttpRequest) -> AbstractBaseUser:
    """Who is signed in; the admin has let nobody else come here."""
    assert isinstance(request.user, AbstractBaseUser)  # noqa: S101
    return request.user


class StepForm(ModelForm):
    def _get_validation_exclusions(self) -> set[str]:
        # Two steps that change places would each find the other still there; the formset renumbers.
        return {*super()._get_validation_exclusions(), "position"}  # type: ignore[misc]


class StepFormSet(CustomInlineFormSet):
    def clean(self) -> None:
        """Say what the form alone cannot show: the error stands on a field that nobody sees."""
        super().clean()
        if any("id" in form.errors for form in self.forms):
            raise ValidationError(
                gettext(
                    "Somebody deleted a step of this question while you were editing. "
                    "Copy what you wrote, reload the page and put it in again."
                )
            )

    def save(self, commit: bool = True) -> Any:
        """Save the steps and number them 1, 2, 3 … in the order they stand on the page."""
        kept = [
            form
            for form in self.forms
            if (form.instance.pk or form.has_changed()) and form not in self.deleted_forms
        ]
        kept.sort(key=lambda form: form.cleaned_data.get("position") or len(self.forms) + 1)
        # What was sent says the order only: two may have sent the same number.
        for place, form in enumerate(kept, start=1):
            form.instance.position = place
        if commit and self.instance.pk:
            Step.objects.filter(question=self.instance).set_aside()
        saved = super().save(commit=commit)
        if commit:
            steps = Step.objects.filter(question=self.instance)
            shown = [form.instance.pk for form in kept if form.instance.pk]
            # What somebody else added since the form was opened comes last.
            unseen = steps.exclude(pk__in=shown).in_order().values_list("pk", flat=True)
            steps.renumber([*shown, *unseen])
        return saved


class StepInline(SortableStackedInline):
    model = Step
    form = StepForm
    formset = StepFormSet
    ordering = ["position"]
    fields = ["title", "body", "caution", "position"]
    formfield_overrides = WIDE
    extra = 0


class PhrasingInline(admin.TabularInline):
    model = Phrasing
    extra = 0
    # The table's heading is no label.
    formfield_overrides = {
        CharField: {
            "widget": AdminTextInputWidget(
                attrs={"class": "vTextField wide", "aria-label": _("Phrasing")}
            )
        }
    }
    verbose_name_plural = _(
        "phrasings: other words in which readers ask this; searched, never shown"
    )


@admin.register(Question)
class QuestionAdmin(SortableAdminBase, admin.ModelAdmin):
    form = UnclaimedSlugForm
    inlines = [StepInline, PhrasingInline]
    formfield_overrides = WIDE
    list_display = ["title", "topic", "status", "steps", "updated"]
    list_filter = ["status", "topic", "audiences", "featured"]
    list_select_related = ["topic"]
    list_per_page = 50
    search_fields = ["title", "slug", "summary", "phrasings__text"]
    search_help_text = _("Searches titles, addresses, summaries and phrasings.")
    ordering = ["topic__position", "position", "title"]
    prepopulated_fields = {"slug": ["title"]}
    readonly_fields = ["status", "published_at", "updated_at"]
    autocomplete_fields = ["replaced_by"]
    actions = ["publish_chosen", "archive_chosen"]
    save_on_top = True
    fieldsets = [
        (None, {"fields": ["title", "slug", "topic", "summary", "body"]}),
        (_("Who and where"), {"fields": ["audiences", "featured", "urgent", "position"]}),
        (
            _("State"),
            {
                "fields": ["status", "published_at", "updated_at"],
                "description": _(
                    "Publish and archive with the actions above the list of questions."
                ),
            },
        ),
    ]

    class Media:
        css = {"all": ["faq/admin/steps.css"]}
        js = [
            Script(
                "faq/admin/steps.js",
                **{
                    "data-up": _("Move step {n} up"),
                    "data-down": _("Move step {n} down"),
                    "data-now": _("Now step {n} of {all}."),
                },
            )
        ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Question]:
        return super().get_queryset(request).annotate(step_count=Count("steps"))

    def get_fieldsets(self, request: HttpRequest, obj: Question | None = None) -> Any:
        """What takes its place is asked of archived questions only."""
        fieldsets = super().get_fieldsets(request, obj)
        if obj is None or obj.status != Question.Status.ARCHIVED:
            return fieldsets
        return [*fieldsets, (None, {"fields": ["replaced_by"]})]

    def has_delete_permission(self, request: HttpRequest, obj: Question | None = None) -> bool:
        """What readers have seen is taken away by those alone who may archive it."""
        may_delete = super().has_delete_permission(request, obj)
        was_seen = obj is not None and obj.published_at is not None
        return may_delete and (not was_seen or may_publish(request.user))

    @admin.display(description=_("steps"), ordering="step_count")
    def steps(self, question: Any) -> int:
        return question.step_count

    @admin.display(description=_("updated"), ordering="updated_at")
    def updated(self, question: Question) -> str:
        return date_format(question.updated_at, "DATE_FORMAT")

    def get_view_on_site_url(self, obj: Question | None = None) -> str | None:
        """Only where there is a page to view: at the stored address, not one refused just now."""
        published = Question.objects.published(timezone.now())
        stored = published.filter(pk=obj.pk).first() if obj else None
        return stored.get_absolute_url() if stored else None

    @admin.action(description=_("Publish now"), permissions=["change"])
    def publish_chosen(self, request: HttpRequest, questions: QuerySet[Question]) -> None:
        done = 0
        for question in questions:
            try:
                publish(question, by=_editor(request), at=timezone.now())
            except CannotPublish as problem:
                message = gettext("“{question}” stays as it is. {problem}")
                message = message.format(question=question, problem=problem)
                self.message_user(request, message, messages.ERROR)
            else:
                done += 1
        if done:
            self.message_user(request, gettext("Published: {}.").format(done), messages.SUCCESS)

    @admin.action(description=_("Archive (readers no longer see it)"), permissions=["change"])
    def archive_chosen(self, request: HttpRequest, questions: QuerySet[Question]) -> None:
        for question in questions:
            archive(question, by=_editor(request), at=timezone.now())
        self.message_user(
            request, gettext("Archived: {}.").format(len(questions)), messages.SUCCESS
        )
