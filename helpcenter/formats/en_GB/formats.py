"""The month in full."""

DATE_FORMAT = "j F Y"
