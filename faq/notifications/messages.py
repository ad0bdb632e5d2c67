"""Writes e-mails: a notification in the words and the language of its recipient."""

from datetime import timedelta
from urllib.parse import urlsplit

from django.contrib.auth.models import User
from django.contrib.auth.tokens import default_token_generator
from django.core.mail import EmailMessage
from django.urls import reverse
from django.utils import timezone
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode
from django.utils.translation import gettext as _
from django.utils.translation import override

from faq import conf
from faq.models import Notification, Question
from faq.notifications.headlines import headline, notification_path
from faq.notifications.preferences import make_token
from faq.notifications.recipients import preferences_of
from faq.text.cleaning import normalize_newlines, one_line, remove_invisible
from faq.text.times import show_time

# Of questions in a digest.
MAX_LISTED = 20


def message_for(notification: Notification, person: User) -> EmailMessage:
    """Return the e-mail of a notification. No text of a question is in it beyond the title.

    Args:
        notification: with its question, if any.
        person: its recipient, who has an address.
    """
    language = preferences_of(person).language
    with override(language if language in conf.languages() else conf.language_code()):
        return EmailMessage(
            # One line, so that no title can begin another header.
            subject=f"[{one_line(conf.site_name())}] {one_line(headline(notification))}",
            body="\n".join(_lines(notification, person)),
            to=[person.email],
            headers=_headers(notification, person),
        )


def _lines(notification: Notification, person: User) -> list[str]:
    lines = [f"{one_line(headline(notification))}.", ""]
    if notification.comment:
        comment = remove_invisible(normalize_newlines(notification.comment))
        mark = "> " if notification.kind in Notification.QUOTING else ""
        lines += [*(f"{mark}{line}" for line in comment.split("\n")), ""]
    if notification.kind not in Notification.OPTIONAL:
        return lines + _about_password(notification, person)
    if notification.kind == Notification.Kind.REVIEW_DUE:
        lines += _due_questions(person)
    else:
        lines += [_absolute(notification_path(notification)), ""]
    address = _absolute(reverse("admin:notifications"))
    change = _("Change what you get: {address}").format(address=address)
    return [*lines, "-- ", _reason(notification), change]


def _about_password(notification: Notification, person: User) -> list[str]:
    """Return a link that sets the password of an account. It is made now, so that no table holds it."""
    key = urlsafe_base64_encode(force_bytes(person.pk))
    token = default_token_generator.make_token(person)
    end = timezone.now() + timedelta(seconds=conf.password_reset_seconds())
    is_invitation = notification.kind == Notification.Kind.INVITATION
    return [
        _("Your user name: {name}").format(name=one_line(person.get_username())),
        _("Set your password here, until {time}:").format(time=show_time(end)),
        _absolute(reverse("admin:password_reset_confirm", args=[key, token])),
        "",
        _("If you do not know what this is about, ignore this e-mail.")
        if is_invitation
        else _("If you did not ask for this, ignore this e-mail. Your password stays as it is."),
    ]


def _due_questions(person: User) -> list[str]:
    now = timezone.now()
    due = Question.objects.published(now).owned_by(person)
    due = due.due_for_review(now, default_days=conf.review_every()).oldest_review_first()
    lines = []
    for question in due[:MAX_LISTED]:
        path = reverse("admin:faq_question_change", args=[question.pk])
        lines += [one_line(question.title), _absolute(path), ""]
    if (more := due.count() - MAX_LISTED) > 0:
        filters = {"due": "yes", "owner": "me"}
        path = reverse("admin:faq_question_changelist", query=filters)
        lines += [_("{count} more:").format(count=more), _absolute(path), ""]
    return lines


def _reason(notification: Notification) -> str:
    kinds = Notification.Kind
    reasons = {
        kinds.SUBMITTED: _("You get this e-mail because you review texts."),
        kinds.SENT_BACK: _("You get this e-mail because you wrote the text."),
        kinds.COMMENTED: _(
            "You get this e-mail because you wrote the text or commented on it before."
        ),
        kinds.REVIEW_DUE: _("You get this e-mail because you own these questions."),
    }
    default = _("You get this e-mail because you wrote or scheduled the text.")
    return reasons.get(kinds(notification.kind), default)


def _headers(notification: Notification, person: User) -> dict[str, str]:
    """Return the headers by which programs recognise the e-mail and let people turn it off."""
    # The same at each attempt, so that a server that took it before shows it once.
    host = urlsplit(conf.site_url()).hostname
    headers = {
        "Message-ID": f"<notification-{notification.pk}-{notification.at:%Y%m%d%H%M%S}@{host}>",
        "Auto-Submitted": "auto-generated",
    }
    if notification.kind in Notification.OPTIONAL:
        path = reverse("admin:unsubscribe", args=[make_token(person, notification.kind)])
        headers["List-Unsubscribe"] = f"<{_absolute(path)}>"
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    return headers


def _absolute(path: str) -> str:
    """Return the address of a page, with the configured host and never that of a request."""
    return conf.site_url() + path
