"""The format of Django, with the time zone."""

from helpcenter.formats import with_zone

DATETIME_FORMAT = with_zone(r"j \d\e F \d\e Y \a \l\a\s H:i")
