"""A server for e-mail on the loopback address, which takes what it gets or fails as a test asks."""

import email
import email.policy
import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import EmailMessage


class MailServer(socketserver.ThreadingTCPServer):
    """
    Attributes:
        messages: what was taken, in order.
        recipients: the addresses to which each of them goes.
        connection_count: how often somebody connected.
        replies: answers other than the usual, by the start of a command, such as {"RCPT": "550 No."}.
        hangs: whether the server says nothing at all.
        drips: whether the server sends a byte from time to time, and never a line.
    """

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Session)
        self.messages: list[EmailMessage] = []
        self.recipients: list[list[str]] = []
        self.connection_count = 0
        self.replies: dict[str, str] = {}
        self.hangs = self.drips = False
        self.ended = threading.Event()

    @property
    def port(self) -> int:
        return int(self.server_address[1])


class _Session(socketserver.StreamRequestHandler):
    server: MailServer

    def handle(self) -> None:
        self.server.connection_count += 1
        try:
            self._speak()
        except OSError:
            # The client hung up.
            return

    def _speak(self) -> None:
        if self.server.hangs:
            self.server.ended.wait()
            return
        while self.server.drips and not self.server.ended.wait(0.02):
            self.wfile.write(b"2")
        self._say("220 ready")
        to: list[str] = []
        for line in self.rfile:
            command = line.decode().strip()
            verb = command.upper()[:4]
            said = [reply for start, reply in self.server.replies.items() if start in command]
            if said:
                self._say(said[0])
            elif verb == "DATA":
                self._say("354 go on")
                self._take(to)
                to = []
            elif verb == "QUIT":
                self._say("221 bye")
                return
            else:
                if verb == "RCPT":
                    to.append(command.partition(":")[2].strip("<>"))
                self._say("250 ok")

    def _take(self, to: list[str]) -> None:
        lines = []
        for line in self.rfile:
            if line == b".\r\n":
                break
            lines.append(line.removeprefix(b".") if line.startswith(b"..") else line)
        message = email.message_from_bytes(b"".join(lines), policy=email.policy.default)
        assert isinstance(message, EmailMessage)
        self.server.messages.append(message)
        self.server.recipients.append(to)
        self._say(self.server.replies.get("taken", "250 taken"))

    def _say(self, text: str) -> None:
        self.wfile.write(f"{text}\r\n".encode())


@contextmanager
def mail_server() -> Iterator[MailServer]:
    """Yield a server that runs while the block does."""
    with MailServer() as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
        thread.start()
        try:
            yield server
        finally:
            server.ended.set()
            server.shutdown()
            thread.join()
