"""Each reliability and security check has a test or a command, and docs/checks.md names it."""

import re
from collections import defaultdict

import pytest

from tests.site import ROOT

_ROW = re.compile(r"^\| (\d+) \| ([^|]+) \| ([^|]+) \|$", re.MULTILINE)
_NAMED = re.compile(r"\bChecks? ((?:\d+(?:[–-]\d+)?(?:, | and )?)+)")
# A test with its docstring, which ends where the next part of a module begins.
_PART = re.compile(r"^(?=def |class |@)", re.MULTILINE)
_TEST = re.compile(r'def (test_\w+)\(.*?\) -> None:\n    """(.+?)"""', re.DOTALL)
# What cannot be tested until something else is built.
NOT_YET = {38}

ROWS = {
    int(number): cell for number, _, cell in _ROW.findall((ROOT / "docs/checks.md").read_text())
}


def numbers(docstring: str) -> set[int]:
    """Return the checks that a docstring names, such as "Checks 28, 41–43"."""
    ranges = re.findall(r"(\d+)(?:[–-](\d+))?", " ".join(_NAMED.findall(docstring)))
    return {n for first, last in ranges for n in range(int(first), int(last or first) + 1)}


def checks_of_tests() -> dict[str, set[int]]:
    """Return the checks that each test of the project names."""
    named: dict[str, set[int]] = defaultdict(set)
    for path in sorted((ROOT / "tests").rglob("test_*.py")):
        for part in _PART.split(path.read_text()):
            if test := _TEST.match(part):
                named[f"{path.relative_to(ROOT)}::{test[1]}"] |= numbers(test[2])
    return named


TESTS = checks_of_tests()


@pytest.mark.parametrize(
    ("docstring", "found"),
    [
        ("Check 28: the response.", {28}),
        ("Checks 28, 41–43 and 55.", {28, 41, 42, 43, 55}),
        ("Check 81–83.", {81, 82, 83}),
        ("Check all 4 of them.", set()),
    ],
)
def test_numbers_of_checks_are_read_from_a_docstring(docstring: str, found: set[int]) -> None:
    assert numbers(docstring) == found


def test_table_has_every_check_once() -> None:
    rows = _ROW.findall((ROOT / "docs/checks.md").read_text())
    assert [int(number) for number, _, _ in rows] == list(range(1, 93))
    assert len({words for _, words, _ in rows}) == 92


@pytest.mark.parametrize("number", ROWS)
def test_check_has_tests_and_commands_that_exist(number: int) -> None:
    tests = re.findall(r"`(tests/[\w/.]+::\w+)`", ROWS[number])
    commands = re.findall(r"`make ([\w-]+)`", ROWS[number])
    assert [name for name in tests if number not in TESTS.get(name, set())] == []
    targets = re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE)
    assert set(commands) <= set(targets)
    assert bool(tests) == (number not in NOT_YET)


def test_tests_name_no_check_that_the_table_lacks() -> None:
    assert {n for found in TESTS.values() for n in found} - ROWS.keys() == set()


def test_second_factor_is_not_built_yet() -> None:
    """Whoever builds it tests that a code works once, and puts the test into the table as check 38."""
    locked = (ROOT / "requirements.txt").read_text()
    assert re.findall(r"^[\w-]*(?:otp|two-factor|webauthn)[\w-]*==", locked, re.MULTILINE) == []
