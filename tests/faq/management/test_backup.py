"""The command that copies the database."""

import io
import os
import sqlite3
import stat
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError, connection

from tests.factories import make_question


def backup(path: Path) -> str:
    out = io.StringIO()
    call_command("backup", path, stdout=out)
    return out.getvalue()


@pytest.mark.django_db(transaction=True)
def test_backup_is_a_whole_database_that_only_its_owner_can_read(tmp_path: Path) -> None:
    """Check 88: whatever the shell allows others by default."""
    question = make_question(title="Where is the walrus?", steps=["Look"])
    path = tmp_path / "help's backup.sqlite3"
    before = os.umask(0)
    try:
        said = backup(path)
    finally:
        os.umask(before)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert said.startswith(f"{path}: ")
    assert said.endswith(" kB.\n")
    copy = sqlite3.connect(path)
    try:
        assert copy.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        rows = copy.execute("SELECT id, title FROM faq_question").fetchall()
        names = {name for (name,) in copy.execute("SELECT name FROM sqlite_master")}
    finally:
        copy.close()
    assert rows == [(question.pk, "Where is the walrus?")]
    assert set(connection.introspection.table_names()) <= names


@pytest.mark.django_db(transaction=True)
def test_backup_overwrites_nothing(tmp_path: Path) -> None:
    path = tmp_path / "help.sqlite3"
    path.write_text("last night's")
    with pytest.raises(CommandError, match=r"help\.sqlite3 exists: name a new file\."):
        backup(path)
    assert path.read_text() == "last night's"


@pytest.mark.django_db(transaction=True)
def test_backup_names_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match=r"nowhere/help\.sqlite3: No such file or directory\."):
        backup(tmp_path / "nowhere" / "help.sqlite3")


@pytest.mark.django_db(transaction=True)
def test_backup_that_fails_leaves_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Check 88: half a backup would look like one."""

    def full(fd: int) -> None:
        raise OperationalError("database or disk is full")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(CommandError, match=r"No backup was made\. database or disk is full\."):
        backup(tmp_path / "help.sqlite3")
    assert list(tmp_path.iterdir()) == []


def test_backup_of_another_database_is_left_to_its_tool(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connection, "vendor", "postgresql")
    with pytest.raises(CommandError, match="Use pg_dump"):
        backup(tmp_path / "help.sql")
    assert list(tmp_path.iterdir()) == []
