"""The admin of sections. The page of a topic lists its sections and leads to these pages."""

from typing import Annotated, Any, cast

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.db.models import Max, QuerySet
from django.http import HttpRequest, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import Annotations

from faq.admin.forms import WIDE, CleanedData, SlugForm
from faq.admin.public_content import PublicContentAdmin
from faq.admin.slugs import SlugProposals
from faq.models import Question, Section, Topic, limits
from faq.models.counting import count_by
from faq.models.section import SectionCount
from faq.publishing import usage


class SectionForm(SlugForm[Section]):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        # Any: the arguments of Django's ModelForm, passed on unchanged.
        super().__init__(*args, **kwargs)
        if topic := self.fields.get("topic"):
            widget = cast(RelatedFieldWidgetWrapper, topic.widget)
            widget.can_add_related = widget.can_change_related = False
            widget.can_delete_related = widget.can_view_related = False
            # Its questions would be in a section of another topic. The field stays in the form, so that
            # the address is compared with those of the topic's other sections.
            topic.disabled = self.instance.pk is not None

    def clean(self) -> CleanedData | None:
        cleaned = super().clean() or self.cleaned_data
        topic: Topic | None = cleaned.get("topic")
        if topic and not self.instance.pk and topic.sections.count() >= limits.MAX_SECTIONS:
            raise forms.ValidationError(limits.too_many_sections())
        return cleaned


@admin.register(Section)
class SectionAdmin(PublicContentAdmin[Section], SlugProposals[Section]):
    form = SectionForm
    fields = ["topic", "title", "slug", "summary"]
    formfield_overrides = WIDE
    list_display = ["title", "topic", "questions", "slug"]
    list_filter = ["topic"]
    list_select_related = ["topic"]
    ordering = ["topic__position", "topic__title", "position", "title"]
    search_fields = ["title", "slug", "summary", "topic__title"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Section]:
        count = count_by("section", Question.objects.all())
        return super().get_queryset(request).annotate(question_count=count)

    def is_public(self, obj: Section) -> bool:
        return usage.is_public(obj)

    def questions_using(self, obj: Section) -> QuerySet[Question]:
        return usage.questions_using(obj)

    @admin.display(description=_("questions"), ordering="question_count")
    def questions(self, section: Annotated[Section, Annotations[SectionCount]]) -> int:
        return section.question_count

    def save_model(
        self, request: HttpRequest, obj: Section, form: SectionForm, change: bool
    ) -> None:
        """Put a new section last."""
        if not change:
            last = obj.topic.sections.aggregate(last=Max("position"))["last"]
            obj.position = 0 if last is None else last + 1
        super().save_model(request, obj, form, change)

    def response_post_save_add(self, request: HttpRequest, obj: Section) -> HttpResponseRedirect:
        return _to_topic(obj)

    def response_post_save_change(self, request: HttpRequest, obj: Section) -> HttpResponseRedirect:
        return _to_topic(obj)


def _to_topic(section: Section) -> HttpResponseRedirect:
    """Lead back to the page of the topic, which lists its sections."""
    return HttpResponseRedirect(reverse("admin:faq_topic_change", args=[section.topic_id]))
