"""How the app server runs: gunicorn --config python:helpcenter.gunicorn helpcenter.wsgi."""

import os

bind = f"{os.environ.get('HOST') or '127.0.0.1'}:{os.environ.get('PORT') or '8000'}"
worker_class = "gthread"
workers = int(os.environ.get("WEB_CONCURRENCY") or 2)
threads = 4
timeout = 30
graceful_timeout = 10
# The address line and headers of a request are small here; refuse what is not.
limit_request_line = 4094
# A worker that has served this many requests makes room for a fresh one.
max_requests = 20_000
max_requests_jitter = 2_000
# It would open a socket in the home folder, which is not ours to write.
control_socket_disable = True
# /dev/shm is memory: a slow disk must not make the arbiter believe a worker is stuck.
worker_tmp_dir = "/dev/shm" if os.path.isdir("/dev/shm") else None  # noqa: S108
accesslog = os.environ.get("ACCESS_LOG") or None
