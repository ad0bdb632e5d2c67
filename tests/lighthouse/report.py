"""What a report of Lighthouse says: points by category, and which audits cost some."""

from typing import Any

CATEGORIES = {
    "performance": "performance",
    "accessibility": "accessibility",
    "best-practices": "best practices",
    "seo": "SEO",
}

Report = dict[str, Any]


def points(report: Report) -> dict[str, int | None]:
    """From 0 to 100 for each category that was asked about; None where something went wrong.

    Args:
        report: as Lighthouse prints it as JSON.
    """
    return {
        name: None if each["score"] is None else round(each["score"] * 100)
        for name, each in report["categories"].items()
    }


def score(report: Report) -> int:
    """All points together, to tell the better of two reports about the same."""
    return sum(each or 0 for each in points(report).values())


def row(report: Report) -> str:
    """The points as cells of a table; a dash for what was not asked about."""
    found = points(report)
    cells = (("–" if name not in found else str(found[name])) for name in CATEGORIES)
    return "".join(f"{cell:>16}" for cell in cells)


def losses(report: Report) -> list[str]:
    """A line for each audit that cost points, in categories with fewer than 100."""
    return [
        f"{CATEGORIES[name]} {have}: {_audit(report['audits'][each['id']])}"
        for name, have in points(report).items()
        if have != 100
        for each in report["categories"][name]["auditRefs"]
        if each["weight"] and report["audits"][each["id"]]["score"] != 1
    ] or [f"{CATEGORIES[name]} {have}" for name, have in points(report).items() if have != 100]


def _audit(audit: Report) -> str:
    parts = [audit["title"], audit.get("displayValue"), audit.get("errorMessage")]
    items = audit.get("details", {}).get("items", [])
    nodes = [item["node"]["selector"] for item in items if isinstance(item.get("node"), dict)]
    return " · ".join([*filter(None, parts), *nodes[:5]])
