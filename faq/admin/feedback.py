"""The lists of votes and stuck reports. Editors can delete feedback but not write it."""

from typing import TypeVar

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from faq.models import StuckReport, Vote
from faq.models.feedback import Feedback
from faq.text.times import show_time

FeedbackT = TypeVar("FeedbackT", bound=Feedback)


class FeedbackAdmin(admin.ModelAdmin[FeedbackT]):
    list_per_page = 100
    list_select_related = ["question"]
    date_hierarchy = "day"
    ordering = ["-day", "-pk"]
    search_fields = ["words", "question__title", "question__slug"]
    search_help_text = _("Search by words, question title or address.")

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest) -> bool:
        """Refuse to find the feedback of one reader by the hash in the address."""
        return not lookup.startswith("reader") and super().lookup_allowed(lookup, value, request)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: FeedbackT | None = None) -> bool:
        return False

    @admin.display(description=_("version of"), ordering="version")
    def version_of(self, feedback: FeedbackT) -> str:
        return show_time(feedback.version)


@admin.register(Vote)
class VoteAdmin(FeedbackAdmin[Vote]):
    list_display = ["question", "answer", "reason", "words", "version_of", "day"]
    list_filter = ["answered", "reason", "question__topic"]

    @admin.display(description=_("answered"), ordering="answered")
    def answer(self, vote: Vote) -> str:
        return gettext("Yes") if vote.answered else gettext("No")


@admin.register(StuckReport)
class StuckReportAdmin(FeedbackAdmin[StuckReport]):
    list_display = ["question", "step", "reason", "words", "version_of", "day"]
    list_filter = ["reason", "question__topic"]

    @admin.display(description=_("step"), ordering="position")
    def step(self, report: StuckReport) -> str:
        return f"{report.position}. {report.title}"
