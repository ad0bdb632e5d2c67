"""The admin of images, and the upload form, which the text editor uses too."""

import logging

from django import forms
from django.contrib import admin
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from faq.admin.forms import WIDE, disk_full_message
from faq.admin.requests import staff_user, wants_json
from faq.images import MAX_BYTES, EncodedImage, InvalidImage, check_and_encode, store_image
from faq.models import Image
from faq.models.image import ALT_LENGTH
from faq.text.markdown import image_markdown

log = logging.getLogger(__name__)

ACCEPTED_TYPES = "image/png,image/jpeg,image/webp"


class UploadForm(forms.Form):
    """Takes an image and its alternative text.

    Attributes:
        encoded: the image as it is stored; set once the form is valid.
    """

    file = forms.FileField(
        label=_("File"),
        help_text=_(
            "PNG, JPEG or WebP, up to 10 MB. Camera data, such as the location, is removed."
        ),
        widget=forms.FileInput(attrs={"accept": ACCEPTED_TYPES}),
    )
    alt = forms.CharField(
        label=_("Alternative text"),
        help_text=Image._meta.get_field("alt").help_text,
        max_length=ALT_LENGTH,
        widget=forms.TextInput(attrs={"class": "vTextField wide"}),
    )

    encoded: EncodedImage

    def clean_file(self) -> UploadedFile:
        file: UploadedFile = self.cleaned_data["file"]
        if (file.size or 0) > MAX_BYTES:
            message = gettext("The file is larger than {} MB. Make it smaller and try again.")
            raise ValidationError(message.format(MAX_BYTES // 1024**2))
        try:
            self.encoded = check_and_encode(file)
        except InvalidImage as problem:
            raise ValidationError(str(problem)) from None
        return file


def _store(form: UploadForm, by: User) -> Image | None:
    """Store the image of a valid form; return None and add an error if the disk is full."""
    try:
        return store_image(form.encoded, form.cleaned_data["alt"], by=by, at=timezone.now())
    except OSError:
        log.exception("An uploaded image could not be stored.")
        form.add_error("file", disk_full_message())
        return None


@admin.register(Image)
class ImageAdmin(admin.ModelAdmin[Image]):
    list_display = ["alt", "size", "uploaded_by", "uploaded_at"]
    list_select_related = ["uploaded_by"]
    search_fields = ["alt", "name"]
    search_help_text = _("Search by alternative text or file name.")
    ordering = ["-uploaded_at", "-pk"]
    list_per_page = 50
    formfield_overrides = WIDE
    fields = ["alt", "size", "uploaded_by", "uploaded_at"]
    readonly_fields = ["size", "uploaded_by", "uploaded_at"]

    def has_delete_permission(self, request: HttpRequest, obj: Image | None = None) -> bool:
        """Allow nobody: a text or revision may show the image. `manage.py media_prune` checks that."""
        return False

    def add_view(
        self,
        request: HttpRequest,
        form_url: str = "",
        extra_context: dict[str, object] | None = None,
    ) -> HttpResponse:
        """Store an uploaded image. Scripts get JSON with the Markdown that shows it."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        form = UploadForm(request.POST or None, request.FILES or None)
        if (
            request.method == "POST"
            and form.is_valid()
            and (image := _store(form, staff_user(request)))
        ):
            if wants_json(request):
                alt = form.cleaned_data["alt"]
                return JsonResponse({"markdown": image_markdown(alt, image.address)}, status=201)
            self.message_user(request, gettext("Uploaded."))
            return redirect("admin:faq_image_change", image.pk)
        if wants_json(request):
            return JsonResponse({"errors": form.errors}, status=400)
        context = {
            **self.admin_site.each_context(request),
            "title": gettext("Upload an image"),
            "opts": self.opts,
            "form": form,
        }
        return TemplateResponse(request, "admin/faq/image/upload.html", context)

    @admin.display(description=_("size"))
    def size(self, image: Image) -> str:
        kilobytes = -(-image.byte_count // 1000)
        text = gettext("{width} × {height} pixels, {kilobytes} kB")
        return text.format(width=image.width, height=image.height, kilobytes=kilobytes)
