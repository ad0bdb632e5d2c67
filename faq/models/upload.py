"""Upload: what images and attachments share."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from faq.text.media_names import MEDIA_PATH


class Upload(models.Model):
    """A file that is named after a hash of its content and never changes."""

    name = models.CharField(_("name"), max_length=70, unique=True, editable=False)
    byte_count = models.PositiveIntegerField(_("bytes"), editable=False)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("uploaded by"),
    )
    uploaded_at = models.DateTimeField(_("uploaded at"), editable=False)

    class Meta:
        abstract = True

    @property
    def address(self) -> str:
        """The path of the file from the site's root, as texts link to it."""
        return f"{MEDIA_PATH}{self.name}"
