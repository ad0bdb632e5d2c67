"""The command behind `make siege`."""

import pytest

from tests.siege import attacks
from tests.siege.__main__ import main, measure
from tests.siege.readers import Measured
from tests.site import Site


def test_row_holds_what_readers_saw_and_how_the_attack_ended(site: Site) -> None:
    words = measure("half-requests", site, 0.1).split()
    name, p50, p95, slowest, errors, of, requests, *outcome = words
    assert (name, errors, of) == ("half-requests", "0", "of")
    assert 0 <= int(p50) <= int(p95) <= int(slowest)
    assert int(requests) >= 4
    assert outcome == ["24", "×", "open"]


def test_measured_percentiles_are_ranks() -> None:
    seen = Measured([float(number) for number in range(1, 101)], {}, 0)
    assert [seen.percentile(percent) for percent in (50, 95, 100)] == [50, 95, 100]


def test_unknown_attack_stops_with_the_names() -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["flood-of-frogs"])
    assert str(stopped.value) == (
        f"There is no attack flood-of-frogs. The attacks are {', '.join(attacks.ATTACKS)}."
    )
