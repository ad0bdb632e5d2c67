"""The admin as a whole: its names and its front page."""

from typing import Any

from django.contrib.admin import AdminSite
from django.http import HttpRequest
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from faq import conf


class DeskSite(AdminSite):
    site_header = format_lazy(_("{} · editors"), conf.site_name())
    site_title = conf.site_name()
    index_title = _("Help center")
    # A few lists do not need a column of their own; the question form does.
    enable_nav_sidebar = False

    def index(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        """What needs whoever is signed in, above the lists of everything."""
        # Not sooner: what is in that package is registered with this site.
        from faq.admin.front_page import cards
        from faq.insights.desk import agenda

        found = cards(agenda(request.user, timezone.now()))
        return super().index(request, {"cards": found, **(extra_context or {})})
