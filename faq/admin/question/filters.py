"""By what the list of questions is narrowed: how far a text is, whose it is, and what is due."""

from typing import Any

from django.contrib import admin
from django.contrib.auth import get_user_model
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from faq import conf
from faq.admin.requests import staff_user
from faq.models import Question
from faq.publishing.audit import name_of


class StateFilter(admin.SimpleListFilter):
    """A question counts as what its working copy is, too."""

    title = _("state")
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [
            ("in_review", _("In review")),
            ("sent_back", _("Sent back to me")),
            ("mine", _("My drafts")),
            ("draft", _("Draft")),
            ("published", _("Published")),
            ("archived", _("Archived")),
        ]

    def queryset(self, request: HttpRequest, queryset: Any) -> QuerySet[Question]:
        texts = Question.with_copies.all()
        states = {
            "in_review": texts.in_review,
            "sent_back": lambda: texts.sent_back_to(staff_user(request)),
            "mine": lambda: texts.drafts_of(staff_user(request)),
            "draft": texts.drafts,
            "published": texts.indexable,
            "archived": texts.archived,
        }
        state = states.get(self.value() or "")
        return queryset.holding(state()) if state else queryset


class OwnerFilter(admin.SimpleListFilter):
    title = _("owner")
    parameter_name = "owner"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        owners = Question.objects.exclude(owner=None).order_by().values("owner").distinct()
        others = (
            get_user_model()._default_manager.filter(pk__in=owners).exclude(pk=request.user.pk or 0)
        )
        people = [(str(person.pk), name_of(person)) for person in others.order_by("username")]
        several = ("me,nobody", _("Mine or without an owner"))
        return [("me", _("Me")), ("nobody", _("Nobody")), several, *people]

    def queryset(self, request: HttpRequest, queryset: Any) -> QuerySet[Question]:
        value = self.value() or ""
        if value == "me":
            return queryset.cared_for_by(request.user)
        if value == "nobody":
            return queryset.cared_for_by_nobody()
        if value == "me,nobody":
            return queryset.left_to(request.user)
        is_person = value.isascii() and value.isdecimal() and len(value) < 10
        return queryset.cared_for_by(int(value)) if is_person else queryset


class DueFilter(admin.SimpleListFilter):
    title = _("due for review")
    parameter_name = "due"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("yes", _("Due now"))]

    def queryset(self, request: HttpRequest, queryset: Any) -> QuerySet[Question]:
        if self.value() != "yes":
            return queryset
        now = timezone.now()
        return queryset.holding(Question.objects.published(now).due(now, every=conf.review_every()))
