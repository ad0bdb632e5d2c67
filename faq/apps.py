"""Tells Django about the application."""

from django.apps import AppConfig


class FaqConfig(AppConfig):
    name = "faq"
    verbose_name = "Help center"

    def ready(self) -> None:
        from faq.models import prepared, versioned
        from faq.publishing import redirects

        prepared.connect()
        versioned.connect()
        redirects.connect()
