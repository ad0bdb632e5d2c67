"""The export of questions to a CSV file, and the import of such a file with a preview."""

import logging
from typing import TypedDict

from django import forms
from django.contrib import admin, messages
from django.core import signing
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from faq import conf
from faq.admin.forms import disk_full_message
from faq.admin.requests import StaffRequest
from faq.importing import spreadsheets, upload_store
from faq.importing.spreadsheets import COLUMNS, TableRow, too_large
from faq.models import Question
from faq.models.question import QuestionQuerySet
from faq.ops.deadlines import allow_seconds
from faq.publishing import permissions, snapshots_of
from faq.publishing.diff import Budget, differences

log = logging.getLogger(__name__)

_SALT = "faq.admin.import_export"
_DAY = 24 * 3600
# The preview shows this many changes and problems, and the number of the others.
MAX_SHOWN = 50


class ImportForm(forms.Form):
    table = forms.FileField(
        label=_("Table"),
        help_text=_("CSV, as the export has it. You see what would change before it does."),
        widget=forms.ClearableFileInput(attrs={"accept": ".csv"}),
    )

    def clean_table(self) -> UploadedFile:
        """Reject a file that is too large before anything reads it."""
        table: UploadedFile = self.cleaned_data["table"]
        if (table.size or 0) > spreadsheets.MAX_SIZE:
            raise forms.ValidationError(too_large())
        return table


class _SignedPlan(TypedDict):
    """What an editor confirms: the stored file, and the digest of the changes that they saw."""

    file: str
    name: str
    digest: str
    by: int


def export(questions: QuestionQuerySet) -> HttpResponse:
    """Return a CSV file with the questions, in their order."""
    contents = snapshots_of(questions)
    rows = [(contents[pk], status) for pk, status in questions.values_list("pk", "status")]
    response = HttpResponse(spreadsheets.write_csv(rows), content_type="text/csv; charset=utf-8")
    day = timezone.localdate().isoformat()
    response["Content-Disposition"] = f'attachment; filename="questions-{day}.csv"'
    return response


@allow_seconds(conf.import_deadline)
def export_view(request: StaffRequest) -> HttpResponse:
    """Export all questions, drafts included."""
    _require_editor(request)
    return export(Question.objects.by_topic())


@allow_seconds(conf.import_deadline)
def import_view(request: StaffRequest) -> HttpResponse:
    """Ask for a table, show what it would change, and import it once an editor confirms."""
    _require_editor(request)
    if request.method != "POST":
        return _page(request, form=ImportForm())
    if "token" in request.POST:
        return _apply(request)
    form = ImportForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, form=form)
    table = form.cleaned_data["table"]
    try:
        data = table.read()
        rows = spreadsheets.read_csv(table.name, data)
    except spreadsheets.TableError as problem:
        form.add_error("table", str(problem))
        return _page(request, form=form)
    return _preview(request, rows, data, table.name, form)


def _preview(
    request: StaffRequest, rows: list[TableRow], data: bytes, name: str, form: ImportForm
) -> HttpResponse:
    """Show what the table would change; if it has no problems, the editor can confirm."""
    plan = spreadsheets.plan_table(rows, by=request.user)
    token = ""
    if plan.changes and not plan.problems:
        try:
            stored = upload_store.save(data, now=timezone.now())
        except OSError:
            log.exception("An uploaded table could not be stored.")
            form.add_error("table", disk_full_message())
            return _page(request, form=form)
        token = _token(request, stored, name, plan.digest)
    budget = Budget()
    shown = [
        (change, differences(change.before, change.content, budget) if change.before else [])
        for change in plan.changes[:MAX_SHOWN]
    ]
    return _page(
        request,
        form=form,
        plan=plan,
        problems=plan.problems[:MAX_SHOWN],
        more_problems=len(plan.problems[MAX_SHOWN:]),
        changes=shown,
        more_changes=len(plan.changes[MAX_SHOWN:]),
        token=token,
    )


def _apply(request: StaffRequest) -> HttpResponse:
    signed = _verified(request)
    data = upload_store.load(signed["file"]) if signed else None
    if signed is None or data is None:
        messages.error(request, gettext("The uploaded file has expired. Choose it again."))
        return redirect("admin:faq_question_import")
    name = signed["name"]
    rows = spreadsheets.read_csv(name, data)
    try:
        plan = spreadsheets.apply_plan(
            rows, signed["digest"], by=request.user, at=timezone.now(), name=name
        )
    except spreadsheets.StalePlan as problem:
        messages.warning(request, str(problem))
        return _preview(request, rows, data, name, ImportForm())
    finally:
        upload_store.delete(signed["file"])
    message = gettext(
        "Imported: {new} new drafts, {text} texts changed, {copy} new working copies."
    )
    messages.success(request, message.format(**plan.counts))
    return redirect("admin:faq_question_changelist")


def _token(request: StaffRequest, stored: str, name: str, digest: str) -> str:
    plan: _SignedPlan = {"file": stored, "name": name, "digest": digest, "by": request.user.pk}
    return signing.dumps(plan, salt=_SALT)


def _verified(request: StaffRequest) -> _SignedPlan | None:
    """Return what the token in the form contains, or None if it is another user's or has expired."""
    try:
        plan: _SignedPlan = signing.loads(request.POST["token"], salt=_SALT, max_age=_DAY)
    except signing.BadSignature:
        return None
    return plan if plan["by"] == request.user.pk else None


def _require_editor(request: StaffRequest) -> None:
    if not permissions.may_import_and_export(request.user):
        raise PermissionDenied


def _page(request: StaffRequest, **context: object) -> HttpResponse:
    page_context = {
        **admin.site.each_context(request),
        "title": gettext("Import questions"),
        "opts": Question._meta,
        "columns": COLUMNS,
        **context,
    }
    return TemplateResponse(request, "admin/faq/question/import.html", page_context)
