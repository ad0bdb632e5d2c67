"""The configuration of the app server: gunicorn --config python:helpcenter.gunicorn helpcenter.wsgi."""

import os
import re
import socket

from gunicorn.arbiter import Arbiter
from gunicorn.config import Config
from gunicorn.glogging import Logger
from gunicorn.http import message

# The settings are imported so that a wrong value stops the start here, and not each worker in turn.
from helpcenter import env, settings
from helpcenter.logs import LineFormatter, shorten
from helpcenter.worker import expect_workers, note_started

# Gunicorn ends this message with what the client sent instead of HTTP, which may be a cookie.
_INVALID_REQUEST = re.compile(
    r"(Invalid request) from ip=\S*(: .*?)(?:: ['\"].*)?",
    re.DOTALL,
)


class ServerLog(Logger):
    """Gunicorn's log in the format of our own, without the address and content of invalid requests."""

    def setup(self, cfg: Config) -> None:
        super().setup(cfg)
        for log, form in ((self.error_log, self.error_fmt), (self.access_log, self.access_fmt)):
            for handler in log.handlers:
                handler.setFormatter(LineFormatter(form, self.datefmt, "%"))

    def warning(self, msg: str, *args: object, **kwargs: object) -> None:
        invalid = _INVALID_REQUEST.fullmatch(msg)
        super().warning(invalid[1] + invalid[2] if invalid else msg, *args, **kwargs)

    def atoms(self, *args: object) -> dict[str, object]:
        # Each value by itself, so that a long address does not push the status out of the line.
        return {
            name: shorten(value, 500) if isinstance(value, str) else value
            for name, value in super().atoms(*args).items()
        }


_host, _port = env.listen()
bind = f"{_host}:{_port}"
# Clients that send or read slowly keep no thread.
worker_class = "helpcenter.worker.BufferingWorker"
# At a reload the old workers serve until the new ones can.
on_reload = expect_workers
post_worker_init = note_started
# Each takes a file, and so does a large body. Many systems allow a process 1,024.
worker_connections = 400
# The worker sends files like other responses, without waiting for the client.
sendfile = False


def on_starting(server: Arbiter) -> None:
    """Say in one line what to set if the address is taken or leads nowhere, before anything is served."""
    family = socket.AF_INET6 if _host.startswith("[") else socket.AF_INET
    # A socket that was handed on is in use, by us.
    if not os.environ.keys() & {"LISTEN_FDS", "GUNICORN_FD"}:
        try:
            with socket.socket(family) as probe:
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                probe.bind((_host.strip("[]"), _port))
        except OSError as error:
            message = f"{_host}:{_port} cannot be used: {error.strerror}. Set another, as in PORT={_port + 1}."
            raise SystemExit(message) from error
    if _host in {"0.0.0.0", "[::]"} and set(settings.ALLOWED_HOSTS) <= set(settings.LOOPBACK):  # noqa: S104
        server.log.warning(
            "Other machines get 400 until you set the address that they use, as in SITE_URL=http://192.0.2.1:%s.",
            _port,
        )


workers = env.number("WEB_CONCURRENCY", default=2, low=1, high=64)
threads = 4
timeout = 30
# The files that the server writes hold password hashes and the secret key.
umask = 0o077
# In seconds: how long a stopping server waits for requests under way. An import takes up to a minute.
graceful_timeout = 65
# A long text in the search box should get results for its beginning. Gunicorn caps the setting at this
# constant, so both are raised. Without any limit, one request could fill the memory.
message.MAX_REQUEST_LINE = 200_000
limit_request_line = 200_000
# A worker is replaced after this many requests.
max_requests = 20_000
max_requests_jitter = 2_000
# PROXY_COUNT alone decides which proxies are trusted. By default gunicorn believes every client on this
# machine that claims TLS or another root in a header, and anybody behind a proxy that passes headers on.
forwarded_allow_ips = ""
# The control socket would be in the home folder, outside the state folder.
control_socket_disable = True
# /dev/shm is memory: a slow disk must not make the arbiter think that a worker hangs.
worker_tmp_dir = "/dev/shm" if os.path.isdir("/dev/shm") else None  # noqa: S108
logger_class = ServerLog
accesslog = env.line("ACCESS_LOG", default="", limit=1000, empty=True) or None
