"""DeskVisit: the last two days on which a member of the team opened the admin."""

from datetime import date

from django.conf import settings
from django.contrib.auth.models import User
from django.db import models, transaction
from django.utils.translation import gettext


class DeskVisitQuerySet(models.QuerySet["DeskVisit"]):
    def record_visit(self, person: User, day: date) -> date | None:
        """Record that somebody opened the admin.

        Returns:
            the day of the previous visit, or None on the first visit.
        """
        if visit := self.filter(person=person, day__gte=day).first():
            # Without a transaction, so that reading never waits for a writer.
            return visit.day_before
        with transaction.atomic():
            visit, _ = self.get_or_create(person=person, defaults={"day": day})
            if visit.day < day:
                visit.day_before, visit.day = visit.day, day
                visit.save()
        return visit.day_before


class DeskVisit(models.Model):
    person = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+"
    )
    day = models.DateField()
    day_before = models.DateField(null=True)

    objects = DeskVisitQuerySet.as_manager()

    def __str__(self) -> str:
        return gettext("%(text)s on %(day)s") % {"text": self.person, "day": self.day}
