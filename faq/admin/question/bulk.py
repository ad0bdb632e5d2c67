"""The actions in the list of questions, which apply to many questions at once."""

from collections.abc import Callable

from django import forms
from django.contrib import admin, messages
from django.contrib.auth.models import User
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from faq.admin.forms import CleanedData, OwnerField
from faq.admin.import_export import export
from faq.admin.requests import staff_user
from faq.models import Audience, Question, Topic
from faq.publishing import archive, bulk, permissions, publish, submit
from faq.publishing.audit import name_of

# This many finish well within the time limit of a request.
MAX_QUESTIONS = 200
MAX_MESSAGES = 20


class BulkEditForm(forms.Form):
    topic = forms.ModelChoiceField(
        Topic.objects.in_order(), label=_("Topic"), required=False, empty_label=_("no change")
    )
    add = forms.ModelChoiceField(
        Audience.objects.in_order(),
        label=_("Add audience"),
        required=False,
        empty_label=_("none"),
    )
    remove = forms.ModelChoiceField(
        Audience.objects.in_order(),
        label=_("Remove audience"),
        required=False,
        empty_label=_("nobody"),
    )
    owner = OwnerField(
        label=_("Owner"),
        help_text=_(
            "Responsible for these questions. Sees them on the dashboard when they are due for review."
        ),
        empty_label=_("no change"),
    )

    def clean(self) -> CleanedData:
        """Reject a form without any change."""
        cleaned = super().clean() or {}
        if not self.errors and not any(cleaned.values()):
            raise forms.ValidationError(_("Choose at least one change."))
        return cleaned


class BulkActions(admin.ModelAdmin[Question]):
    """Offers each user the actions that they may use."""

    actions = ["submit_selected", "publish_selected", "archive_selected", "bulk_edit", "export_csv"]

    def get_actions(
        self, request: HttpRequest
    ) -> dict[str, tuple[Callable[..., str], str, str] | None]:
        user = staff_user(request)
        may_edit, may_publish = permissions.may_edit(user), permissions.may_publish(user)
        is_allowed = {
            "submit_selected": may_edit,
            "bulk_edit": may_edit,
            "publish_selected": may_publish,
            "archive_selected": may_publish,
            "export_csv": permissions.may_import_and_export(user),
        }
        actions = super().get_actions(request)
        return {name: action for name, action in actions.items() if is_allowed.get(name, True)}

    @admin.action(description=_("Send for review"))
    def submit_selected(self, request: HttpRequest, questions: QuerySet[Question]) -> None:
        self._apply(request, questions, submit, _("Sent for review: {}."))

    @admin.action(description=_("Publish now"))
    def publish_selected(self, request: HttpRequest, questions: QuerySet[Question]) -> None:
        self._apply(request, questions, publish, _("Published: {}."))

    @admin.action(description=_("Archive (readers no longer see it)"))
    def archive_selected(self, request: HttpRequest, questions: QuerySet[Question]) -> None:
        self._apply(request, questions, archive, _("Archived: {}."))

    @admin.action(description=_("Change topic, audience or owner…"))
    def bulk_edit(self, request: HttpRequest, questions: QuerySet[Question]) -> HttpResponse | None:
        if self._are_too_many(request, questions):
            return None
        form = BulkEditForm(request.POST if "edit" in request.POST else None)
        if form.is_valid():
            self._apply_bulk_edit(request, questions, **form.cleaned_data)
            return None
        context = {
            **self.admin_site.each_context(request),
            "title": gettext("Change topic, audience or owner"),
            "opts": Question._meta,
            "questions": questions,
            "form": form,
            "publishes": permissions.may_publish(staff_user(request)),
        }
        return TemplateResponse(request, "admin/faq/question/bulk_edit.html", context)

    def _apply_bulk_edit(
        self,
        request: HttpRequest,
        questions: QuerySet[Question],
        *,
        owner: User | None,
        topic: Topic | None,
        add: Audience | None,
        remove: Audience | None,
    ) -> None:
        by, at = staff_user(request), timezone.now()
        if topic or add or remove:
            edit = bulk.BulkEdit(topic, add, remove)
            result = bulk.edit_all(questions, edit, by=by, at=at)
            self._report(request, result, _("Changed: {}."))
        if owner:
            result = bulk.assign_all(questions, owner, by=by, at=at)
            message = gettext("Owner set to {}: {}.").format(name_of(owner), "{}")
            self._report(request, result, message)

    @admin.action(description=_("Export as CSV"))
    def export_csv(self, request: HttpRequest, questions: QuerySet[Question]) -> HttpResponse:
        return export(Question.objects.filter(pk__in=questions.values("pk")).by_topic())

    def _apply(
        self,
        request: HttpRequest,
        questions: QuerySet[Question],
        transition: Callable[..., object],
        message: StrOrPromise,
    ) -> None:
        if self._are_too_many(request, questions):
            return

        def do(question: Question) -> None:
            transition(question, by=staff_user(request), at=timezone.now())

        self._report(request, bulk.apply_to_each(questions, do), message)

    def _are_too_many(self, request: HttpRequest, questions: QuerySet[Question]) -> bool:
        count = questions.count()
        if count > MAX_QUESTIONS:
            message = gettext("You chose {} questions. Choose at most {} at a time.")
            self.message_user(request, message.format(count, MAX_QUESTIONS), messages.ERROR)
        return count > MAX_QUESTIONS

    def _report(self, request: HttpRequest, result: bulk.BulkResult, message: StrOrPromise) -> None:
        """Say how many questions changed, and why the others did not."""
        unchanged = gettext("“{question}” was not changed. {reason}")
        for question, reason in result.skipped[:MAX_MESSAGES]:
            text = unchanged.format(question=question, reason=reason)
            self.message_user(request, text, messages.ERROR)
        if more := len(result.skipped[MAX_MESSAGES:]):
            text = gettext("{} more were not changed.").format(more)
            self.message_user(request, text, messages.ERROR)
        if result.done:
            self.message_user(request, str(message).format(result.done), messages.SUCCESS)
        if result.sent:
            text = gettext("New versions sent for review: {}.").format(result.sent)
            self.message_user(request, text, messages.SUCCESS)
