"""What can be done with many questions at once, from their list."""

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

# What is done well within the time that a server gives a request.
MAX_QUESTIONS = 200
_MESSAGES_SHOWN = 20


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
        """Refuse to do nothing."""
        asked = super().clean() or {}
        if not self.errors and not any(asked.values()):
            raise forms.ValidationError(_("Choose at least one change."))
        return asked


class BulkActions(admin.ModelAdmin[Question]):
    """The actions in the list of questions; only those are offered that somebody may do."""

    actions = ["submit_selected", "publish_selected", "archive_selected", "bulk_edit", "export_csv"]

    def get_actions(
        self, request: HttpRequest
    ) -> dict[str, tuple[Callable[..., str], str, str] | None]:
        user = staff_user(request)
        publishes, edits = permissions.may_publish(user), permissions.may_edit(user)
        may = {"publish_selected": publishes, "archive_selected": publishes}
        may |= dict.fromkeys(("submit_selected", "bulk_edit"), edits)
        may["export_csv"] = permissions.may_move(user)
        found = super().get_actions(request)
        return {name: action for name, action in found.items() if may.get(name, True)}

    @admin.action(description=_("Send for review"))
    def submit_selected(self, request: HttpRequest, questions: QuerySet[Question]) -> None:
        self._each(request, questions, submit, _("Sent for review: {}."))

    @admin.action(description=_("Publish now"))
    def publish_selected(self, request: HttpRequest, questions: QuerySet[Question]) -> None:
        self._each(request, questions, publish, _("Published: {}."))

    @admin.action(description=_("Archive (readers no longer see it)"))
    def archive_selected(self, request: HttpRequest, questions: QuerySet[Question]) -> None:
        self._each(request, questions, archive, _("Archived: {}."))

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
            outcome = bulk.edit_all(questions, edit, by=by, at=at)
            self._tell(request, outcome, _("Changed: {}."))
        if owner:
            outcome = bulk.assign_all(questions, owner, by=by, at=at)
            said = gettext("Owner set to {}: {}.").format(name_of(owner), "{}")
            self._tell(request, outcome, said)

    @admin.action(description=_("Export as CSV"))
    def export_csv(self, request: HttpRequest, questions: QuerySet[Question]) -> HttpResponse:
        return export(Question.objects.filter(pk__in=questions.values("pk")).by_topic())

    def _each(
        self,
        request: HttpRequest,
        questions: QuerySet[Question],
        act: Callable[..., object],
        said: StrOrPromise,
    ) -> None:
        if self._are_too_many(request, questions):
            return

        def do(question: Question) -> None:
            act(question, by=staff_user(request), at=timezone.now())

        self._tell(request, bulk.each(questions, do), said)

    def _are_too_many(self, request: HttpRequest, questions: QuerySet[Question]) -> bool:
        count = questions.count()
        if count > MAX_QUESTIONS:
            said = gettext("You chose {} questions. Choose at most {} at a time.")
            self.message_user(request, said.format(count, MAX_QUESTIONS), messages.ERROR)
        return count > MAX_QUESTIONS

    def _tell(self, request: HttpRequest, outcome: bulk.BulkResult, said: StrOrPromise) -> None:
        stays = gettext("“{question}” was not changed. {reason}")
        for each in outcome.left_out[:_MESSAGES_SHOWN]:
            text = stays.format(question=each.question, reason=each.reason)
            self.message_user(request, text, messages.ERROR)
        if more := len(outcome.left_out[_MESSAGES_SHOWN:]):
            text = gettext("{} more were not changed.").format(more)
            self.message_user(request, text, messages.ERROR)
        if outcome.done:
            self.message_user(request, str(said).format(outcome.done), messages.SUCCESS)
        if outcome.sent:
            sent = gettext("New versions sent for review: {}.").format(outcome.sent)
            self.message_user(request, sent, messages.SUCCESS)
