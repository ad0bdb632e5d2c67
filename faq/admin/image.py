"""The admin of images, and the upload form, which the text editor uses too."""

from typing import Annotated, TypedDict

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
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import Annotations

from faq.admin.forms import WIDE
from faq.admin.link_check import first_titles
from faq.admin.public_content import PublicContentAdmin
from faq.admin.requests import staff_user, wants_json
from faq.disk import NotStored
from faq.images import (
    MAX_BYTES,
    EncodedImage,
    InvalidImage,
    check_and_encode,
    image_usage,
    questions_showing,
    store_image,
)
from faq.models import Image, Question
from faq.models.image import ALT_LENGTH
from faq.templatetags.faq_admin import thumbnail
from faq.text.markdown import image_markdown

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
    except NotStored as problem:
        form.add_error("file", str(problem))
        return None


class _UsedTitles(TypedDict):
    used_titles: list[str]


@admin.register(Image)
class ImageAdmin(PublicContentAdmin[Image]):
    change_form_template = "admin/faq/image/change_form.html"
    list_display = ["picture", "alt", "used_in", "size", "uploaded_by", "uploaded_at"]
    list_display_links = ["alt"]
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

    def questions_using(self, obj: Image) -> QuerySet[Question]:
        return questions_showing(obj.name)

    def get_changelist_instance(self, request: HttpRequest) -> ChangeList:
        """Look up together which questions show the images of a page."""
        changelist = super().get_changelist_instance(request)
        images = list(changelist.result_list)
        usage = image_usage([image.name for image in images])
        titles = dict(
            Question.with_copies.filter(pk__in=set().union(*usage.values())).values_list(
                "pk", "title"
            )
        )
        for image in images:
            image.used_titles = sorted({titles[pk] for pk in usage.get(image.name, ())})
        changelist.result_list = images
        return changelist

    @admin.display(description=_("image"))
    def picture(self, image: Image) -> str:
        return thumbnail(image.address, image.width, image.height)

    @admin.display(description=_("used in"))
    def used_in(self, image: Annotated[Image, Annotations[_UsedTitles]]) -> str:
        return first_titles(image.used_titles)

    @admin.display(description=_("size"))
    def size(self, image: Image) -> str:
        kilobytes = -(-image.byte_count // 1000)
        text = gettext("{width} × {height} pixels, {kilobytes} kB")
        return text.format(width=image.width, height=image.height, kilobytes=kilobytes)
