"""The admin site: its name, its dashboard, and what every page of it does with a request.

Django creates the site before it imports faq.admin, so this module is not part of that package.
"""

from collections.abc import Callable
from functools import partial, wraps
from typing import TypeVar, cast

from django.contrib.admin import AdminSite
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.auth.models import User
from django.core.exceptions import BadRequest, PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.template.response import TemplateResponse
from django.urls import URLPattern, URLResolver, path
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_protect

from faq import conf
from faq.models import ContentVersion
from faq.publishing.audit import acting_user

ViewT = TypeVar("ViewT", bound=Callable[..., HttpResponseBase])


class FaqAdminSite(AdminSite):
    site_header = format_lazy(_("{} · editors"), conf.site_name())
    site_title = conf.site_name()
    index_title = _("Help center")
    # The question form needs the width.
    enable_nav_sidebar = False

    def admin_view(self, view: ViewT, cacheable: bool = False) -> ViewT:
        """Record changes under the signed-in user, and return unsaved text to people who are signed out."""

        from faq.admin import lockout, no_page
        from faq.admin.kept_forms import with_kept_form
        from faq.admin.requests import is_key, wants_json
        from faq.admin.rescue import signed_out_response
        from faq.ops.passwords import HashingBusy
        from faq.ops.submitted_texts import submitted_texts

        @wraps(view)
        def view_as_user(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
            # Before anything is read: a text whose time has come is published by then.
            ContentVersion.objects.current(timezone.now())
            with acting_user(request.user):
                if not all(map(is_key, request.POST.getlist(ACTION_CHECKBOX_NAME))):
                    raise BadRequest
                try:
                    return with_kept_form(request, partial(view, request, *args, **kwargs))
                except HashingBusy:
                    return lockout.too_many_attempts(request, lockout.BUSY_SECONDS)
                except OverflowError as error:
                    # A filter in the address can contain a number that is too large for the database.
                    raise BadRequest from error
                except PermissionDenied:
                    return no_page.not_allowed(request)
                except Http404:
                    return no_page.not_found(request)

        guarded = super().admin_view(view_as_user, cacheable)

        @wraps(view)
        def view_or_rescue(
            request: HttpRequest, *args: object, **kwargs: object
        ) -> HttpResponseBase:
            is_signed_out = request.method == "POST" and not self.has_permission(request)
            if is_signed_out and (submitted_texts(request) or wants_json(request)):
                return signed_out_response(request)
            return guarded(request, *args, **kwargs)

        return cast(ViewT, csrf_protect(view_or_rescue))

    def each_context(self, request: HttpRequest) -> dict[str, object]:
        """Return what every page needs, and whether the site sends e-mail.

        Django's own method also lists all models with their permissions and addresses, for a sidebar that is
        turned off here. The list took a seventh of the time of a page.
        """
        return {
            "site_title": self.site_title,
            "site_header": self.site_header,
            "site_url": request.META["SCRIPT_NAME"] or self.site_url,
            "has_permission": self.has_permission(request),
            "is_popup": False,
            "is_nav_sidebar_enabled": self.enable_nav_sidebar,
            "log_entries": self.get_log_entries(request),
            "sends_mail": conf.sends_mail(),
        }

    @method_decorator(never_cache)
    def login(
        self, request: HttpRequest, extra_context: dict[str, object] | None = None
    ) -> HttpResponse:
        """Show the sign-in page, and check the password of a submitted form within limits."""
        from faq.admin.lockout import sign_in_within_limits

        return sign_in_within_limits(request, partial(super().login, request, extra_context))

    # Django's types say TemplateResponse, but its own method redirects too.
    def password_change(  # type: ignore[override]
        self, request: HttpRequest, extra_context: dict[str, object] | None = None
    ) -> HttpResponse:
        """Show the page that changes one's password, and check the old one within limits."""
        from faq.admin.lockout import change_password_within_limits

        change = partial(super().password_change, request, extra_context)
        return change_password_within_limits(request, change)

    def index(
        self, request: HttpRequest, extra_context: dict[str, object] | None = None
    ) -> TemplateResponse:
        """Show the dashboard of the signed-in user above the list of models."""
        # faq.admin registers its classes with this site, which must exist first.
        from faq.admin.dashboard import cards, unowned_due
        from faq.insights.dashboard import dashboard

        now = timezone.now()
        agenda = dashboard(cast(User, request.user), now)
        every_card = cards(agenda, now)
        context = {
            "cards": every_card,
            "first": next((card for card in every_card if card.is_task), None),
            "unowned_due": unowned_due(agenda),
        }
        return super().index(request, {**context, **(extra_context or {})})

    def get_urls(self) -> list[URLPattern | URLResolver]:
        """Add the pages of the site that belong to no model."""
        from faq.admin import accounts
        from faq.admin.notifications import notifications_view, unsubscribe_view
        from faq.admin.rescue import token_view

        return [
            path("auth/user/invite/", self.admin_view(accounts.invite_view), name="invite"),
            path("password_reset/", accounts.password_reset_view, name="password_reset"),
            path(
                "password_reset/done/",
                accounts.password_reset_done_view,
                name="password_reset_done",
            ),
            path(
                "reset/<str:uidb64>/<str:token>/",
                accounts.set_password_view,
                name="password_reset_confirm",
            ),
            path("notifications/", self.admin_view(notifications_view), name="notifications"),
            path("notifications/off/<str:token>/", unsubscribe_view, name="unsubscribe"),
            path("token/", self.admin_view(token_view), name="token"),
            *super().get_urls(),
        ]
