"""The worker of the app server. Clients wait in one selector; a thread gets only complete requests.

Gunicorn's own threads read the request and write the response, so a few clients that send or read slowly
keep all threads. Here the main loop does both without waiting, until a deadline.
"""

import errno
import math
import mmap
import socket
import time
from collections.abc import Iterable
from concurrent.futures import Future
from functools import partial
from itertools import chain
from selectors import EVENT_READ, EVENT_WRITE
from types import FrameType

from gunicorn.arbiter import Arbiter
from gunicorn.config import Config
from gunicorn.glogging import Logger
from gunicorn.workers.base import Worker
from gunicorn.workers.gthread import ThreadWorker

from faq.text.networks import client_network
from helpcenter import settings
from helpcenter.connections import LINGER_SECONDS, RECEIVE, Connection, Refused

# How many requests of one network may be unfinished in each worker. One more ends the oldest of them.
MAX_UNFINISHED = 32
# In bytes: requests and responses over 64 kB that a worker keeps for slow clients, most of it on disk.
MAX_BUFFERED = 128 * 1024**2
# In seconds: how much longer a stopping worker waits for clients. It waits longer for its own work.
STOP_SECONDS = 5

# In seconds: how long a worker that others replace goes on while they start.
REPLACE_SECONDS = 60
# Shared by all processes of a server: a byte for each worker of a reload, by its age, until it has started.
STARTING = mmap.mmap(-1, 256)

TOO_SLOW = Refused(408, "Request Timeout", "The request took too long to arrive. Send it again.")
TOO_MANY = Refused(
    503, "Service Unavailable", "Too many requests are unfinished. Try again in a minute."
)
NO_ROOM = Refused(503, "Service Unavailable", "The server has no room for this. Try again later.")
_GONE = {errno.EPIPE, errno.ECONNRESET, errno.ENOTCONN}


def expect_workers(server: Arbiter) -> None:
    """Note which workers a reload is about to start. Gunicorn calls this as `on_reload`."""
    for age in range(server.worker_age + 1, server.worker_age + 1 + server.cfg.workers):
        STARTING[age % len(STARTING)] = 1


def note_started(worker: Worker) -> None:
    """Note that a worker can serve. Gunicorn calls this as `post_worker_init`."""
    if STARTING[worker.age % len(STARTING)]:
        STARTING[worker.age % len(STARTING)] = 0
    else:
        # No reload has announced it, so perhaps it takes the place of one that ended while it started.
        STARTING[:] = bytes(len(STARTING))


