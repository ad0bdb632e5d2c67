"""The fields of the form of a question: its text, and the settings beside it."""

from typing import Any, cast

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.db.models import Field, ManyToManyField
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import FieldsetSpec

from faq.admin.markdown_fields import MARKDOWN
from faq.admin.question.form import HIDDEN
from faq.admin.requests import staff_user
from faq.admin.section_field import SectionField
from faq.models import Question
from faq.publishing.permissions import may_publish

# What a question may do without.
_OPTIONAL = ("section", "summary", "body", "audiences", "featured", "urgent", "expires_at")


def _has_value(question: Question | None, field: str) -> bool:
    if question and field == "audiences":
        return question.audiences.exists()
    return bool(getattr(question, field, None))


class QuestionFieldsets(admin.ModelAdmin[Question]):
    formfield_overrides = MARKDOWN
    readonly_fields = ["published_at", "updated_at"]
    fieldsets = [
        (None, {"fields": [*HIDDEN, "title", "summary", "body"]}),
        (
            _("Settings"),
            {
                "fields": [
                    "topic",
                    "section",
                    "audiences",
                    "slug",
                    "featured",
                    "urgent",
                    "position",
                    "expires_at",
                    "published_at",
                    "updated_at",
                ]
            },
        ),
    ]

    def get_fieldsets(self, request: HttpRequest, obj: Question | None = None) -> FieldsetSpec:
        """Ask for a replacement of archived questions only, and leave out what there is not to be seen."""
        (no_name, text), (name, settings) = super().get_fieldsets(request, obj)
        shown = [*self.readonly_fields]
        if obj and not self.has_change_permission(request, obj):
            shown += [*HIDDEN, *_OPTIONAL]
        empty = {field for field in shown if not _has_value(obj, field)}
        fields = [field for field in settings["fields"] if field not in empty]
        if obj and obj.status == Question.Status.ARCHIVED:
            fields.append("replaced_by")
        words = [field for field in text["fields"] if field not in empty]
        return [(no_name, {"fields": words}), (name, {"fields": fields})]

    def formfield_for_dbfield(
        self, db_field: Field[Any, Any], request: HttpRequest, **kwargs: Any
    ) -> forms.Field | None:
        # Any: the types and arguments of Django's fields.
        if db_field.name == "section":
            kwargs["form_class"] = SectionField
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field and db_field.name in {"topic", "section", "audiences"}:
            # They are looked after on pages of their own.
            widget = cast(RelatedFieldWidgetWrapper, field.widget)
            widget.can_change_related = widget.can_delete_related = widget.can_view_related = False
            # A section is added on the page of its topic.
            widget.can_add_related &= db_field.name != "section"
        return field

    def formfield_for_manytomany(
        self, db_field: ManyToManyField[Any, Any], request: HttpRequest, **kwargs: Any
    ) -> forms.ModelMultipleChoiceField[Any] | None:
        # Any: as above.
        field = super().formfield_for_manytomany(
            db_field, request, widget=forms.CheckboxSelectMultiple, **kwargs
        )
        if field:
            # The admin gives no id to a help that belongs to several boxes, so the label says it.
            field.label, field.help_text = _("Audiences (none means everyone)"), ""
        return field

    def get_readonly_fields(self, request: HttpRequest, obj: Question | None = None) -> list[str]:
        """Let only people who may publish change what readers of an archived question see."""
        fields = [*super().get_readonly_fields(request, obj)]
        is_retired = obj is not None and obj.status == Question.Status.ARCHIVED and obj.published_at
        if is_retired and not may_publish(staff_user(request)):
            fields += ["slug", "replaced_by"]
        return fields
