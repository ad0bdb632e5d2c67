"""The page of somebody’s notifications, with what they want by e-mail; and the links that turn e-mail off."""

from django import forms
from django.contrib import admin, messages
from django.contrib.auth.models import User
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

from faq import conf
from faq.admin.requests import StaffRequest
from faq.models import Notification
from faq.notifications.headlines import headline, notification_path
from faq.notifications.preferences import mute, read_token, save_preferences
from faq.notifications.recipients import preferences_of

PAGE_SIZE = 50


class PreferencesForm(forms.Form):
    kinds = forms.MultipleChoiceField(
        label=_("Send me an e-mail when"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=[(kind.value, kind.label) for kind in Notification.OPTIONAL],
    )
    language = forms.ChoiceField(label=_("Language of the e-mails"), required=False)

    def __init__(self, person: User, data: object = None) -> None:
        stored = preferences_of(person)
        wanted = [kind for kind in Notification.OPTIONAL if kind not in stored.muted]
        initial = {"kinds": wanted, "language": stored.language}
        super().__init__(data, initial=initial)  # type: ignore[arg-type]
        self.person = person
        default = conf.languages()[conf.language_code()]
        site = gettext("As on this site ({language})").format(language=default)
        self.fields["language"].choices = [("", site), *conf.languages().items()]  # type: ignore[attr-defined]

    def save(self) -> None:
        muted = set(Notification.OPTIONAL) - set(self.cleaned_data["kinds"])
        save_preferences(self.person, muted=muted, language=self.cleaned_data["language"])


def notifications_view(request: StaffRequest) -> HttpResponse:
    """Show what others did with the texts of the signed-in person, and store what they want by e-mail."""
    form = PreferencesForm(request.user, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, gettext("Your choice is saved."))
        return redirect("admin:notifications")
    rows = Notification.objects.about_texts_of(request.user, timezone.now()).latest_first()
    rows = rows.select_related("trashed")
    page = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("p"))
    count = page.paginator.count
    context = {
        **admin.site.each_context(request),
        "title": gettext("Notifications"),
        "page": page,
        "pages": page.paginator.get_elided_page_range(page.number),
        "count": ngettext("{} message", "{} messages", count).format(count),
        "rows": [(row, headline(row), notification_path(row)) for row in page],
        "form": form if conf.sends_mail() else None,
    }
    return TemplateResponse(request, "admin/faq/notifications.html", context)


# Without a session: the programs that read e-mail send the form (RFC 8058), and the link is signed.
@csrf_exempt
@never_cache
def unsubscribe_view(request: HttpRequest, token: str) -> HttpResponse:
    """Show a button that turns off one kind of e-mail for the person who got it, and turn it off."""
    found = read_token(token)
    if found is None:
        return render(request, "admin/faq/unsubscribe.html", {"state": "expired"}, status=404)
    person, kind = found
    if request.method == "POST":
        mute(person, kind)
    context = {"kind": kind.label, "state": "done" if request.method == "POST" else "asks"}
    return render(request, "admin/faq/unsubscribe.html", context)
