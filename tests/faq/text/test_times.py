"""Times with the zone of the site, and times at which the clocks change."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone
from django.utils.translation import override
from hypothesis import example, given
from hypothesis import strategies as st

from faq.text.times import NoSuchTime, moment_at, show_date, show_time, show_wait
from helpcenter.formats import with_zone
from tests.factories import NOW

# The clocks of Lord Howe go forward by half an hour, and Apia once left out a whole day.
ZONES = ["Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Pacific/Apia", "UTC"]


@pytest.fixture
def in_berlin(settings) -> None:
    settings.TIME_ZONE = "Europe/Berlin"


@given(
    st.datetimes(datetime(2010, 1, 1), datetime(2030, 1, 1)),
    st.sampled_from(ZONES),
)
@example(datetime(2026, 3, 29, 2, 30), "Europe/Berlin")
@example(datetime(2026, 10, 25, 2), "Europe/Berlin")
@example(datetime(2011, 12, 30, 12), "Pacific/Apia")
@example(datetime(2026, 4, 5, 1, 45), "Australia/Lord_Howe")
def test_moment_at_returns_the_only_moment_that_clocks_show_so(local: datetime, name: str) -> None:
    """Check 89: a time that comes never or twice is refused."""
    zone = ZoneInfo(name)
    day = timedelta(days=1)
    with timezone.override(zone):
        # From the moment at which clocks in UTC show this time, in steps of half an hour.
        steps = (
            local.replace(tzinfo=UTC) + part * timedelta(minutes=30) for part in range(-52, 53)
        )
        found = [each for each in steps if each.astimezone(zone).replace(tzinfo=None) == local]
        try:
            assert [moment_at(local)] == found
        except NoSuchTime:
            assert len(found) != 1
            assert moment_at(local - day).tzinfo is moment_at(local + day).tzinfo is UTC


@pytest.mark.usefixtures("in_berlin")
@pytest.mark.parametrize(
    ("local", "message"),
    [
        (
            datetime(2026, 3, 29, 2, 30),
            "29 March 2026 02:30 does not exist in Europe/Berlin, because the clocks go forward then. "
            "Choose another time, such as 29 March 2026 01:30 or 29 March 2026 03:30.",
        ),
        (
            datetime(2026, 10, 25, 2, 30),
            "25 October 2026 02:30 comes twice in Europe/Berlin, because the clocks go back then. "
            "Choose another time, such as 25 October 2026 01:30 or 25 October 2026 03:30.",
        ),
        (datetime(1, 1, 1), "Choose a date within the next few years."),
    ],
)
def test_moment_at_says_why_there_is_no_such_time(local: datetime, message: str) -> None:
    with pytest.raises(NoSuchTime) as refused:
        moment_at(local)
    assert str(refused.value) == message


def test_times_have_their_zone_beside_them() -> None:
    assert show_time(NOW) == "23 November 2026 12:00 (UTC)"


@pytest.mark.usefixtures("in_berlin")
def test_times_and_days_are_those_of_the_zone() -> None:
    late = datetime(2026, 6, 30, 23, 0, tzinfo=UTC)
    assert with_zone("H:i") == r"H:i (\E\u\r\o\p\e\/\B\e\r\l\i\n)"
    assert show_date(late) == "1 July 2026"
    assert show_date(late.date()) == "30 June 2026"
    assert show_time(late).startswith("1 July 2026 01:00 (")


@pytest.mark.parametrize(
    ("seconds", "english", "german", "spanish"),
    [
        (1, "1 minute", "1 Minute", "1 minuto"),
        (60, "1 minute", "1 Minute", "1 minuto"),
        (61, "2 minutes", "2 Minuten", "2 minutos"),
        (1065, "18 minutes", "18 Minuten", "18 minutos"),
        (86_400, "24 hours", "24 Stunden", "24 horas"),
    ],
)
def test_waits_are_in_minutes_or_hours(
    seconds: int, english: str, german: str, spanish: str
) -> None:
    said = []
    for language in ("en-gb", "de", "es"):
        with override(language):
            said.append(show_wait(seconds))
    assert said == [english, german, spanish]


@given(st.integers(1, 10**6))
def test_waits_are_never_too_short(seconds: int) -> None:
    """Whoever waits as long as the page says is let in, and loses at most an hour."""
    number, unit = show_wait(seconds).split()
    shown = int(number) * (60 if unit.startswith("minute") else 3600)
    assert 0 <= shown - seconds < shown / int(number)
