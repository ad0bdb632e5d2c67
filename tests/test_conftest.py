"""A test that cannot run here says so."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


def run_without_chromium(**environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "pytest", "-n", "0", "tests/browser/test_budgets.py"],
        cwd=ROOT,
        env={**os.environ, "CI": "", "PATH": "/nowhere", **environment},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_missing_chromium_is_named_at_the_end() -> None:
    done = run_without_chromium()
    assert done.returncode == 0
    assert "Chromium is missing (Debian: apt-get install chromium)" in done.stdout
    assert " passed" not in done.stdout


def test_missing_chromium_under_ci_is_a_failure() -> None:
    done = run_without_chromium(CI="true")
    assert done.returncode == pytest.ExitCode.TESTS_FAILED
    assert "Could not run. Skipped: Chromium is missing" in done.stdout
    assert " skipped" not in done.stdout
