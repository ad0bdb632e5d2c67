"""The files of the project that tests look at."""

from pathlib import Path

from tests.site import ROOT

MODULES = sorted(
    path
    for folder in ("faq", "helpcenter")
    for path in (ROOT / folder).rglob("*.py")
    if "migrations" not in path.parts
)
TESTS = sorted((ROOT / "tests").rglob("*.py"))
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()
