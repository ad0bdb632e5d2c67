"""The admin of images."""

from django import forms
from django.contrib import admin
from django.contrib.auth.models import User
from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from faq.admin.uploads import UploadAdmin, UploadForm
from faq.images import MAX_BYTES, EncodedImage, check_and_encode, store_image
from faq.models import Image
from faq.models.image import ALT_LENGTH
from faq.templatetags.faq_admin import thumbnail
from faq.text.markdown import image_markdown

ACCEPTED_TYPES = "image/png,image/jpeg,image/webp"


class ImageForm(UploadForm[Image]):
    """Takes an image and its alternative text."""

    max_bytes = MAX_BYTES
    words = "alt"
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
    _encoded: EncodedImage

    def check_file(self, file: UploadedFile) -> None:
        self._encoded = check_and_encode(file)

    def store(self, by: User) -> Image:
        return store_image(self._encoded, self.cleaned_data["alt"], by=by, at=timezone.now())


@admin.register(Image)
class ImageAdmin(UploadAdmin[Image]):
    change_form_template = "admin/faq/image/change_form.html"
    upload_form = ImageForm
    upload_title = _("Upload an image")
    upload_intro = _(
        "Readers see the image wherever a text shows it. Images wider than 1,600 pixels are made smaller."
    )
    list_display = ["picture", "alt", "used_in", "size", "uploaded_by", "uploaded_at"]
    list_display_links = ["alt"]
    search_fields = ["alt", "name"]
    search_help_text = _("Search by alternative text or file name.")
    fields = ["alt", "size", "uploaded_by", "uploaded_at"]
    readonly_fields = ["size", "uploaded_by", "uploaded_at"]

    def markdown_of(self, obj: Image, words: str) -> str:
        return image_markdown(words, obj.address)

    @admin.display(description=_("image"))
    def picture(self, image: Image) -> str:
        return thumbnail(image.address, image.width, image.height)

    @admin.display(description=_("size"))
    def size(self, image: Image) -> str:
        kilobytes = -(-image.byte_count // 1000)
        text = gettext("{width} × {height} pixels, {kilobytes} kB")
        return text.format(width=image.width, height=image.height, kilobytes=kilobytes)
