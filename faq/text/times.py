"""Times as people read and type them: in the time zone of the site, whose name stands beside them."""

import math
from datetime import UTC, date, datetime, timedelta

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

# In minutes. Below this, hours would be too coarse.
_HOURS_FROM = 120


class NoSuchTime(ValueError):
    """No single moment has this date and time; the message says why and names other times."""


def show_time(moment: datetime) -> str:
    """Return a moment with the time zone of the site: “3 May 2027 09:00 (Europe/Berlin)”."""
    return date_format(timezone.localtime(moment), "DATETIME_FORMAT")


def show_date(day: date) -> str:
    """Return a day, or the day of a moment in the time zone of the site."""
    return date_format(timezone.localtime(day) if isinstance(day, datetime) else day, "DATE_FORMAT")


def show_clock(moment: datetime) -> str:
    """Return the time of day of a moment in the time zone of the site: “09:00”."""
    return date_format(timezone.localtime(moment), "H:i")


def show_wait(seconds: float) -> str:
    """Return how long to wait, rounded up: “1 minute”, “18 minutes”, and from two hours on “3 hours”."""
    minutes = max(1, math.ceil(seconds / 60))
    if minutes < _HOURS_FROM:
        return ngettext("%(number)d minute", "%(number)d minutes", minutes) % {"number": minutes}
    hours = math.ceil(minutes / 60)
    return ngettext("%(number)d hour", "%(number)d hours", hours) % {"number": hours}


def zone_name() -> str:
    """Return the name of the time zone of the site: “Europe/Berlin”."""
    return timezone.get_default_timezone_name()


def moment_at(local: datetime) -> datetime:
    """Return the moment of a date and time in the time zone of the site, in UTC.

    Args:
        local: a date and time without a zone.

    Raises:
        NoSuchTime: the clocks skip this time or show it twice, or it is outside the calendar.
    """
    zone = timezone.get_current_timezone()
    try:
        before, after = (
            local.replace(tzinfo=zone, fold=fold).utcoffset() or timedelta() for fold in (0, 1)
        )
        if before != after:
            raise NoSuchTime(_clock_change(local, after - before))
        return local.replace(tzinfo=zone).astimezone(UTC)
    except OverflowError as error:
        raise NoSuchTime(_("Choose a date within the next few years.")) from error


def _clock_change(local: datetime, change: timedelta) -> str:
    """Return what is wrong with a time at which the clocks change, and the nearest times that exist once."""
    message = (
        _(
            "{time} does not exist in {zone}, because the clocks go forward then. "
            "Choose another time, such as {earlier} or {later}."
        )
        if change > timedelta()
        else _(
            "{time} comes twice in {zone}, because the clocks go back then. "
            "Choose another time, such as {earlier} or {later}."
        )
    )
    return message.format(
        time=_unzoned(local),
        zone=zone_name(),
        earlier=_unzoned(local - abs(change)),
        later=_unzoned(local + abs(change)),
    )


def _unzoned(local: datetime) -> str:
    return f"{date_format(local, 'DATE_FORMAT')} {date_format(local, 'H:i')}"
