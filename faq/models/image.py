"""Image: an uploaded file, named after a hash of its content."""

from django.contrib.staticfiles import finders
from django.core.files.images import get_image_dimensions
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext, override, pgettext
from django.utils.translation import gettext_lazy as _

from faq import conf
from faq.models.attachment import kinds_and_sizes
from faq.models.upload import Upload
from faq.text.markdown import image_markdown, render
from faq.text.media_names import ATTACHMENT_ENDINGS, media_names_in, static_paths_in

ALT_LENGTH = 250


class Image(Upload):
    alt = models.CharField(
        _("alternative text"),
        max_length=ALT_LENGTH,
        help_text=_("Describe the image for people who cannot see it: “The Jobs menu, opened.”"),
    )
    width = models.PositiveIntegerField(_("width"), editable=False)
    height = models.PositiveIntegerField(_("height"), editable=False)

    class Meta:
        verbose_name = _("image")
        verbose_name_plural = _("images")
        constraints = [
            models.CheckConstraint(
                condition=~Q(alt=""),
                name="image_has_words",
                violation_error_message=_("Describe what the image shows."),
            ),
            models.CheckConstraint(
                condition=Q(width__gt=0, height__gt=0, byte_count__gt=0), name="image_has_a_size"
            ),
        ]

    def __str__(self) -> str:
        return self.alt

    @property
    def markdown(self) -> str:
        """Markdown that shows the image."""
        return image_markdown(self.alt, self.address)


def render_with_images(text: str) -> str:
    """Render Markdown to safe HTML in which images and attachments have their sizes, with at most two queries.

    Its parts are named in the language of the content.

    Args:
        text: Markdown of at most MAX_LENGTH characters.
    """
    names = media_names_in([text])
    files = {name for name in names if name.endswith(ATTACHMENT_ENDINGS)}
    images = names - files
    rows = Image.objects.filter(name__in=images).values_list("name", "width", "height")
    sizes = {name: (width, height) for name, width, height in rows} if images else {}
    kinds = kinds_and_sizes(files) if files else {}
    return render(text, {**sizes, **_static_sizes(text)}, _names(), kinds)


def _static_sizes(text: str) -> dict[str, tuple[int, int]]:
    """Return width and height of the static images that a text mentions, by the last part of their paths."""
    found = {}
    for path in static_paths_in(text):
        file = finders.find(path)
        # A vector image and what is no image have no size.
        width, height = get_image_dimensions(file) if file else (None, None)
        if width and height:
            found[path.rpartition("/")[2]] = (width, height)
    return found


def _names() -> dict[str, str]:
    """Return what the parts of a text are called in the language of the content."""
    with override(conf.language_code()):
        return {
            "table": gettext("Table: %s"),
            "video": gettext("Video on %s"),
            "code": pgettext("what a block of code is called", "Code"),
            "scroll": gettext("Scroll sideways to see the whole table"),
            "details": pgettext("what a fold in a text is called", "Details"),
            "note": pgettext("callout", "Note"),
            "tip": pgettext("callout", "Tip"),
            "warning": pgettext("callout", "Warning"),
        }
