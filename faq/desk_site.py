"""The admin as a whole: its names and its front page."""

from functools import wraps
from typing import Any

from django.contrib.admin import AdminSite
from django.http import HttpRequest
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from faq import conf
from faq.publishing.acting import acting


class DeskSite(AdminSite):
    site_header = format_lazy(_("{} · editors"), conf.site_name())
    site_title = conf.site_name()
    index_title = _("Help center")
    # A few lists do not need a column of their own; the question form does.
    enable_nav_sidebar = False

    def admin_view(self, view: Any, cacheable: bool = False) -> Any:
        """What is done in any of its pages is done by whoever is signed in, wherever it is noted."""

        @wraps(view)
        def by_somebody(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
            with acting(request.user):
                return view(request, *args, **kwargs)

        return super().admin_view(by_somebody, cacheable)

    def index(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        """What needs whoever is signed in, above the lists of everything."""
        # Not sooner: what is in that package is registered with this site.
        from faq.admin.front_page import cards
        from faq.insights.desk import agenda

        found = cards(agenda(request.user, timezone.now()))
        return super().index(request, {"cards": found, **(extra_context or {})})
