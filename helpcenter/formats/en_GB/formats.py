"""The month in full, and the time from 0 to 24."""

DATE_FORMAT = "j F Y"
DATETIME_FORMAT = "j F Y H:i"
