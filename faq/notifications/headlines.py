"""One sentence for each notification, in the language in use, and its page."""

from django.urls import reverse
from django.utils.translation import gettext as _

from faq.models import Notification


def headline(notification: Notification) -> str:
    """Return what happened: “Rafi sent back “How do I end a contract?””."""
    kinds = Notification.Kind
    sentences = {
        kinds.SUBMITTED: _("{name} sent “{title}” for review"),
        kinds.SENT_BACK: _("{name} sent back “{title}”"),
        kinds.COMMENTED: _("{name} commented on “{title}”"),
        kinds.SCHEDULED: _("{name} scheduled “{title}”"),
        kinds.RESCHEDULED: _("{name} changed the time of “{title}”"),
        kinds.UNSCHEDULED: _("{name} cancelled the schedule of “{title}”"),
        kinds.NOT_PUBLISHED: _("“{title}” could not be published at its time"),
        kinds.PUBLISHED: _("{name} published “{title}”"),
        kinds.REMOVED: _("{name} discarded or deleted “{title}”"),
        kinds.REVIEW_DUE: _("Questions of yours are due for review"),
        kinds.INVITATION: _("{name} invited you to write for this help center"),
        kinds.PASSWORD_RESET: _("A new password for your account"),
    }
    sentence = sentences[kinds(notification.kind)]
    return sentence.format(name=notification.by_name or _("Somebody"), title=notification.title)


def notification_path(notification: Notification) -> str:
    """Return the path of the text that a notification is about, or of a list that has it.

    That of a removed text leads to the trash, and to the text itself once it is restored.
    """
    trashed = notification.trashed
    if key := trashed.question_pk if trashed else notification.question_id:
        return reverse("admin:faq_question_change", args=[key])
    is_removed = notification.kind == Notification.Kind.REMOVED
    return reverse("admin:faq_question_trash" if is_removed else "admin:notifications")
