"""The columns and filters of the list of questions."""

from typing import Annotated, TypedDict

from django.contrib import admin
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import Annotations

from faq.admin.question.filters import DueFilter, OwnerFilter, StateFilter
from faq.admin.question.page import state_of
from faq.models import Question
from faq.publishing.audit import name_of
from faq.text.times import show_date


class _StepCount(TypedDict):
    step_count: int


class ListColumns(admin.ModelAdmin[Question]):
    list_display = ["title", "topic", "state", "steps", "updated", "walked_through", "owned_by"]
    list_filter = [StateFilter, DueFilter, OwnerFilter, "topic", "audiences", "featured"]
    list_select_related = ["topic", "copy__schedule", "owner"]
    list_per_page = 50

    @admin.display(description=_("state"), ordering="state_name")
    def state(self, question: Question) -> str:
        now = timezone.now()
        own, copy = state_of(question, now), getattr(question, "copy", None)
        if copy is None:
            return own
        return gettext("{}, new version: {}").format(own, state_of(copy, now))

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
