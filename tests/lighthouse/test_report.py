"""What is read out of a report of Lighthouse."""

from typing import Any

from tests.lighthouse.report import losses, points, row, score


def report(performance: float | None, **audits: Any) -> dict[str, Any]:
    """Two categories, of which one depends on the audits and on one without weight."""
    informative = {"title": "Nothing", "score": 0}
    return {
        "categories": {
            "performance": {
                "score": performance,
                "auditRefs": [
                    {"id": "none", "weight": 0},
                    *({"id": each, "weight": 1} for each in audits),
                ],
            },
            "seo": {"score": 1, "auditRefs": [{"id": "none", "weight": 1}]},
        },
        "audits": {"none": informative, **audits},
    }


def test_report_without_losses_says_nothing() -> None:
    full = report(1, paint={"title": "Paint", "score": 1})
    assert losses(full) == []
    assert row(full).split() == ["100", "–", "–", "100"]


def test_audits_that_cost_points_are_named_with_where() -> None:
    """Check 25: `make lighthouse` fails if anything costs a point."""
    shift = {
        "title": "Shift",
        "score": 0.9,
        "displayValue": "0.2",
        "details": {"items": [{"node": {"selector": "ol.steps"}}, {"total": 1}]},
    }
    short = report(0.994, paint={"title": "Paint", "score": 1}, shift=shift)
    assert points(short) == {"performance": 99, "seo": 100}
    assert losses(short) == ["performance 99: Shift · 0.2 · ol.steps"]
    assert score(short) == 199


def test_category_that_could_not_be_judged_is_a_loss() -> None:
    broken = report(None, paint={"title": "Paint", "score": None, "errorMessage": "no frame"})
    assert losses(broken) == ["performance None: Paint · no frame"]
    assert losses(report(None)) == ["performance None"]
    assert score(broken) == 100
