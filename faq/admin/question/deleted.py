"""What the addresses of a deleted question say: where its text is, or who deleted it and when."""

from datetime import datetime
from typing import NamedTuple

from django.contrib.auth.models import User
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from faq.admin.requests import staff_user
from faq.models import AuditEntry, Question, TrashedText
from faq.publishing.permissions import may_view
from faq.text.times import show_time

# The pages of one question, beside its form.
_PAGES = {
    f"faq_question_{name}"
    for name in ("history", "compare", "restore", "live_merge", "preview", "transition")
}


class Deletion(NamedTuple):
    """How a question was deleted.

    Attributes:
        text: says so, in a sentence.
        address: of its text in the trash; empty if it is no longer there.
    """

    text: str
    address: str = ""


def deletion_of_page(request: HttpRequest) -> Deletion | None:
    """Return how the question of a page was deleted, or None."""
    match = request.resolver_match
    if match is None or match.url_name not in _PAGES:
        return None
    pk = match.kwargs["pk"]
    return (
        None
        if Question.with_copies.filter(pk=pk).exists()
        else deletion_of(pk, staff_user(request))
    )


def deletion_of(pk: int, user: User) -> Deletion | None:
    """Return how a question was deleted; None if it was not, or if this person may not know it.

    Args:
        pk: the primary key that it had.
        user: the person who asks.
    """
    trashed = TrashedText.objects.kept(timezone.now()).newest_first().filter(question_pk=pk).first()
    if trashed and may_view(user):
        text = gettext("“{title}” is in the trash. {name} deleted it on {time}.")
        address = reverse("admin:faq_question_trashed_text", args=[trashed.pk])
        return Deletion(
            _filled(text, str(trashed), trashed.deleted_by_name, trashed.deleted_at), address
        )
    if not user.has_perm("faq.view_auditentry"):
        return None
    kind = str(Question._meta.verbose_name_raw)
    entries = AuditEntry.objects.filter(kind=kind, object_key=pk, act=AuditEntry.Act.DELETED)
    entry = entries.order_by("-at", "-pk").first()
    if entry is None:
        return None
    text = gettext("“{title}” no longer exists. {name} deleted it on {time}.")
    return Deletion(_filled(text, entry.name, entry.by_name, entry.at))


def _filled(text: str, title: str, name: str, at: datetime) -> str:
    return text.format(title=title, name=name or gettext("Somebody"), time=show_time(at))
