"""The admin of topics."""

from typing import Annotated, Any, cast

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import Annotations

from faq.admin.forms import WIDE, UnclaimedSlugForm
from faq.admin.public_content import PublicContentAdmin
from faq.admin.requests import is_key
from faq.admin.slugs import SlugProposals
from faq.admin.topic_order import order_view, section_order_view
from faq.models import Question, Section, Topic
from faq.models.counting import count_by
from faq.models.topic import Icon, QuestionCount
from faq.publishing import usage
from faq.templatetags.faq_admin import with_icon


class TopicForm(UnclaimedSlugForm[Topic]):
    class Meta:
        widgets = {"icon": forms.RadioSelect(attrs={"class": "faq-icons"})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        # Any: the arguments of Django's ModelForm, passed on unchanged.
        super().__init__(*args, **kwargs)
        if field := self.fields.get("icon"):
            choices = [(name, with_icon(name, label)) for name, label in Icon.choices]
            cast(forms.ChoiceField, field).choices = choices
        if field := self.fields.get("group"):
            field.widget.attrs["list"] = "topic_groups"


@admin.register(Topic)
class TopicAdmin(PublicContentAdmin[Topic], SlugProposals[Topic]):
    form = TopicForm
    change_form_template = "admin/faq/topic/change_form.html"
    fields = ["title", "slug", "summary", "group", "icon", "position"]
    formfield_overrides = WIDE
    list_display = ["title", "questions", "slug", "position"]
    ordering = ["position", "title"]
    search_fields = ["title", "slug", "summary"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Topic]:
        count = count_by("topic", Question.objects.all())
        return super().get_queryset(request).annotate(question_count=count)

    def is_public(self, obj: Topic) -> bool:
        return usage.is_public(obj)

    def questions_using(self, obj: Topic) -> QuerySet[Question]:
        return usage.questions_using(obj)

    def get_urls(self) -> list[URLPattern]:
        order = self.admin_site.admin_view(order_view)
        order_sections = self.admin_site.admin_view(section_order_view)
        return [
            path("<int:pk>/order/", order, name="faq_topic_order"),
            path("<int:pk>/sections/", order_sections, name="faq_topic_sections"),
            *super().get_urls(),
        ]

    @admin.display(description=_("questions"), ordering="question_count")
    def questions(self, topic: Annotated[Topic, Annotations[QuestionCount]]) -> int:
        return topic.question_count

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, object] | None = None,
    ) -> HttpResponse:
        """Show the sections of the topic below its form, and propose the groups that there are."""
        key = object_id if object_id and is_key(object_id) else "0"
        sections = Section.objects.filter(topic_id=key)
        count = count_by("section", Question.objects.all())
        own = {
            "sections": sections.in_order().annotate(question_count=count),
            "groups": Topic.objects.groups(),
        }
        return super().changeform_view(
            request, object_id, form_url, {**(extra_context or {}), **own}
        )

    def get_view_on_site_url(self, obj: Topic | None = None) -> str | None:
        """Return the address of the topic's page, which only topics with published questions have."""
        visible = Question.objects.published(timezone.now()).topics()
        stored = visible.filter(pk=obj.pk).first() if obj else None
        return stored.get_absolute_url() if stored else None
