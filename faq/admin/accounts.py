"""Invitations, and new passwords for people who forgot theirs. Both need e-mail."""

from collections.abc import Callable
from functools import wraps

from django import forms
from django.contrib import admin, messages
from django.contrib.auth.models import Group, User
from django.contrib.auth.views import PasswordResetConfirmView
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse_lazy
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django_stubs_ext import StrOrPromise

from faq import conf
from faq.admin import lockout
from faq.admin.requests import StaffRequest
from faq.notifications.accounts import invite, request_password_reset
from faq.ops import rate_limit
from faq.ops.passwords import HashingBusy

# Requests for a new password, and the seconds they are for.
NETWORK_RATE = (5, 15 * 60)
ADDRESS_RATE = (3, 3600)
TOTAL_RATE = (30, 60)


def needs_mail(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Decorate a view that a site without e-mail does not have."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        if not conf.sends_mail():
            raise Http404
        return view(request, *args, **kwargs)

    return guarded


class ResetForm(forms.Form):
    email = forms.EmailField(
        label=_("E-mail address"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email", "class": "vTextField"}),
    )


@never_cache
@needs_mail
def password_reset_view(request: HttpRequest) -> HttpResponse:
    """Ask for an address and queue an e-mail with a link. The answer is the same for any address."""
    form = ResetForm(request.POST if request.method == "POST" else None)
    if request.method != "POST" or not form.is_valid():
        return _page(request, "form", gettext("Forgotten password"), form)
    address = form.cleaned_data["email"]
    if seconds := _seconds_to_wait(request, address):
        return lockout.too_many_attempts(request, seconds)
    request_password_reset(address, at=timezone.now())
    return redirect("admin:password_reset_done")


@never_cache
@needs_mail
def password_reset_done_view(request: HttpRequest) -> HttpResponse:
    return _page(request, "done", gettext("Look into your mailbox"))


class _SetPasswordView(PasswordResetConfirmView):
    success_url = reverse_lazy("admin:login")

    def form_valid(self, form: forms.BaseForm) -> HttpResponse:
        response = super().form_valid(form)  # type: ignore[arg-type]
        messages.success(self.request, gettext("Your password is set. Sign in with it."))
        return response

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        return {**admin.site.each_context(self.request), **super().get_context_data(**kwargs)}


@needs_mail
def set_password_view(request: HttpRequest, uidb64: str, token: str) -> HttpResponse:
    """Set the password of an account whose owner got a link by e-mail."""
    try:
        return _SetPasswordView.as_view()(request, uidb64=uidb64, token=token)  # type: ignore[return-value]
    except HashingBusy:
        return lockout.too_many_attempts(request, lockout.BUSY_SECONDS)


class InvitationForm(forms.Form):
    username = forms.CharField(
        label=_("User name"),
        max_length=150,
        validators=User._meta.get_field("username").validators,
        widget=forms.TextInput(attrs={"class": "vTextField"}),
    )
    email = forms.EmailField(
        label=_("E-mail address"),
        max_length=254,
        widget=forms.EmailInput(attrs={"class": "vTextField"}),
    )
    groups = forms.ModelMultipleChoiceField(
        Group.objects.order_by("name"),
        label=_("Groups"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def clean_username(self) -> str:
        name = User.normalize_username(self.cleaned_data["username"])
        if User.objects.filter(username__iexact=name).exists():
            raise ValidationError(gettext("Somebody has this user name. Choose another one."))
        return name

    def clean_email(self) -> str:
        email: str = self.cleaned_data["email"]
        if person := User.objects.filter(email__iexact=email).first():
            message = gettext("The account “{name}” has this address already.")
            raise ValidationError(message.format(name=person.get_username()))
        return email


@needs_mail
def invite_view(request: StaffRequest) -> HttpResponse:
    """Create an account for somebody who then sets its password with a link in an e-mail."""
    # As Django asks of people who add accounts: who may change them can take any right.
    if not request.user.has_perms(["auth.add_user", "auth.change_user"]):
        raise PermissionDenied
    form = InvitationForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        person = invite(**form.cleaned_data, by=request.user, at=timezone.now())
        done = gettext(
            "The account “{name}” is created. Its owner gets an e-mail with a link that sets a password."
        )
        messages.success(request, done.format(name=person.get_username()))
        return redirect("admin:auth_user_changelist")
    context = {
        **admin.site.each_context(request),
        "title": gettext("Invite by e-mail"),
        "opts": User._meta,
        "form": form,
    }
    return TemplateResponse(request, "admin/faq/invite.html", context)


def _seconds_to_wait(request: HttpRequest, address: str) -> int:
    """Count a request, and return 0 or how long to wait, whether or not an account has the address."""
    now = timezone.now()
    limits = (
        (conf.client_network(request), NETWORK_RATE),
        # Nobody's mailbox is filled from many networks.
        (f"to {address.casefold()}", ADDRESS_RATE),
        ("in total", TOTAL_RATE),
    )
    for key, rate in limits:
        if seconds := rate_limit.seconds_to_wait("password reset", key, rate, now=now):
            return seconds
    return 0


def _page(
    request: HttpRequest, name: str, title: StrOrPromise, form: forms.Form | None = None
) -> HttpResponse:
    context = {**admin.site.each_context(request), "title": title, "form": form}
    return TemplateResponse(request, f"registration/password_reset_{name}.html", context)
