"""The start of the app server."""

import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from unittest.mock import Mock

import pytest

from helpcenter import gunicorn
from tests.site import Site


def test_server_with_a_wrong_setting_stops_with_one_line(
    empty_site: Callable[..., Site],
) -> None:
    program = Path(sys.executable).with_name("gunicorn")
    ended = subprocess.run(
        [program, "--config=python:helpcenter.gunicorn", "helpcenter.wsgi"],
        env=empty_site(DEBUG="perhaps").environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    said = (ended.stdout + ended.stderr).splitlines()
    assert ended.returncode == 1
    assert said[-1] == "DEBUG has a value that cannot be used. It accepts true or false."
    assert "Booting worker" not in "".join(said)


def test_port_in_use_is_said_in_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.create_server(("127.0.0.1", 0)) as busy:
        port = busy.getsockname()[1]
        monkeypatch.setattr(gunicorn, "_host", "127.0.0.1")
        monkeypatch.setattr(gunicorn, "_port", port)
        with pytest.raises(SystemExit) as refused:
            gunicorn.on_starting(Mock())
        said = f"127.0.0.1:{port} cannot be used: Address already in use. Set another, as in PORT={port + 1}."
        assert str(refused.value) == said
        # It is ours: systemd or the server before this one handed it on.
        monkeypatch.setenv("LISTEN_FDS", "1")
        gunicorn.on_starting(Mock())


@pytest.mark.parametrize(
    ("host", "allowed", "count"),
    [
        ("0.0.0.0", ["127.0.0.1", "localhost"], 1),
        ("0.0.0.0", ["help.example.com", "localhost"], 0),
        ("127.0.0.1", ["127.0.0.1"], 0),
    ],
)
def test_address_that_no_other_machine_can_use_is_said(
    monkeypatch: pytest.MonkeyPatch, host: str, allowed: list[str], count: int
) -> None:
    monkeypatch.setenv("LISTEN_FDS", "1")
    monkeypatch.setattr(gunicorn, "_host", host)
    monkeypatch.setattr(gunicorn.settings, "ALLOWED_HOSTS", allowed)
    server = Mock()
    gunicorn.on_starting(server)
    assert server.log.warning.call_count == count
