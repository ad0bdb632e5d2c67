"""Attachment: an uploaded PDF or video."""

from collections.abc import Iterable

from django.db import models
from django.db.models import Q
from django.utils.formats import number_format
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _

from faq import conf
from faq.models.upload import Upload
from faq.text.markdown import image_markdown, link_markdown
from faq.text.media_names import VIDEO_ENDINGS

TITLE_LENGTH = 150
_NAMES = {"pdf": "PDF", "mp4": "MP4", "webm": "WebM"}


class Attachment(Upload):
    title = models.CharField(
        _("title"),
        max_length=TITLE_LENGTH,
        help_text=_(
            "What readers choose, and the name under which a PDF is saved: “Price list 2027”."
        ),
    )

    class Meta:
        verbose_name = _("attachment")
        verbose_name_plural = _("attachments")
        constraints = [
            models.CheckConstraint(
                condition=~Q(title=""),
                name="attachment_has_a_title",
                violation_error_message=_("Give the file a title."),
            ),
            models.CheckConstraint(condition=Q(byte_count__gt=0), name="attachment_has_a_size"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_video(self) -> bool:
        return self.name.endswith(VIDEO_ENDINGS)

    @property
    def markdown(self) -> str:
        """Markdown that links to the PDF or shows the video."""
        write = image_markdown if self.is_video else link_markdown
        return write(self.title, self.address)


def kind_and_size(name: str, byte_count: int) -> str:
    """Return what a link says of an attachment: PDF, 340 kB.

    Args:
        name: its name, with the format at its end.
        byte_count: its size in bytes.
    """
    kind = _NAMES[name.rpartition(".")[2]]
    if byte_count < 1_000_000:
        size = gettext("{} kB").format(-(-byte_count // 1_000))
    else:
        size = gettext("{} MB").format(number_format(byte_count / 1_000_000, 1))
    return f"{kind}, {size}"


def kinds_and_sizes(names: Iterable[str]) -> dict[str, str]:
    """Return what links say of attachments, by name, in the language of the content, with one query."""
    rows = Attachment.objects.filter(name__in=names).values_list("name", "byte_count")
    with override(conf.language_code()):
        return {name: kind_and_size(name, byte_count) for name, byte_count in rows}
