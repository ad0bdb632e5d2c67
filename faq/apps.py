"""The configuration of the application: it connects the signals and registers the checks."""

import django_stubs_ext
from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

# Lets classes of Django name their model when the code runs: ModelAdmin[Question].
django_stubs_ext.monkeypatch()


class FaqConfig(AppConfig):
    name = "faq"
    verbose_name = _("Help center")

    def ready(self) -> None:
        from faq.insights import promises
        from faq.models import receivers
        from faq.notifications import receivers as notification_receivers
        from faq.ops import due_publications
        from faq.publishing import audit_receivers, checks, style_check, trash, versions
        from faq.publishing.urls import backlinks, link_rewriting
        from faq.search.index import receivers as index_receivers

        receivers.connect_derived_fields()
        receivers.connect_content_version()
        link_rewriting.connect_receivers()
        backlinks.connect_receivers()
        index_receivers.connect_receivers()
        versions.connect_receivers()
        audit_receivers.connect_receivers()
        notification_receivers.connect_receivers()
        trash.connect_receivers()
        due_publications.connect_receiver()

        checks.register(style_check.check_style)
        checks.register(promises.check_phrasings)
