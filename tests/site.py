"""The real thing for tests: gunicorn on a free port, with a state folder of its own."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlencode

ROOT = Path(__file__).resolve().parent.parent

# Starts a server with a socket as systemd does: it is descriptor 3, and LISTEN_PID says whose it is.
_ACTIVATE = """
import os, sys
os.dup2(int(sys.argv[1]), 3)
os.environ.update(LISTEN_FDS="1", LISTEN_PID=str(os.getpid()))
os.execv(sys.argv[2], sys.argv[2:])
"""


class Answer(NamedTuple):
    status: int
    headers: dict[str, str]
    text: str


class Site:
    """A running site on 127.0.0.1 and the command line that belongs to it."""

    def __init__(self, var: Path, **environment: str) -> None:
        self.var = var
        self.port = _free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        inherited = {
            name: value
            for name, value in os.environ.items()
            if name
            not in {"DJANGO_SETTINGS_MODULE", "DJANGO_ALLOW_ASYNC_UNSAFE", "SEARCH_URL", "SITE_URL"}
        }
        self.environment = {
            **inherited,
            "HELPCENTER_VAR": str(var),
            "PORT": str(self.port),
            "PYTHONWARNINGS": "default",
            # Tests search more often than anybody; those of the limits set their own.
            "SEARCH_RATE": "0",
            "SUGGEST_RATE": "0",
            "FEEDBACK_RATE": "0",
            "LLMS_RATE": "0",
            **environment,
        }
        self.process: subprocess.Popen[bytes] | None = None
        self.listener: socket.socket | None = None

    @contextmanager
    def socket_activation(self) -> Iterator[None]:
        """Keep a listening socket, which each server that starts in the block gets, as systemd does."""
        with socket.create_server(("127.0.0.1", self.port), backlog=1024) as self.listener:
            yield
        self.listener = None

    def manage(
        self, *arguments: str, timeout: float = 90, stdin: str | None = None
    ) -> subprocess.CompletedProcess[str]:
        """Run manage.py to its end."""
        return subprocess.run(
            [sys.executable, "manage.py", *arguments],
            cwd=ROOT,
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=timeout,
            input=stdin,
            check=False,
        )

    def start_manage(self, *arguments: str) -> subprocess.Popen[bytes]:
        """Start manage.py and leave it running, in a process group of its own."""
        return subprocess.Popen(
            [sys.executable, "manage.py", *arguments],
            cwd=ROOT,
            env=self.environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )

    def start(self) -> None:
        gunicorn = str(Path(sys.executable).with_name("gunicorn"))
        command = [gunicorn, "--config=python:helpcenter.gunicorn", "helpcenter.wsgi"]
        handed_on = [self.listener.fileno()] if self.listener else []
        if handed_on:
            command = [sys.executable, "-c", _ACTIVATE, str(handed_on[0]), *command]
        with (self.var / "server.log").open("ab") as log:
            self.process = subprocess.Popen(
                command,
                cwd=ROOT,
                env=self.environment,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                pass_fds=handed_on,
            )
        self.wait_until_up()

    def wait_until_up(self, seconds: float = 30) -> None:
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            try:
                if self.get("/livez").status == 200:
                    return
            except OSError:
                time.sleep(0.05)
        raise TimeoutError((self.var / "server.log").read_text()[-2000:])

    def kill(self) -> None:
        """kill -9, the whole process group."""
        if self.process:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
            self.process = None

    def stop(self) -> None:
        if self.process:
            self.process.terminate()
            try:
                self.process.wait(timeout=15)
            finally:
                self.kill() if self.process.poll() is None else None
            self.process = None

    def get(self, path: str, **headers: str) -> Answer:
        """GET without following redirects."""
        return self._ask(urllib.request.Request(self.url + path, headers=headers))

    def post(self, path: str, fields: Mapping[str, object], **headers: str) -> Answer:
        """POST a form as one of our own pages does, without following redirects."""
        body = urlencode(fields).encode()
        ours = {"Origin": self.url, **headers}
        return self._ask(urllib.request.Request(self.url + path, data=body, headers=ours))

    def _ask(self, request: urllib.request.Request) -> Answer:
        try:
            with _OPENER.open(request, timeout=30) as response:
                return Answer(response.status, dict(response.headers), response.read().decode())
        except urllib.error.HTTPError as error:
            with error:
                return Answer(error.code, dict(error.headers), error.read().decode())


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *args: object, **kwargs: object) -> None:
        return None


_OPENER = urllib.request.build_opener(urllib.request.ProxyHandler({}), _NoRedirect)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
