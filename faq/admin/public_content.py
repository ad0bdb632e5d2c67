"""The admin of what readers see beside questions: only people who may publish change it in public."""

from collections.abc import Iterable, Sequence
from typing import Any, TypeVar

from django.contrib import admin
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext

from faq.admin.question.page import change_url
from faq.admin.requests import staff_user
from faq.models import Question
from faq.publishing import permissions
from faq.publishing.audit import name_of
from faq.templatetags.faq_admin import linked

ModelT = TypeVar("ModelT", bound=Model)

MAX_SHOWN = 50


class PublicContentAdmin(admin.ModelAdmin[ModelT]):
    """Says on the page why somebody may not change a row, whom to ask, and what uses it.

    Attributes:
        is_always_public: whether readers notice every row, as they do synonyms.
    """

    is_always_public = False
    change_form_template = "admin/faq/public_change_form.html"
    change_list_template = "admin/faq/public_change_list.html"
    delete_confirmation_template = "admin/faq/delete_confirmation.html"
    delete_selected_confirmation_template = "admin/faq/delete_selected.html"

    def is_public(self, obj: ModelT) -> bool:
        """Return whether readers notice a change of a row."""
        return self.is_always_public

    def questions_using(self, obj: ModelT) -> QuerySet[Question]:
        """Return the questions because of which a row cannot be deleted."""
        return Question.with_copies.none()

    # --- Permissions

    def has_add_permission(self, request: HttpRequest) -> bool:
        may_add = super().has_add_permission(request)
        return may_add and (
            not self.is_always_public or permissions.may_publish(staff_user(request))
        )

    def has_change_permission(self, request: HttpRequest, obj: ModelT | None = None) -> bool:
        return super().has_change_permission(request, obj) and self._may_touch(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: ModelT | None = None) -> bool:
        return super().has_delete_permission(request, obj) and self._may_touch(request, obj)

    def _may_touch(self, request: HttpRequest, obj: ModelT | None) -> bool:
        """Return whether somebody may change a row, or any row for None."""
        is_public = self.is_always_public if obj is None else self.is_public(obj)
        return not is_public or permissions.may_publish(staff_user(request))

    # --- Pages

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, object] | None = None
    ) -> HttpResponse:
        refusal = self._refusal(request, None)
        return super().changelist_view(request, {**(extra_context or {}), "refusal": refusal})

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, object] | None = None,
    ) -> HttpResponse:
        stored = self.get_object(request, object_id) if object_id else None
        own: dict[str, object] = {}
        if stored:
            own["refusal"] = self._refusal(request, stored)
        if stored and not self.is_always_public:
            questions = self.questions_using(stored)
            own["use_count"] = questions.count()
            own["uses"] = [use_of(question) for question in questions[:MAX_SHOWN]]
        return super().changeform_view(
            request, object_id, form_url, {**(extra_context or {}), **own}
        )

    def _refusal(self, request: HttpRequest, obj: ModelT | None) -> str:
        """Return why somebody who edits may not change a row, and whom to ask; else an empty text."""
        if self._may_touch(request, obj) or not super().has_change_permission(request, obj):
            return ""
        names = ", ".join(map(name_of, permissions.publishers()))
        message = gettext(
            "Readers notice a change here, so only people who can publish make one. {}"
        )
        ask = gettext("Ask {}.").format(names) if names else ""
        return message.format(ask).strip()

    def get_deleted_objects(
        self, objs: QuerySet[ModelT] | Sequence[ModelT], request: HttpRequest
    ) -> tuple[list[Any], dict[str, int], set[str], list[str]]:
        """Protect rows that questions use. Any: what Django says of the other objects is nested lists."""
        deleted, counts, perms_needed, protected = super().get_deleted_objects(objs, request)
        in_use = [line for obj in objs for line in self._lines(obj)]
        return deleted, counts, perms_needed, in_use or protected

    def _lines(self, obj: ModelT) -> Iterable[str]:
        questions = self.questions_using(obj)
        for question in questions[:MAX_SHOWN]:
            yield linked(*use_of(question))
        if (more := questions.count() - MAX_SHOWN) > 0:
            yield gettext("and {} more").format(more)


def use_of(question: Question) -> tuple[str, str]:
    """Return the address of a question in the admin, and its title with its state."""
    state = question.get_status_display()
    if question.is_copy:
        state = gettext("new version: {}").format(state)
    return change_url(question), gettext("{title} ({state})").format(title=question, state=state)
