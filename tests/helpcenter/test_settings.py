"""The settings as the site runs with them."""

import json
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.site import ROOT, Site


def permissions(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def secret_key(site: Site) -> str:
    """Return the secret key as a process reads it that loads the settings and nothing else."""
    code = "from helpcenter import settings; print(settings.SECRET_KEY)"
    return subprocess.check_output(
        [sys.executable, "-c", code], cwd=ROOT, env=site.environment, text=True
    )


@pytest.mark.parametrize(
    "environment",
    [
        {},
        {"SITE_URL": "https://help.example.com"},
        {"SITE_URL": "https://help.example.com", "PROXY_COUNT": "1"},
    ],
)
def test_deployment_check_finds_nothing(
    empty_site: Callable[..., Site], environment: dict[str, str]
) -> None:
    """Check 19."""
    done = empty_site(**environment).manage("check", "--deploy", "--fail-level", "WARNING")
    assert (done.returncode, done.stderr) == (0, "")
    assert "no issues" in done.stdout


def test_deployment_check_finds_an_insecure_setting(empty_site: Callable[..., Site]) -> None:
    """Check 19: plain HTTP on a public address gives a warning."""
    site = empty_site(SITE_URL="http://help.example.com", DEBUG="true")
    done = site.manage("check", "--deploy", "--fail-level", "WARNING")
    assert done.returncode == 1
    assert "security.W018" in done.stderr
    assert "security.W008" in done.stderr


def test_sqlite_is_set_up_for_many_writers(make_site: Callable[..., Site]) -> None:
    """Check 75: the connection itself has these settings."""
    code = """
import json
from django.db import connection
with connection.cursor() as cursor:
    pragmas = {}
    for name in ("journal_mode", "synchronous", "busy_timeout", "foreign_keys"):
        pragmas[name] = cursor.execute(f"PRAGMA {name}").fetchone()[0]
kept = connection.settings_dict["CONN_MAX_AGE"]
print(json.dumps([connection.transaction_mode, kept, pragmas]))
"""
    done = make_site().manage("shell", "--no-imports", "-c", code)
    assert done.stderr == ""
    assert json.loads(done.stdout) == [
        "IMMEDIATE",
        None,
        {"journal_mode": "wal", "synchronous": 1, "busy_timeout": 8_000, "foreign_keys": 1},
    ]


def test_state_folder_is_private(empty_site: Callable[..., Site]) -> None:
    site = empty_site("deep/var")
    assert secret_key(site)
    assert permissions(site.var) == 0o700
    assert permissions(site.var / "secret_key") == 0o600


def test_secret_key_is_created_once(empty_site: Callable[..., Site]) -> None:
    site, other = empty_site("one"), empty_site("two")
    first, second, elsewhere = map(secret_key, (site, site, other))
    assert len(first.strip()) >= 50
    assert second == first == (site.var / "secret_key").read_text() + "\n"
    assert elsewhere != first


def test_only_the_state_folder_is_written(empty_site: Callable[..., Site], tmp_path: Path) -> None:
    site = empty_site(HOME=str(tmp_path / "home"))
    assert site.manage("setup").returncode == 0
    assert [path.name for path in tmp_path.iterdir()] == ["var"]
    assert sorted(path.name for path in (tmp_path / "var").iterdir()) == [
        "db.sqlite3",
        "index",
        "jobs",
        "secret_key",
        "static",
    ]
