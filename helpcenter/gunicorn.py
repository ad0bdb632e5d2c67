"""How the app server runs: gunicorn --config python:helpcenter.gunicorn helpcenter.wsgi."""

import os

from gunicorn.http import message

# A setting with a wrong value stops the start here, and not one worker after the other for ever.
from helpcenter import env, settings  # noqa: F401

_host, _port = env.listen()
bind = f"{_host}:{_port}"
worker_class = "gthread"
workers = env.number("WEB_CONCURRENCY", default=2, low=1, high=64)
threads = 4
timeout = 30
# What it writes holds password hashes and the secret key.
umask = 0o077
graceful_timeout = 10
# Whatever is pasted into the search box shall get a page that says what was cut. The server accepts
# no higher limit by itself, and none at all would let one request fill the memory.
message.MAX_REQUEST_LINE = 200_000
limit_request_line = 200_000
# A worker that has served this many requests makes room for a fresh one.
max_requests = 20_000
max_requests_jitter = 2_000
# PROXY_COUNT alone says whom to believe. By default every neighbour on this machine could claim TLS or
# another root with a header, and so could whoever stands behind a proxy that passes headers on.
forwarded_allow_ips = ""
# It would open a socket in the home folder, which is not ours to write.
control_socket_disable = True
# /dev/shm is memory: a slow disk must not make the arbiter believe a worker is stuck.
worker_tmp_dir = "/dev/shm" if os.path.isdir("/dev/shm") else None  # noqa: S108
logger_class = "helpcenter.server_log.ServerLog"
accesslog = env.line("ACCESS_LOG", default="", limit=1000, empty=True) or None
