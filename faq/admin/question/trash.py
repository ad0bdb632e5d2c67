"""The pages of the trash: the list of deleted texts, one text, and restoring texts."""

from collections.abc import Callable, Iterable

from django.contrib import admin, messages
from django.core.exceptions import BadRequest, PermissionDenied
from django.db.models.options import Options
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from faq.admin.question.deleted import deletion_of
from faq.admin.question.page import change_url
from faq.admin.requests import StaffRequest, is_key, staff_user
from faq.models import Notification, Question, TrashedText
from faq.publishing import CannotMove, NotAllowed, WorkingCopyExists, blank
from faq.publishing.diff import differences
from faq.publishing.permissions import may_edit
from faq.publishing.trash import restore_trashed, why_not_deletable

# The page shows this many; the rest is older.
MAX_SHOWN = 200
# More messages than this would fill the page.
MAX_MESSAGES = 20


class TrashPages(admin.ModelAdmin[Question]):
    """Lets people delete what they may, and adds the pages of the trash."""

    def get_urls(self) -> list[URLPattern]:
        pages: dict[str, tuple[str, Callable[..., HttpResponse]]] = {
            "trash": ("trash/", trash_view),
            "trash_restore": ("trash/restore/", trash_restore_view),
            "trashed_text": ("trash/<int:pk>/", trashed_text_view),
        }
        own = [
            path(route, self.admin_site.admin_view(view), name=f"faq_question_{name}")
            for name, (route, view) in pages.items()
        ]
        return [*own, *super().get_urls()]

    def has_delete_permission(self, request: HttpRequest, obj: Question | None = None) -> bool:
        """Let only people who may publish delete a text that was published or is in review."""
        if obj is None:
            return super().has_delete_permission(request)
        return not why_not_deletable(obj, staff_user(request))

    def _get_obj_does_not_exist_redirect(
        self, request: HttpRequest, opts: Options[Question], object_id: str
    ) -> HttpResponseRedirect:
        """Lead from the address of a deleted question to its text in the trash."""
        kept = TrashedText.objects.kept(timezone.now()).newest_first()
        if is_key(object_id) and (trashed := kept.filter(question_pk=object_id).first()):
            return redirect("admin:faq_question_trashed_text", trashed.pk)
        if is_key(object_id) and (deletion := deletion_of(int(object_id), staff_user(request))):
            messages.warning(request, deletion.text)
            return redirect("admin:index")
        return super()._get_obj_does_not_exist_redirect(request, opts, object_id)  # type: ignore[misc]

    def response_delete(
        self, request: HttpRequest, obj_display: str, obj_id: int
    ) -> HttpResponseRedirect:
        """Say that the text is in the trash, with a button to restore it."""
        message = gettext("“{}” is in the trash for 30 days.").format(obj_display)
        self.message_user(request, message, messages.SUCCESS, extra_tags=undo_tag([obj_id]))
        return redirect("admin:faq_question_changelist")


def undo_tag(question_pks: Iterable[int]) -> str:
    """Return the tag that gives a message a button to restore texts that were just deleted.

    Args:
        question_pks: the primary keys that the texts had.
    """
    trashed = TrashedText.objects.filter(question_pk__in=question_pks).order_by("pk")
    return "-".join(["undo", *map(str, trashed.values_list("pk", flat=True))])


def trash_view(request: StaffRequest) -> HttpResponse:
    """List the texts in the trash, the last deleted first."""
    _require_view_permission(request)
    kept = TrashedText.objects.kept(timezone.now()).select_related("copy_of")
    context = {
        **_context(request, gettext("Trash")),
        "texts": kept.newest_first()[:MAX_SHOWN],
        "may_edit": may_edit(request.user),
    }
    return TemplateResponse(request, "admin/faq/question/trash.html", context)


def trashed_text_view(request: StaffRequest, pk: int) -> HttpResponse:
    """Show one text in the trash. A notification that it was removed has then done its work."""
    _require_view_permission(request)
    now = timezone.now()
    trashed = TrashedText.objects.kept(now).filter(pk=pk).first()
    if trashed is None:
        messages.warning(request, _gone())
        return redirect("admin:faq_question_trash")
    news = Notification.objects.filter(trashed=trashed, recipient=request.user).unseen()
    # Reading waits for no writer if there is nothing to store.
    if news.exists():
        news.update(seen_at=now)
    fields = [
        (field.place, "".join(piece.text for piece in field.after))
        for field in differences(blank(), trashed.content)
    ]
    context = {
        **_context(request, str(trashed)),
        "trashed": trashed,
        "fields": fields,
        "may_edit": may_edit(request.user),
    }
    return TemplateResponse(request, "admin/faq/question/trashed_text.html", context)


@require_POST
def trash_restore_view(request: StaffRequest) -> HttpResponse:
    """Restore the texts that the form names, and open the last one."""
    keys = request.POST.getlist("trashed")
    if not all(map(is_key, keys)):
        raise BadRequest
    restored: Question | None = None
    done: list[str] = []
    for trashed in TrashedText.objects.filter(pk__in=keys).order_by("pk"):
        try:
            restored, notes = restore_trashed(trashed, by=request.user, at=timezone.now())
        except WorkingCopyExists as problem:
            refusal = gettext("“{}” was not restored. {} Publish or discard it first.")
            messages.error(request, refusal.format(trashed, problem))
        except (CannotMove, NotAllowed) as refused:
            message = gettext("“{}” was not restored. {}")
            messages.error(request, message.format(trashed, refused))
        else:
            done.append(str(trashed))
            for note in notes[:MAX_MESSAGES]:
                messages.warning(request, note)
    if not keys or (not done and not TrashedText.objects.filter(pk__in=keys).exists()):
        messages.error(request, _gone())
    if done:
        messages.success(request, gettext("Restored: {}.").format(", ".join(done[:MAX_MESSAGES])))
    if restored is not None and len(keys) == 1:
        return redirect(change_url(restored))
    return redirect("admin:faq_question_changelist" if done else "admin:faq_question_trash")


def _gone() -> str:
    return gettext("It is no longer in the trash. Somebody restored it, or it expired.")


def _context(request: HttpRequest, title: str) -> dict[str, object]:
    return {**admin.site.each_context(request), "title": title, "opts": Question._meta}


def _require_view_permission(request: StaffRequest) -> None:
    if not request.user.has_perm("faq.view_question"):
        raise PermissionDenied
