"""The judgement of `make soak`, and a short soak."""

from collections.abc import Callable

import pytest

from tests import soak
from tests.site import Site
from tests.soak import Use, grown, use


@pytest.mark.parametrize(
    ("samples", "problem"),
    [
        ([Use(100_000, 40)] * 10, ""),
        # What is loaded at first does not count.
        ([Use(50_000, 20), *[Use(100_000, 40)] * 9], ""),
        ([*[Use(100_000, 40)] * 9, Use(110_000, 50)], ""),
        (
            [Use(100_000 + 9_000 * n, 40) for n in range(10)],
            "Memory grew from 118,000 to 181,000 kB.",
        ),
        ([Use(100_000, 40 + 5 * n) for n in range(10)], "Open files grew from 50 to 85."),
    ],
)
def test_growth_after_the_start_is_a_problem(samples: list[Use], problem: str) -> None:
    """Check 90."""
    assert grown(samples) == problem


def test_short_soak_has_no_errors(
    make_site: Callable[..., Site], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Check 90: `make soak` does the same for long, and requires that nothing grows."""
    monkeypatch.setattr(soak, "SAMPLES", 1)
    site = make_site()
    site.start()
    assert site.process
    before = use(site.process.pid)
    (after,) = soak.soak(site, 30)
    assert after.memory > 10_000
    assert after.files < before.files + 60
