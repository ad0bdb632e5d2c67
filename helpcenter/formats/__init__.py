"""How dates and times are written in each language. The name of the time zone stands beside every time."""

from django.utils import timezone


def with_zone(time_format: str) -> str:
    """Return a format for times, with the name of the time zone of the site after it."""
    # A backslash before each letter, which would be part of the format.
    name = "".join(f"\\{character}" for character in timezone.get_default_timezone_name())
    return f"{time_format} ({name})"
