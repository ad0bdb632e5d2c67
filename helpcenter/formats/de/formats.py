"""The format of Django, with the time zone."""

from helpcenter.formats import with_zone

DATETIME_FORMAT = with_zone("j. F Y H:i")
