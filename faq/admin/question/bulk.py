"""The actions in the list of questions, which apply to many questions at once."""

from collections.abc import Callable

from django import forms
from django.contrib import admin, messages
from django.contrib.auth.models import User
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from faq.admin.forms import CleanedData, OwnerField
from faq.admin.import_export import export
from faq.admin.job import start_job
from faq.admin.question.trash import undo_tag
from faq.admin.requests import staff_user
from faq.models import Audience, Job, Question, Topic
from faq.publishing import bulk, permissions, trash
from faq.publishing.urls.backlinks import backlinks

MAX_QUESTIONS = 2_000
# More run as a job, because publishing checks what readers would find.
MAX_AT_ONCE = 20


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

    actions = [
        *("submit_selected", "publish_selected", "archive_selected", "bulk_edit", "export_csv"),
        "delete_selected",
    ]

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
            "delete_selected": user.is_active and user.has_perm("faq.delete_question"),
        }
        actions = super().get_actions(request)
        return {name: action for name, action in actions.items() if is_allowed.get(name, True)}

    @admin.action(description=_("Send for review"))
    def submit_selected(
        self, request: HttpRequest, questions: QuerySet[Question]
    ) -> HttpResponse | None:
        return self._apply(request, questions, "submit")

    @admin.action(description=_("Publish now"))
    def publish_selected(
        self, request: HttpRequest, questions: QuerySet[Question]
    ) -> HttpResponse | None:
        return self._apply(request, questions, "publish")

    @admin.action(description=_("Archive (readers no longer see it)"))
    def archive_selected(
        self, request: HttpRequest, questions: QuerySet[Question]
    ) -> HttpResponse | None:
        """Show what links to the questions, and archive them once somebody confirms."""
        if self._are_too_many(request, questions):
            return None
        if "confirmed" in request.POST:
            return self._apply(request, questions, "archive")
        checked = questions[:MAX_AT_ONCE]
        context = {
            **self.admin_site.each_context(request),
            "title": gettext("Archive"),
            "opts": Question._meta,
            "questions": questions,
            "checked": [(question, backlinks(question)) for question in checked],
            "unchecked_count": max(questions.count() - MAX_AT_ONCE, 0),
        }
        return TemplateResponse(request, "admin/faq/question/bulk_archive.html", context)

    @admin.action(description=_("Change topic, audience or owner…"))
    def bulk_edit(self, request: HttpRequest, questions: QuerySet[Question]) -> HttpResponse | None:
        if self._are_too_many(request, questions):
            return None
        form = BulkEditForm(request.POST if "edit" in request.POST else None)
        if form.is_valid():
            owner = form.cleaned_data.pop("owner")
            edit = bulk.BulkEdit(**form.cleaned_data)
            return self._apply(request, questions, "edit", edit=edit, owner=owner)
        context = {
            **self.admin_site.each_context(request),
            "title": gettext("Change topic, audience or owner"),
            "opts": Question._meta,
            "questions": questions,
            "form": form,
            "publishes": permissions.may_publish(staff_user(request)),
        }
        return TemplateResponse(request, "admin/faq/question/bulk_edit.html", context)

    @admin.action(description=_("Export as CSV"))
    def export_csv(self, request: HttpRequest, questions: QuerySet[Question]) -> HttpResponse:
        return export(request, Question.objects.filter(pk__in=questions.values("pk")))

    @admin.action(description=_("Delete…"))
    def delete_selected(
        self, request: HttpRequest, questions: QuerySet[Question]
    ) -> HttpResponse | None:
        """Put questions into the trash, after a page that says which ones cannot be deleted and why."""
        if self._are_too_many(request, questions):
            return None
        user = staff_user(request)
        reasons = [(question, trash.why_not_deletable(question, user)) for question in questions]
        deletable = [question for question, reason in reasons if not reason]
        if "delete" in request.POST:
            pks = [question.pk for question in deletable]
            result = bulk.apply_to_each(deletable, lambda each: trash.delete(each, by=user))
            for text in result.refusals():
                self.message_user(request, text, messages.ERROR)
            for text in result.successes(gettext("In the trash for 30 days: {}.")):
                self.message_user(request, text, messages.SUCCESS, extra_tags=undo_tag(pks))
            return None
        context = {
            **self.admin_site.each_context(request),
            "title": gettext("Delete questions"),
            "opts": Question._meta,
            "deletable": deletable,
            "checked": [(each, backlinks(each)) for each in deletable[:MAX_AT_ONCE]],
            "refused": [(question, reason) for question, reason in reasons if reason],
        }
        return TemplateResponse(request, "admin/faq/question/bulk_delete.html", context)

    def _apply(
        self,
        request: HttpRequest,
        questions: QuerySet[Question],
        action: str,
        *,
        edit: bulk.BulkEdit | None = None,
        owner: User | None = None,
    ) -> HttpResponse | None:
        """Apply an action at once to a few questions, and in a job to many."""
        if self._are_too_many(request, questions):
            return None
        if questions.count() > MAX_AT_ONCE:
            rows = {**(edit._asdict() if edit else {}), "owner": owner}
            arguments = {
                "action": action,
                "questions": list(questions.values_list("pk", flat=True)),
                "edit": {name: row.pk for name, row in rows.items() if row},
            }
            return start_job(request, Job.Kind.BULK_ACTION, arguments)
        result = bulk.apply_action(
            action, questions, by=staff_user(request), edit=edit, owner=owner
        )
        for text in result.refusals:
            self.message_user(request, text, messages.ERROR)
        for text in result.successes:
            self.message_user(request, text, messages.SUCCESS)
        return None

    def _are_too_many(self, request: HttpRequest, questions: QuerySet[Question]) -> bool:
        count = questions.count()
        if count > MAX_QUESTIONS:
            message = gettext("You chose {} questions. Choose at most {} at a time.")
            self.message_user(request, message.format(count, MAX_QUESTIONS), messages.ERROR)
        return count > MAX_QUESTIONS
