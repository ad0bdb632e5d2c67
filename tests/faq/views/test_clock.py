"""Publication and expiry at the hours when clocks change, and with clocks that jump."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core.cache import caches
from django.test import Client
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from time_machine import TimeMachineFixture

from faq.models import Question
from faq.ops.rate_limit import seconds_to_wait
from tests.factories import NOW, make_question

pytestmark = pytest.mark.usefixtures("index")

BERLIN = ZoneInfo("Europe/Berlin")
# Clocks are put forward at one, and back at the other: that hour comes twice.
SPRING, AUTUMN = datetime(2026, 3, 29, 1, tzinfo=UTC), datetime(2026, 10, 25, 1, tzinfo=UTC)


@pytest.fixture
def pages(settings) -> None:
    """Whole pages are cached, as on a real site."""
    cache = {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "clock"}
    settings.CACHES = {**settings.CACHES, "pages": cache}
    caches["pages"].clear()


@pytest.mark.usefixtures("pages")
@pytest.mark.parametrize("change", [SPRING, AUTUMN], ids=["spring", "autumn"])
def test_question_appears_and_expires_at_its_moment_when_clocks_change(
    client: Client, time_machine: TimeMachineFixture, change: datetime
) -> None:
    """Check 89: also in the zone of the editor, and for a page that was cached before."""
    with timezone.override(BERLIN):
        end = change + timedelta(hours=1)
        question = make_question(published_at=change.astimezone(BERLIN), expires_at=end)
        address = question.get_absolute_url()
        for moment, status in (
            (change - timedelta(seconds=1), 404),
            (change, 200),
            (end - timedelta(seconds=1), 200),
            (end, 410),
        ):
            time_machine.move_to(moment, tick=False)
            assert client.get(address).status_code == status, moment


@pytest.mark.usefixtures("pages")
def test_clock_that_jumps_shows_what_its_time_says(
    client: Client, time_machine: TimeMachineFixture
) -> None:
    """Check 89: forward and back by a year; a page from the future is not served."""
    address = make_question(published_at=NOW + timedelta(days=30)).get_absolute_url()
    answers = []
    for days in (0, 365, -365, 31, 0):
        time_machine.move_to(NOW + timedelta(days=days), tick=False)
        answers.append((client.get("/").status_code, client.get(address).status_code))
    assert answers == [(200, 404), (200, 200), (200, 404), (200, 200), (200, 404)]


def test_clock_that_jumps_back_locks_nobody_out(time_machine: TimeMachineFixture) -> None:
    """Check 89: counts of a time that is not now do not count."""
    caches["limits"].clear()
    for days in (365, 0):
        time_machine.move_to(NOW + timedelta(days=days), tick=False)
        waits = [
            seconds_to_wait("clock", "203.0.113.7", (2, 60), now=timezone.now()) for _ in range(3)
        ]
        assert waits == [0, 0, 60]


@given(
    seconds=st.integers(-7200, 7200),
    change=st.sampled_from([SPRING, AUTUMN]),
    zone=st.sampled_from(["Europe/Berlin", "America/New_York", "Asia/Kathmandu", "Pacific/Apia"]),
)
def test_what_is_published_does_not_depend_on_the_zone(
    db: None, seconds: int, change: datetime, zone: str
) -> None:
    """Check 89."""
    if not Question.objects.exists():
        make_question(published_at=change)
    now = change + timedelta(seconds=seconds)
    there = now.astimezone(ZoneInfo(zone))
    published = set(Question.objects.published(now).values_list("pk", flat=True))
    assert set(Question.objects.published(there).values_list("pk", flat=True)) == published
