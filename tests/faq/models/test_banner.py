"""Banners: when readers see them."""

from datetime import datetime, timedelta

import pytest
from django.core.exceptions import ValidationError

from faq.models import Banner
from tests.factories import NOW, make_banner

HOUR = timedelta(hours=1)
pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("starts_at", "ends_at", "is_shown", "is_over"),
    [
        (None, None, True, False),
        (NOW, None, True, False),
        (NOW + HOUR, None, False, False),
        (None, NOW, False, True),
        (NOW - HOUR, NOW + HOUR, True, False),
        (NOW + HOUR, NOW + 2 * HOUR, False, False),
        (NOW - 2 * HOUR, NOW - HOUR, False, True),
    ],
)
def test_banner_is_shown_from_its_start_until_its_end(
    starts_at: datetime | None, ends_at: datetime | None, is_shown: bool, is_over: bool
) -> None:
    banner = make_banner(starts_at=starts_at, ends_at=ends_at)
    assert banner.is_shown(NOW) is is_shown
    assert (banner not in Banner.objects.current_or_later(NOW)) is is_over


def test_end_before_the_start_is_refused() -> None:
    with pytest.raises(ValidationError, match="The end must be after the start"):
        Banner(text="Soon", starts_at=NOW, ends_at=NOW - HOUR).full_clean()


def test_text_is_one_line_of_safe_html() -> None:
    """Check 1."""
    banner = make_banner(text="Down\n**now** <script>alert(1)</script> [why](javascript:alert(1))")
    assert banner.text.startswith("Down **now**")
    assert "<strong>now</strong>" in banner.text_html
    assert "<script" not in banner.text_html
    assert "javascript" not in banner.text_html.partition("href=")[2]
    linked = make_banner(text="[See the status](https://status.example.com/)")
    assert 'href="https://status.example.com/"' in linked.text_html
    assert str(linked) == "See the status"
