"""DeskVisit: on which day somebody of the team came to the desk, and on which day before that."""

from datetime import date

from django.conf import settings
from django.contrib.auth.models import User
from django.db import models, transaction
from django.utils.translation import gettext


class DeskVisitQuerySet(models.QuerySet["DeskVisit"]):
    def come(self, person: User, day: date) -> date | None:
        """Note that somebody is here.

        Days are enough: of what readers say, no more than the day is kept.

        Returns:
            the day of the visit before; None on the first one.
        """
        if known := self.filter(person=person, day__gte=day).first():
            # Whoever only looks does not wait for those who write.
            return known.day_before
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
