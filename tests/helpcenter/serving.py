"""A worker of the app server in this process, with an application of the test's own."""

import os
import selectors
import socket
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from gunicorn.config import Config
from gunicorn.glogging import Logger

from helpcenter.worker import BufferingWorker

Application = Callable[[dict[str, Any], Callable[..., object]], Iterable[bytes]]


def echo(environ: dict[str, Any], start_response: Callable[..., object]) -> Iterable[bytes]:
    """Answer with the method, the path and the body of the request."""
    body = environ["wsgi.input"].read()
    said = f"{environ['REQUEST_METHOD']} {environ['PATH_INFO']} ".encode() + body
    start_response("200 OK", [("Content-Length", str(len(said)))])
    return [said]


@contextmanager
def serving(application: Application = echo, **settings: object) -> Iterator[BufferingWorker]:
    """Run a worker on a free port, which is `worker.port`, and stop it in the end."""
    cfg = Config()
    cfg.set("worker_tmp_dir", None)
    for name, value in {"threads": 2, "sendfile": False, "loglevel": "error", **settings}.items():
        cfg.set(name, value)
    listener = socket.create_server(("127.0.0.1", 0))
    worker = BufferingWorker(0, os.getppid(), [listener], None, 30, cfg, Logger(cfg))
    worker.port = listener.getsockname()[1]
    worker.wsgi = application
    worker.tpool = worker.get_thread_pool()
    worker.poller = selectors.DefaultSelector()
    worker.method_queue.init()
    thread = threading.Thread(target=worker.run)
    thread.start()
    wait_for(lambda: worker._accepting)
    try:
        yield worker
    finally:
        worker.handle_exit(None, None)
        thread.join()
        worker.tpool.shutdown()
        for connection in [*worker.waiting, *worker.working]:
            connection.close()
        worker.tmp.close()


class Client:
    """A connection to a worker."""

    def __init__(
        self, worker: BufferingWorker, first: bytes = b"", source: str = "127.0.0.1"
    ) -> None:
        self.socket = socket.socket()
        self.socket.settimeout(20)
        # A small buffer, so that it does not take much to be a slow reader.
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 8192)
        self.socket.bind((source, 0))
        self.socket.connect(("127.0.0.1", worker.port))
        self.send(first)

    def send(self, data: bytes) -> None:
        self.socket.sendall(data)

    def read(self) -> bytes:
        """Return everything up to the end of the connection."""
        received = []
        try:
            while data := self.socket.recv(65_536):
                received.append(data)
        except ConnectionError:
            received.append(b"RESET")
        self.socket.close()
        return b"".join(received)

    def read_until(self, end: bytes) -> bytes:
        """Return what the server sends, up to these bytes."""
        received = bytearray()
        while not received.endswith(end):
            data = self.socket.recv(65_536)
            assert data, received
            received += data
        return bytes(received)

    def status(self) -> str:
        """Return the status of the last response on the connection; empty if it was closed without one."""
        return self.read()[9:12].decode()


def wait_for(condition: Callable[[], object]) -> None:
    """Wait until a worker has come so far."""
    for _ in range(2_000):
        if condition():
            return
        time.sleep(0.005)
    raise AssertionError(condition)
