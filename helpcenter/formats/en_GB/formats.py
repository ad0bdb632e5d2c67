"""The month in full, and the time from 0 to 24."""

from helpcenter.formats import with_zone

DATE_FORMAT = "j F Y"
DATETIME_FORMAT = with_zone("j F Y H:i")
