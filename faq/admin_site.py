"""The admin site as a whole: its names, its front page, who acts in it, and that nobody loses what they wrote.

Django makes the site before it registers what is in faq.admin, so this stands beside that package.
"""

from collections.abc import Callable
from functools import wraps
from typing import TypeVar, cast

from django.contrib.admin import AdminSite
from django.contrib.auth.models import User
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.utils.text import format_lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csrf import csrf_protect

from faq import conf
from faq.publishing.audit import acting_user

ViewT = TypeVar("ViewT", bound=Callable[..., HttpResponseBase])


class DeskSite(AdminSite):
    site_header = format_lazy(_("{} · editors"), conf.site_name())
    site_title = conf.site_name()
    index_title = _("Help center")
    # A few lists do not need a column of their own; the question form does.
    enable_nav_sidebar = False

    def admin_view(self, view: ViewT, cacheable: bool = False) -> ViewT:
        """What is done in any of its pages is done by whoever is signed in, wherever it is noted."""

        @wraps(view)
        def by_somebody(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
            with acting_user(request.user):
                try:
                    return view(request, *args, **kwargs)
                except OverflowError as error:
                    # Filters in the address may ask for a number that no row can have.
                    raise BadRequest from error

        guarded = super().admin_view(by_somebody, cacheable)

        @wraps(view)
        def nothing_lost(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
            if request.method == "POST" and not self.has_permission(request):
                return self._signed_out(request) or guarded(request, *args, **kwargs)
            return guarded(request, *args, **kwargs)

        return cast(ViewT, csrf_protect(nothing_lost))

    def _signed_out(self, request: HttpRequest) -> HttpResponse | None:
        """What somebody wrote whose session has ended, which the page for signing in would drop."""
        from faq.admin.rescue import rescue_response, submitted_texts

        if not submitted_texts(request):
            return None
        sign_in = reverse("admin:login", query={"next": request.get_full_path()})
        reason = gettext("You are signed out, or your account may not edit here.")
        response = rescue_response(request, reason, sign_in=sign_in)
        add_never_cache_headers(response)
        return response

    def index(
        self, request: HttpRequest, extra_context: dict[str, object] | None = None
    ) -> TemplateResponse:
        """What needs whoever is signed in, above the lists of everything."""
        # Not sooner: what is in that package is registered with this site.
        from faq.admin.dashboard import cards
        from faq.insights.dashboard import dashboard

        found = cards(dashboard(cast(User, request.user), timezone.now()))
        return super().index(request, {"cards": found, **(extra_context or {})})
