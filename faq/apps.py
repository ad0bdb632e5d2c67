"""Tells Django about the application."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FaqConfig(AppConfig):
    name = "faq"
    verbose_name = _("Help center")

    def ready(self) -> None:
        from faq.models import prepared, versioned
        from faq.publishing import renaming, watching

        # First: what it writes is rendered by the next.
        renaming.connect()
        prepared.connect()
        versioned.connect()
        watching.connect()
