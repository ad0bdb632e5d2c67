"""The columns and filters of the list of questions."""

from collections.abc import Callable
from typing import Annotated, TypedDict

from django.contrib import admin
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import Annotations

from faq.admin.question.filters import DueFilter, OwnerFilter, StateFilter
from faq.admin.question.page import change_url, state_of
from faq.admin.requests import staff_user
from faq.models import Question
from faq.publishing.audit import name_of
from faq.publishing.permissions import may_edit
from faq.templatetags.faq_admin import with_button, with_link
from faq.text.times import show_date


class _StepCount(TypedDict):
    step_count: int


class ListColumns(admin.ModelAdmin[Question]):
    list_display = ["title", "topic", "state", "steps", "updated", "walked_through", "owned_by"]
    list_filter = [StateFilter, DueFilter, OwnerFilter, "topic", "audiences", "featured"]
    list_select_related = ["topic", "copy__schedule", "owner"]
    list_per_page = 50

    def get_list_display(
        self, request: HttpRequest
    ) -> list[str | Callable[[Question], str | bool]]:
        """Let people who may edit begin or open the new version of a published text in the list."""
        may_edit_here = may_edit(staff_user(request))
        return [
            "state_to_edit" if column == "state" and may_edit_here else column
            for column in self.list_display
        ]

    @admin.display(description=_("state"), ordering="state_name")
    def state(self, question: Question) -> str:
        now = timezone.now()
        own, copy = state_of(question, now), getattr(question, "copy", None)
        if copy is None:
            return own
        return gettext("{}, new version: {}").format(own, state_of(copy, now))

    @admin.display(description=_("state"), ordering="state_name")
    def state_to_edit(self, question: Question) -> str:
        state, copy = self.state(question), getattr(question, "copy", None)
        if copy is not None:
            label = gettext("Open the new version: {}").format(question)
            return with_link(state, change_url(copy), label, gettext("Open"))
        if question.status != Question.Status.PUBLISHED:
            return state
        address = reverse("admin:faq_question_transition", args=[question.pk, "edit"])
        label = gettext("Edit: {}").format(question)
        return with_button(state, address, label, gettext("Edit"))

    @admin.display(description=_("steps"), ordering="step_count")
    def steps(self, question: Annotated[Question, Annotations[_StepCount]]) -> int:
        return question.step_count

    @admin.display(description=_("updated"), ordering="updated_at")
    def updated(self, question: Question) -> str:
        return show_date(question.updated_at)

    @admin.display(description=_("reviewed"), ordering="walked_through_at")
    def walked_through(self, question: Question) -> str | None:
        at = question.walked_through_at
        return show_date(at) if at else None

    @admin.display(description=_("owner"), ordering="owner__username")
    def owned_by(self, question: Question) -> str | None:
        return name_of(question.owner) or None
