"""Another site, on this machine: answers as it is told, and remembers what it was asked."""

import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

# Status, where it leads to, body; and of drips a body that comes byte by byte until nobody listens.
Reply = tuple[int, str, bytes]
DRIP = (200, "drip", b"")


class Neighbour:
    """
    Args:
        replies: by method and path, or by path alone.
    """

    def __init__(self, server: ThreadingHTTPServer, replies: dict[str, Reply]) -> None:
        self.url = f"http://127.0.0.1:{server.server_address[1]}"
        self.replies = replies
        self.asked: list[str] = []
        self.agents: set[str] = set()


@contextmanager
def neighbour(replies: Mapping[str, Reply]) -> Iterator[Neighbour]:
    """Runs until the block ends; what it has no reply for, robots.txt included, is not found."""
    over = threading.Event()

    class Handler(BaseHTTPRequestHandler):
        def handle_any(self) -> None:
            asked = f"{self.command} {self.path}"
            site.asked.append(asked)
            site.agents.add(self.headers.get("User-Agent", ""))
            known = site.replies.get(asked) or site.replies.get(self.path)
            code, target, body = known or (404, "", b"")
            if known is DRIP:
                self.wfile.write(b"HTTP/1.1 200 OK\r\nX-Slow: ")
                while not over.wait(0.02):
                    try:
                        self.wfile.write(b"x")
                    except OSError:
                        return
                return
            self.send_response(code)
            if target:
                self.send_header("Location", target)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(body)

        do_GET = do_HEAD = handle_any

        def log_message(self, format: str, *args: Any) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        site = Neighbour(server, dict(replies))
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        try:
            yield site
        finally:
            over.set()
            server.shutdown()
            thread.join()
