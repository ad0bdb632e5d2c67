"""What the admins of images and attachments share: the upload form, which the text editor uses too, and lists."""

from typing import Annotated, Any, Generic, TypedDict, TypeVar

from django import forms
from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import Annotations

from faq.admin.forms import WIDE
from faq.admin.link_check import first_titles
from faq.admin.public_content import PublicContentAdmin
from faq.admin.requests import staff_user, wants_json
from faq.disk import NotStored
from faq.images import InvalidAttachment, InvalidImage, questions_showing, upload_usage
from faq.models import Attachment, Image, Question

UploadT = TypeVar("UploadT", Image, Attachment)


class UploadForm(forms.Form, Generic[UploadT]):
    """Takes a file and its words.

    Attributes:
        max_bytes: the size of the largest file.
        words: the name of the field for what the file is called or shows.
    """

    max_bytes: int
    words: str

    def check_file(self, file: UploadedFile) -> None:
        """Check a file and remember what is to be stored.

        Raises:
            InvalidImage, InvalidAttachment: the file is rejected.
        """
        raise NotImplementedError

    def store(self, by: User) -> UploadT:
        """Store the file of a valid form.

        Raises:
            NotStored: the disk is full or the folder is not writable.
        """
        raise NotImplementedError

    def clean_file(self) -> UploadedFile:
        file: UploadedFile = self.cleaned_data["file"]
        if (file.size or 0) > self.max_bytes:
            message = gettext("The file is larger than {} MB. Make it smaller and try again.")
            raise ValidationError(message.format(self.max_bytes // 1024**2))
        try:
            self.check_file(file)
        except (InvalidImage, InvalidAttachment) as problem:
            raise ValidationError(str(problem)) from None
        return file


class _UsedTitles(TypedDict):
    used_titles: list[str]


class UploadAdmin(PublicContentAdmin[UploadT]):
    """Lists uploads with the texts that use them, and takes new ones. Nobody deletes them.

    Attributes:
        upload_form: the form for a new file.
        upload_title: the heading of its page.
        upload_intro: what its page says above the form.
    """

    upload_form: type[UploadForm[UploadT]]
    upload_title: str | Promise
    upload_intro: str | Promise
    list_select_related = ["uploaded_by"]
    ordering = ["-uploaded_at", "-pk"]
    list_per_page = 50
    formfield_overrides = WIDE

    def markdown_of(self, obj: UploadT, words: str) -> str:
        """Return the Markdown of an upload with other words."""
        raise NotImplementedError

    def has_delete_permission(self, request: HttpRequest, obj: UploadT | None = None) -> bool:
        """Allow nobody: a text or revision may use the file. `manage.py media_prune` checks that."""
        return False

    def add_view(
        self,
        request: HttpRequest,
        form_url: str = "",
        extra_context: dict[str, object] | None = None,
    ) -> HttpResponse:
        """Store an uploaded file. Scripts get JSON with the Markdown that uses it."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        form = self.upload_form(request.POST or None, request.FILES or None)
        stored = _store(form, staff_user(request)) if request.method == "POST" else None
        if stored is not None:
            if wants_json(request):
                markdown = self.markdown_of(stored, form.cleaned_data[form.words])
                return JsonResponse({"markdown": markdown}, status=201)
            self.message_user(request, gettext("Uploaded."))
            return redirect(f"admin:faq_{self.opts.model_name}_change", stored.pk)
        if wants_json(request):
            return JsonResponse({"errors": form.errors}, status=400)
        context = {
            **self.admin_site.each_context(request),
            "title": self.upload_title,
            "intro": self.upload_intro,
            "opts": self.opts,
            "form": form,
        }
        return TemplateResponse(request, "admin/faq/upload.html", context)

    def questions_using(self, obj: UploadT) -> QuerySet[Question]:
        return questions_showing(obj.name)

    def get_changelist_instance(self, request: HttpRequest) -> ChangeList:
        """Look up together which questions use the files of a page."""
        changelist = super().get_changelist_instance(request)
        # Any: the rows get an attribute, as annotations would give it.
        uploads: list[Any] = list(changelist.result_list)
        usage = upload_usage([upload.name for upload in uploads])
        titles = dict(
            Question.with_copies.filter(pk__in=set().union(*usage.values())).values_list(
                "pk", "title"
            )
        )
        for upload in uploads:
            upload.used_titles = sorted({titles[pk] for pk in usage.get(upload.name, ())})
        changelist.result_list = uploads
        return changelist

    @admin.display(description=_("used in"))
    def used_in(self, upload: Annotated[Image, Annotations[_UsedTitles]]) -> str:
        return first_titles(upload.used_titles)


def _store(form: UploadForm[UploadT], by: User) -> UploadT | None:
    """Store the file of a form; return None if it is not valid, and add an error if the disk is full."""
    if not form.is_valid():
        return None
    try:
        return form.store(by)
    except NotStored as problem:
        form.add_error("file", str(problem))
        return None
