"""The filters in the list of questions: state, owner and due for review."""

from typing import cast

from django.contrib import admin
from django.contrib.admin import ModelAdmin
from django.contrib.auth.models import User
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from faq import conf
from faq.admin.requests import staff_user
from faq.insights.dashboard import SOON
from faq.models import Question, QuestionQuerySet
from faq.publishing.audit import name_of


class StateFilter(admin.SimpleListFilter):
    """Finds a question by its own state and by the state of its working copy."""

    title = _("state")
    parameter_name = "state"

    def lookups(
        self, request: HttpRequest, model_admin: ModelAdmin[Question]
    ) -> list[tuple[str, StrOrPromise]]:
        return [
            ("in_review", _("In review")),
            ("mine_in_review", _("Mine in review")),
            ("sent_back", _("Sent back to me")),
            ("mine", _("My drafts")),
            ("draft", _("Draft")),
            ("scheduled", _("Scheduled")),
            ("failed", _("Could not be published")),
            ("soon", _("Published or ended by itself this week")),
            ("published", _("Published")),
            ("ended", _("Ended")),
            ("archived", _("Archived")),
        ]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Question]) -> QuerySet[Question]:
        texts, now = Question.with_copies.all(), timezone.now()
        states = {
            "scheduled": lambda: texts.scheduled(now),
            "failed": texts.unpublishable,
            "soon": lambda: texts.changing_between(now, now + SOON),
            "ended": lambda: texts.ended(now),
            "in_review": texts.in_review,
            "mine_in_review": lambda: texts.in_review().written_by(staff_user(request)),
            "sent_back": lambda: texts.sent_back_to(staff_user(request)),
            "mine": lambda: texts.drafts_of(staff_user(request)),
            "draft": texts.drafts,
            "published": lambda: texts.published(now),
            "archived": texts.archived,
        }
        state = states.get(self.value() or "")
        return cast(QuestionQuerySet, queryset).with_text_in(state()) if state else queryset


class OwnerFilter(admin.SimpleListFilter):
    title = _("owner")
    parameter_name = "owner"

    def lookups(
        self, request: HttpRequest, model_admin: ModelAdmin[Question]
    ) -> list[tuple[str, StrOrPromise]]:
        owners = Question.objects.exclude(owner=None).order_by().values("owner").distinct()
        others = User.objects.filter(pk__in=owners).exclude(pk=staff_user(request).pk)
        return [
            ("me", _("Me")),
            ("nobody", _("Nobody")),
            ("me,nobody", _("Mine or without an owner")),
            *((str(user.pk), name_of(user)) for user in others.order_by("username")),
        ]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Question]) -> QuerySet[Question]:
        value = self.value() or ""
        questions = cast(QuestionQuerySet, queryset)
        if value == "me":
            return questions.owned_by(staff_user(request))
        if value == "nobody":
            return questions.without_owner()
        if value == "me,nobody":
            return questions.owned_by_or_unowned(staff_user(request))
        is_key = value.isascii() and value.isdecimal() and len(value) < 10
        return questions.filter(owner=int(value)) if is_key else questions


class DueFilter(admin.SimpleListFilter):
    title = _("due for review")
    parameter_name = "due"

    def lookups(
        self, request: HttpRequest, model_admin: ModelAdmin[Question]
    ) -> list[tuple[str, StrOrPromise]]:
        return [("yes", _("Due now"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Question]) -> QuerySet[Question]:
        if self.value() != "yes":
            return queryset
        now = timezone.now()
        due = Question.objects.published(now).due_for_review(now, default_days=conf.review_every())
        return cast(QuestionQuerySet, queryset).with_text_in(due)
