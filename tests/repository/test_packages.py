"""Locked packages, the version and the numbers of decisions."""

import re
import tomllib
from pathlib import Path

import pytest

import helpcenter
from tests.repository.files import name_of
from tests.site import ROOT

REQUIREMENTS = [ROOT / "requirements.txt", ROOT / "tests" / "requirements.txt"]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def requirements(path: Path) -> dict[str, str]:
    """The entries of a requirements file: name and version, and the lines that belong to it."""
    text = re.sub(r"\s*#.*", "", path.read_text(encoding="utf-8"))
    entries = re.sub(r"\\\n\s*", "", text).split("\n")
    return {entry.partition(" ")[0]: entry for entry in entries if entry.strip()}


@pytest.mark.parametrize("path", REQUIREMENTS, ids=name_of)
def test_requirements_are_pinned_with_hashes_and_nothing_else(path: Path) -> None:
    """Check 91: what is installed is what was looked at, wherever it comes from."""
    entries = requirements(path)
    assert len(entries) > 12
    for name, entry in entries.items():
        assert re.fullmatch(r"[a-z0-9.-]+(\[[a-z,]+\])?==[\w.]+", name), entry
        assert re.search(r"--hash=sha256:[0-9a-f]{64}\b", entry), entry
        assert re.findall(r"(?<!\S)--?[a-z-]+", entry) == ["--hash"] * entry.count("--hash"), entry
    assert "://" not in path.read_text(encoding="utf-8")


def test_requirements_of_the_tests_agree_with_those_of_the_site() -> None:
    site, tests = (requirements(path) for path in REQUIREMENTS)
    assert site.keys() - tests.keys() == set()


@pytest.mark.parametrize(
    ("dependencies", "path"),
    [
        (PROJECT["project"]["dependencies"], REQUIREMENTS[0]),
        (PROJECT["dependency-groups"]["test"], REQUIREMENTS[1]),
    ],
    ids=["site", "tests"],
)
def test_every_dependency_is_locked_and_says_what_it_is_for(
    dependencies: list[str], path: Path
) -> None:
    locked = {name.partition("==")[0].partition("[")[0] for name in requirements(path)}
    lines = (ROOT / "pyproject.toml").read_text(encoding="utf-8").splitlines()
    assert len(dependencies) > 8
    for dependency in dependencies:
        match = re.match(r"[\w-]+", dependency)
        assert match
        assert match[0].lower() in locked
        (at,) = [number for number, line in enumerate(lines) if f'"{dependency}"' in line]
        assert lines[at - 1].strip().startswith("#"), dependency


def test_decisions_are_numbered_without_a_gap_and_as_they_say() -> None:
    paths = sorted((ROOT / "docs" / "decisions").glob("*.md"))
    names = [path.stem for path in paths]
    assert [name[:4] for name in names] == [f"{n:04}" for n in range(1, len(paths) + 1)]
    assert len(paths) >= 5
    for path in paths:
        heading = path.read_text(encoding="utf-8").splitlines()[0]
        match = re.fullmatch(r"# (\d+)\. (.+)", heading)
        assert match, heading
        assert f"{int(match[1]):04}" == path.stem[:4]
        assert path.read_text(encoding="utf-8").count("\n## ") >= 3


def test_version_is_the_same_everywhere() -> None:
    assert helpcenter.__version__ == PROJECT["project"]["version"]
