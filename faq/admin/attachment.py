"""The admin of attachments: PDFs and videos."""

from django import forms
from django.contrib import admin
from django.contrib.auth.models import User
from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from faq.admin.uploads import UploadAdmin, UploadForm
from faq.images import MAX_ATTACHMENT_BYTES, CheckedFile, check_attachment, store_attachment
from faq.models import Attachment
from faq.models.attachment import TITLE_LENGTH, kind_and_size

ATTACHMENT_TYPES = "application/pdf,video/mp4,video/webm"


class AttachmentForm(UploadForm[Attachment]):
    """Takes a PDF or a video and its title."""

    max_bytes = MAX_ATTACHMENT_BYTES
    words = "title"
    file = forms.FileField(
        label=_("File"),
        help_text=_(
            "PDF, MP4 or WebM, up to 30 MB. Readers get it as it is, with the name of its author if it has one."
        ),
        widget=forms.FileInput(attrs={"accept": ATTACHMENT_TYPES}),
    )
    title = forms.CharField(
        label=_("Title"),
        help_text=Attachment._meta.get_field("title").help_text,
        max_length=TITLE_LENGTH,
        widget=forms.TextInput(attrs={"class": "vTextField wide"}),
    )
    _checked: CheckedFile

    def check_file(self, file: UploadedFile) -> None:
        self._checked = check_attachment(file)

    def store(self, by: User) -> Attachment:
        return store_attachment(self._checked, self.cleaned_data["title"], by=by, at=timezone.now())


@admin.register(Attachment)
class AttachmentAdmin(UploadAdmin[Attachment]):
    change_form_template = "admin/faq/attachment/change_form.html"
    upload_form = AttachmentForm
    upload_title = _("Upload a file")
    upload_intro = _("Readers get the file wherever a text links to it. Videos play in the text.")
    list_display = ["title", "used_in", "size", "uploaded_by", "uploaded_at"]
    search_fields = ["title", "name"]
    search_help_text = _("Search by title or file name.")
    fields = ["title", "size", "uploaded_by", "uploaded_at"]
    readonly_fields = ["size", "uploaded_by", "uploaded_at"]

    def markdown_of(self, obj: Attachment, words: str) -> str:
        obj.title = words
        return obj.markdown

    @admin.display(description=_("kind and size"))
    def size(self, attachment: Attachment) -> str:
        return kind_and_size(attachment.name, attachment.byte_count)
