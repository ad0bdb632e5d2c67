"""The list of jobs, the page that shows the progress and the result of one, and the start of a rebuild."""

from collections.abc import Mapping

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from faq.admin.read_only import ReadOnlyAdmin
from faq.admin.requests import StaffRequest, staff_user
from faq.importing import upload_store
from faq.models import Job
from faq.ops import jobs
from faq.publishing import permissions


def start_job(
    request: HttpRequest, kind: Job.Kind, arguments: Mapping[str, object]
) -> HttpResponse:
    """Start a job and redirect to its page, or back if too many are waiting."""
    try:
        job = jobs.start(kind, arguments, by=staff_user(request), now=timezone.now())
    except jobs.TooManyJobs as problem:
        messages.error(request, str(problem))
        return redirect("admin:faq_job_changelist")
    return redirect("admin:faq_job_change", job.pk)


@admin.register(Job)
class JobAdmin(ReadOnlyAdmin[Job]):
    list_display = ["kind", "shown_state", "started_by", "created_at", "finished_at"]
    list_display_links = ["kind"]
    list_filter = ["kind"]
    list_select_related = ["started_by"]
    ordering = ["-created_at", "-pk"]
    change_list_template = "admin/faq/job/list.html"

    def has_view_permission(self, request: HttpRequest, obj: Job | None = None) -> bool:
        return permissions.may_import_and_export(request.user)

    @admin.display(description=_("state"))
    def shown_state(self, job: Job) -> str:
        return _state(job, jobs.progress(job, timezone.now()))

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view
        return [
            path("rebuild/", view(require_POST(self.rebuild_view)), name="faq_job_rebuild"),
            path("<int:pk>/status/", view(self.status_view), name="faq_job_status"),
            path("<int:pk>/file/", view(self.file_view), name="faq_job_file"),
            path("<int:pk>/again/", view(require_POST(self.restart_view)), name="faq_job_again"),
            *super().get_urls(),
        ]

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, object] | None = None
    ) -> HttpResponse:
        own = {"title": gettext("Jobs"), "may_rebuild": _may_rebuild(request)}
        return super().changelist_view(request, {**(extra_context or {}), **own})

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, object] | None = None,
    ) -> HttpResponse:
        """Show the progress or the result of a job."""
        job = self.get_object(request, object_id)
        if job is None:
            messages.warning(request, gettext("This job is no longer stored."))
            return redirect("admin:faq_job_changelist")
        if not self.has_view_permission(request, job):
            raise PermissionDenied
        progress = jobs.progress(job, timezone.now())
        context = {
            **self.admin_site.each_context(request),
            "title": job.get_kind_display(),
            "opts": self.opts,
            "job": job,
            "progress": progress,
            "state": _state(job, progress),
            "count": _count(progress),
            "interrupted": jobs.interrupted_message() if progress.is_interrupted else "",
        }
        return TemplateResponse(request, "admin/faq/job/detail.html", context)

    def status_view(self, request: StaffRequest, pk: int) -> HttpResponse:
        """Return the progress of a job as JSON, for the script on its page."""
        job = self._job(request, pk)
        progress = jobs.progress(job, timezone.now())
        return JsonResponse(
            {
                "is_over": bool(job.finished_at) or progress.is_interrupted,
                "state": _state(job, progress),
                "done": progress.done,
                "total": progress.total,
                "count": _count(progress),
            }
        )

    def file_view(self, request: StaffRequest, pk: int) -> HttpResponseBase:
        """Download the file that a job made."""
        job = self._job(request, pk)
        data = upload_store.load(job.file)
        if data is None:
            messages.warning(request, gettext("The file has expired. Export again."))
            return redirect("admin:faq_job_change", pk)
        response = HttpResponse(data, content_type="text/csv; charset=utf-8")
        response["Content-Disposition"] = f'attachment; filename="{job.file_name}"'
        return response

    def rebuild_view(self, request: StaffRequest) -> HttpResponse:
        if not _may_rebuild(request):
            raise PermissionDenied
        return start_job(request, Job.Kind.REBUILD, {})

    def restart_view(self, request: StaffRequest, pk: int) -> HttpResponse:
        """Start an interrupted or failed job again, with its own starter's request."""
        job = self._job(request, pk)
        now = timezone.now()
        is_over = job.state == Job.State.FAILED or jobs.progress(job, now).is_interrupted
        if job.started_by != request.user or not is_over:
            raise PermissionDenied
        try:
            again = jobs.restart(job, by=request.user, now=now)
        except jobs.TooManyJobs as problem:
            messages.error(request, str(problem))
            return redirect("admin:faq_job_change", pk)
        return redirect("admin:faq_job_change", again.pk)

    def _job(self, request: StaffRequest, pk: int) -> Job:
        if not self.has_view_permission(request):
            raise PermissionDenied
        return get_object_or_404(Job, pk=pk)


def _may_rebuild(request: HttpRequest) -> bool:
    return permissions.may_publish(staff_user(request))


def _count(progress: jobs.Progress) -> str:
    return gettext("{done} of {total}").format(done=progress.done, total=progress.total)


def _state(job: Job, progress: jobs.Progress) -> str:
    return gettext("Interrupted") if progress.is_interrupted else job.get_state_display()
