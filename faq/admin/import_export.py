"""The export of questions to a CSV file, and the import of such a file with a preview."""

from typing import TypedDict

from django import forms
from django.contrib import admin, messages
from django.core import signing
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from faq import conf
from faq.admin.job import start_job
from faq.admin.requests import StaffRequest
from faq.disk import NotStored
from faq.importing import spreadsheets, upload_store
from faq.importing.spreadsheets import COLUMNS, TablePlan, TableRow, too_large
from faq.models import Job, Question
from faq.models.querysets import QuestionQuerySet
from faq.ops.deadlines import allow_seconds
from faq.publishing import permissions
from faq.publishing.diff import Budget, differences

_SALT = "faq.admin.import_export"
_DAY = 24 * 3600
# The preview shows this many changes and problems, and the number of the others.
MAX_SHOWN = 50
# More run as a job.
MAX_IMPORTED_AT_ONCE, MAX_EXPORTED_AT_ONCE = 20, 500


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
    changes: int
    by: int


def export(request: HttpRequest, questions: QuestionQuerySet) -> HttpResponse:
    """Return a CSV file with these questions, in the order of their topics. Many are exported in a job."""
    pks = list(questions.values_list("pk", flat=True))
    if len(pks) > MAX_EXPORTED_AT_ONCE:
        return start_job(request, Job.Kind.EXPORT, {"questions": pks})
    response = HttpResponse(spreadsheets.export_csv(pks), content_type="text/csv; charset=utf-8")
    name = spreadsheets.export_name(timezone.localdate())
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@allow_seconds(conf.import_deadline)
def export_view(request: StaffRequest) -> HttpResponse:
    """Export all questions, drafts included. A link exports few; the job for many needs a button."""
    _require_editor(request)
    count = Question.objects.count()
    if count > MAX_EXPORTED_AT_ONCE and request.method != "POST":
        context = {
            **admin.site.each_context(request),
            "title": gettext("Export as CSV"),
            "opts": Question._meta,
            "count": count,
        }
        return TemplateResponse(request, "admin/faq/question/export.html", context)
    return export(request, Question.objects.all())


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
        except NotStored as problem:
            form.add_error("table", str(problem))
            return _page(request, form=form)
        token = _token(request, stored, name, plan)
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
    if signed["changes"] > MAX_IMPORTED_AT_ONCE:
        arguments = {"file": signed["file"], "name": name, "digest": signed["digest"]}
        return start_job(request, Job.Kind.TABLE_IMPORT, arguments)
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
    messages.success(request, plan.imported_message())
    return redirect("admin:faq_question_changelist")


def _token(request: StaffRequest, stored: str, name: str, plan: TablePlan) -> str:
    signed: _SignedPlan = {
        "file": stored,
        "name": name,
        "digest": plan.digest,
        "changes": len(plan.changes),
        "by": request.user.pk,
    }
    return signing.dumps(signed, salt=_SALT)


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
