"""One client's connection to the app server, on which nothing waits: bytes in, bytes out, and a deadline."""

import re
import socket
import time
from collections import deque
from contextlib import suppress
from io import BytesIO
from tempfile import SpooledTemporaryFile
from typing import IO, Any

from gunicorn import util
from gunicorn.config import Config
from gunicorn.http.body import ChunkedReader
from gunicorn.http.errors import LimitRequestHeaders, NoMoreData
from gunicorn.http.message import Request
from gunicorn.http.unreader import IterUnreader

# In seconds: from connecting, or from the first byte of a later request, to the last byte of the head.
HEAD_SECONDS = 10
# A request body and a response have this long, and longer for their size: at least RATE bytes a second.
BODY_SECONDS = 20
RATE = 50_000
# In seconds: how long a client may take to close the connection after the last response.
LINGER_SECONDS = 2

# In bytes: how much is read at once, and from which size on a body is kept on disk.
RECEIVE = 65_536

# A head ends with an empty line. A line that ends without CR is an error, which the parser reports.
_HEAD_END = re.compile(rb"\r\n\r\n|(?<!\r)\n")


class Refused(Exception):
    """A request that gets a response without reaching the site.

    Args:
        status: of the response.
        reason: the words beside the status.
        message: tells the client what is wrong and what to do.
    """

    def __init__(self, status: int, reason: str, message: str) -> None:
        super().__init__(message)
        self.status = status
        self.reason = reason
        self.message = message


class BufferedSocket(socket.socket):
    """A socket whose `sendall` never waits: it keeps what the client has not read yet for `flush`."""

    def __init__(self, accepted: socket.socket) -> None:
        super().__init__(fileno=accepted.detach())
        self.setblocking(False)
        self.unsent: deque[memoryview] = deque()
        self.unsent_size = 0

    # Any, because socket.socket allows any buffer; gunicorn sends bytes.
    def sendall(self, data: Any, flags: int = 0) -> None:
        if data:
            self.unsent.append(memoryview(data))
            self.unsent_size += len(data)
            self.flush()

    def flush(self) -> bool:
        """Send what the client takes now. Return whether everything is sent.

        Raises:
            OSError: the client has closed the connection.
        """
        while self.unsent:
            try:
                sent = self.send(self.unsent[0])
            except BlockingIOError:
                return False
            self.unsent_size -= sent
            rest = self.unsent.popleft()[sent:]
            if rest:
                self.unsent.appendleft(rest)
        return True


class Connection:
    """A connection and the request that is being received or answered on it.

    Args:
        cfg: the configuration of the server.
        accepted: the client's socket.
        client: the client's address, as `accept` returns it.
        server: the address that the client connected to.
        network: the client's network, or None if its unfinished requests are not limited.
        upload_limit: in bytes. A larger body is not read.
    """

    def __init__(
        self,
        cfg: Config,
        accepted: socket.socket,
        client: tuple[str, int] | str,
        server: tuple[str, int] | str,
        network: str | None,
        upload_limit: int,
    ) -> None:
        self.cfg = cfg
        self.sock = BufferedSocket(accepted)
        self.client = client
        self.server = server
        self.network = network
        self.upload_limit = upload_limit
        self.received = bytearray()
        self.searched = 0
        self.request: Request | None = None
        self.request_count = 0
        self.body: IO[bytes] = BytesIO()
        self.body_size = 0
        self.missing = 0
        self.is_closing = False
        self.deadline = time.monotonic() + HEAD_SECONDS

    @property
    def has_begun(self) -> bool:
        """Return whether a part of a request is here."""
        return bool(self.request or self.received)

    @property
    def is_unfinished(self) -> bool:
        """Return whether a request is awaited that has begun, or that is the first of its client."""
        is_over = self.sock.unsent or self.is_closing
        return not is_over and (self.has_begun or not self.request_count)

    @property
    def size(self) -> int:
        """Return the number of bytes kept for this client, in memory or on disk."""
        return len(self.received) + self.body_size - self.missing + self.sock.unsent_size

    def receive(self) -> bool:
        """Read what has arrived. Return whether the connection is still open."""
        try:
            data = self.sock.recv(RECEIVE)
        except BlockingIOError:
            return True
        except OSError:
            return False
        if not self.is_closing:
            if not self.is_unfinished:
                self.deadline = time.monotonic() + HEAD_SECONDS
            self.received += data
        return bool(data)

    def take_request(self) -> bool:
        """Return whether a request is complete, with its body.

        Raises:
            Refused: the site does not accept such a request.
            Exception: one of gunicorn's, which its `handle_error` answers.
            OSError: there is no room for the body.
        """
        if not self.request and not self._take_head():
            return False
        part = self.received[: self.missing]
        del self.received[: self.missing]
        self.body.write(part)
        self.missing -= len(part)
        if not self.missing:
            self.body.seek(0)
        return not self.missing

    def _take_head(self) -> bool:
        most = self.cfg.limit_request_line + self.cfg.limit_request_fields * (
            self.cfg.limit_request_field_size + 2
        )
        found = _HEAD_END.search(self.received, max(0, self.searched - 3))
        self.searched = len(self.received)
        if not found and self.searched <= most:
            return False
        head = bytes(self.received[: found.end() if found else None])
        del self.received[: len(head)]
        self.searched = 0
        self.request_count += 1
        try:
            request = Request(self.cfg, IterUnreader([head]), self.client, self.request_count)
        except NoMoreData:
            raise LimitRequestHeaders("max buffer headers") from None
        self.request = request
        self._expect_body(request)
        return True

    def _expect_body(self, request: Request) -> None:
        reader = request.body.reader
        if isinstance(reader, ChunkedReader):
            raise Refused(411, "Length Required", "Send the body with a Content-Length.")
        if reader.length > self.upload_limit:
            # The site rejects it by its Content-Length. What follows is no request.
            request.force_close()
            request._expected_100_continue = False
            self.received.clear()
        else:
            self.body_size = self.missing = reader.length
        self.deadline = time.monotonic() + BODY_SECONDS + self.missing / RATE
        if self.missing:
            self.body = SpooledTemporaryFile(max_size=RECEIVE)  # noqa: SIM115
        if request._expected_100_continue and not self.received:
            self.sock.sendall(b"HTTP/1.1 100 Continue\r\n\r\n")
        # Otherwise gunicorn would send it with the response.
        request._expected_100_continue = False
        request.body = self.body

    def end_request(self) -> None:
        """Forget the request that was answered, and give the client time to read the response."""
        self.body.close()
        self.body = BytesIO()
        self.body_size = self.missing = 0
        self.request = None
        if self.is_closing:
            self.received.clear()
        self.deadline = time.monotonic() + BODY_SECONDS + self.sock.unsent_size / RATE

    def await_request(self, seconds: float) -> None:
        """Give the client so many seconds to begin the next request, or to end one it has begun."""
        self.deadline = time.monotonic() + (HEAD_SECONDS if self.received else seconds)

    def refuse(self, error: Refused) -> None:
        """Send a response that the site has no part in."""
        with suppress(OSError):
            util.write_error(self.sock, error.status, error.reason, error.message)

    def close(self) -> None:
        self.body.close()
        self.sock.close()
