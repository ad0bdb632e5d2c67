"""Sends the e-mails that are due. The site starts this command after a change; cron repeats what failed."""

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from faq import conf
from faq.models import Notification
from faq.notifications.outbox import send_due


class Command(BaseCommand):
    help = (
        "Send the e-mails that are due, and delete notifications older than 30 days; "
        "exit 1 if the server takes none. Run it every five minutes to repeat what failed."
    )

    def handle(self, **options: object) -> None:
        Notification.objects.outdated(timezone.now()).delete()
        if not conf.sends_mail():
            self.stdout.write("No e-mail is sent, because EMAIL_URL is not set.")
            return
        result = send_due(timezone.now)
        waiting = Notification.objects.filter(delivery=Notification.Delivery.WAITING).count()
        self.stdout.write(f"Sent: {result.sent}. Given up: {result.failed}. Waiting: {waiting}.")
        if result.problem:
            raise CommandError(f"The server failed: {result.problem}")