class BufferingWorker(ThreadWorker):
    """A worker with threads, none of which ever waits for a client."""

    alive: bool

    @classmethod
    def check_config(cls, cfg: Config, log: Logger) -> None:
        if cfg.is_ssl:
            raise SystemExit("The server does not speak TLS. Let a proxy do that.")
        super().check_config(cfg, log)

    def __init__(self, *args: object) -> None:
        super().__init__(*args)
        # The connections that wait for their client, by how long they have waited.
        self.waiting: dict[Connection, None] = {}
        # The connections whose request waits for a thread or is in one.
        self.working: set[Connection] = set()
        self.replaced_by = 0.0

    def handle_exit(self, sig: int | None, frame: FrameType | None) -> None:
        """Begin to stop. If this is a reload, the worker goes on until the new ones have started."""
        if self.alive:
            self.replaced_by = time.monotonic() + REPLACE_SECONDS
        super().handle_exit(sig, frame)

    def is_needed(self) -> bool:
        """Return whether the worker is not to stop, or not yet."""
        is_replaced = not any(STARTING[:]) or time.monotonic() > self.replaced_by
        return self.alive or not is_replaced

    def run(self) -> None:
        # Not at the top: a new worker takes the current code of the site, an old server does not.
        from helpcenter.middleware import UPLOAD_LIMIT

        self.upload_limit = UPLOAD_LIMIT
        self.poller.register(
            self.method_queue.fileno(), EVENT_READ, self.method_queue.run_callbacks
        )
        self.set_accept_enabled(True)
        while self.is_needed() and self.is_parent_alive():
            self.turn()
            self.set_accept_enabled(self.has_room())
        self.alive = False
        self.stop_accepting()
        now = time.monotonic()
        for connection in self.waiting:
            connection.deadline = min(connection.deadline, now + STOP_SECONDS)
        while (self.waiting or self.working) and time.monotonic() < now + self.cfg.graceful_timeout:
            self.turn()
        self.tpool.shutdown(wait=False)
        self.poller.close()
        self.method_queue.close()

    def stop_accepting(self) -> None:
        """Take the connections that are already made. Others go to whoever else has the listening socket."""
        for listener in self.sockets:
            for _ in range(self.cfg.backlog):
                if not (self.has_room() and self.accept(listener)):
                    break
        self.set_accept_enabled(False)
        for listener in self.sockets:
            listener.close()

    def turn(self) -> None:
        """Do what the clients are ready for, and give up on those whose time is over."""
        self.notify()
        # The arbiter kills a worker that it does not hear from.
        next_deadline = min((each.deadline for each in self.waiting), default=math.inf)
        self.wait_for_and_dispatch_events(min(1.0, max(0.0, next_deadline - time.monotonic())))
        now = time.monotonic()
        for connection in [each for each in self.waiting if each.deadline <= now]:
            self.dismiss(connection, TOO_SLOW)

    def has_room(self) -> bool:
        """Return whether one more connection fits, if need be in place of one that waits."""
        return bool(self.waiting) or len(self.working) < self.worker_connections

    def accept(self, listener: socket.socket) -> bool:
        """Accept a connection. Return whether there was one."""
        try:
            accepted, client = listener.accept()
        except OSError as error:
            if error.errno in {errno.EMFILE, errno.ENFILE}:
                self.dismiss_first(self.waiting)
            return False
        # Behind a proxy all connections come from the same address.
        is_limited = isinstance(client, tuple) and not settings.PROXY_COUNT
        network = client_network(client[0]) if is_limited else None
        server = listener.getsockname()
        connection = Connection(self.cfg, accepted, client, server, network, self.upload_limit)
        if len(self.waiting) + len(self.working) >= self.worker_connections:
            self.dismiss_first(self.waiting)
        self.await_client(connection, EVENT_READ)
        if network:
            same = [other for other in self.waiting if other.network == network]
            unfinished = [other for other in same if other.is_unfinished]
            if len(unfinished) > MAX_UNFINISHED:
                self.dismiss_first(unfinished)
        return True

    def dismiss_first(self, connections: Iterable[Connection]) -> None:
        """End the connection that has waited longest, if there is one."""
        for connection in connections:
            self.dismiss(connection, TOO_MANY)
            break

    def await_client(self, connection: Connection, event: int) -> None:
        """Wait until the client sends something, or reads."""
        if not self.alive:
            connection.deadline = min(connection.deadline, time.monotonic() + STOP_SECONDS)
        self.waiting[connection] = None
        self.poller.register(connection.sock, event, partial(self.on_ready, connection))

    def limit_buffers(self) -> None:
        """End the oldest large request or response that waits for its client, if all take too much room."""
        large = [each for each in chain(self.waiting, self.working) if each.size > RECEIVE]
        if sum(connection.size for connection in large) > MAX_BUFFERED:
            self.dismiss_first(connection for connection in large if connection in self.waiting)

    def stop_waiting(self, connection: Connection) -> None:
        del self.waiting[connection]
        self.poller.unregister(connection.sock)

    def on_ready(self, connection: Connection, _socket: socket.socket) -> None:
        """Go on with a connection on which something arrived, or whose client has read something."""
        if connection not in self.waiting:
            # This turn has dismissed it.
            return
        if connection.sock.unsent:
            self.stop_waiting(connection)
            self.deliver(connection)
        elif not connection.receive():
            self.stop_waiting(connection)
            connection.close()
        elif not connection.is_closing:
            self.take_request(connection)

    def take_request(self, connection: Connection) -> None:
        """Pass a request on to a thread once it is complete, or answer that it is wrong."""
        try:
            is_complete = connection.take_request()
        except Refused as error:
            self.dismiss(connection, error)
        except OSError:
            self.dismiss(connection, NO_ROOM)
        except Exception as error:
            self.stop_waiting(connection)
            self.handle_error(None, connection.sock, connection.client, error)
            self.end(connection)
        else:
            if is_complete:
                self.stop_waiting(connection)
                self.working.add(connection)
                self.enqueue_req(connection)
            elif connection.size > RECEIVE:
                self.limit_buffers()

    def handle(self, connection: Connection) -> bool:
        """Answer a request, in a thread. Return whether the connection stays open."""
        try:
            return bool(self.handle_request(connection.request, connection))
        except StopIteration:
            # Gunicorn has closed the socket, because the response failed in the middle.
            return False
        except OSError as error:
            if error.errno not in _GONE:
                self.log.exception("Socket error processing request.")
        except Exception as error:
            self.handle_error(connection.request, connection.sock, connection.client, error)
        return False

    def finish_request(self, connection: Connection, future: "Future[bool]") -> None:
        """Deliver what the client has not taken yet of the response that a thread has made."""
        self.working.remove(connection)
        if not future.cancelled() and not future.exception() and future.result():
            connection.end_request()
            self.deliver(connection)
        else:
            self.end(connection)

    def end(self, connection: Connection) -> None:
        """Deliver the last response on a connection."""
        connection.is_closing = True
        connection.end_request()
        self.deliver(connection)

    def deliver(self, connection: Connection) -> None:
        """Send what is left of a response. Then wait for the next request, or for the client to close."""
        try:
            if not connection.sock.flush():
                self.await_client(connection, EVENT_WRITE)
                self.limit_buffers()
                return
            if connection.is_closing:
                # Without this wait, bytes that the client still sends would discard the response.
                connection.sock.shutdown(socket.SHUT_WR)
        except OSError:
            connection.close()
            return
        connection.await_request(LINGER_SECONDS if connection.is_closing else self.cfg.keepalive)
        self.await_client(connection, EVENT_READ)
        if connection.received:
            # The client sent the next request without waiting for the response.
            self.take_request(connection)

    def dismiss(self, connection: Connection, error: Refused) -> None:
        """End a connection that waits. The client gets a response if it has begun a request."""
        self.stop_waiting(connection)
        if connection.has_begun and not connection.sock.unsent:
            connection.refuse(error)
            self.end(connection)
        else:
            connection.close()
