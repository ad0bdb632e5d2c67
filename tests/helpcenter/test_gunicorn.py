"""The start of the app server."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from tests.site import Site


def test_server_with_a_wrong_setting_stops_with_one_line(
    empty_site: Callable[..., Site],
) -> None:
    gunicorn = Path(sys.executable).with_name("gunicorn")
    ended = subprocess.run(
        [gunicorn, "--config=python:helpcenter.gunicorn", "helpcenter.wsgi"],
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
