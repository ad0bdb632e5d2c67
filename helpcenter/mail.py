"""Reads the settings of the server for e-mail from EMAIL_URL and EMAIL_FROM."""

import re
from email.headerregistry import Address
from typing import NamedTuple
from urllib.parse import parse_qs, unquote, urlsplit

from helpcenter import env

# Seconds that the server may take to answer.
TIMEOUT = 10

_SMTP = "django.core.mail.backends.smtp.EmailBackend"
_NONE = "django.core.mail.backends.dummy.EmailBackend"
_ADDRESS = r"[A-Za-z0-9_%+-]+(?:\.[A-Za-z0-9_%+-]+)*@(?:\[[0-9a-fA-F:.]+\]|[A-Za-z0-9.-]+)"
_SENDER = re.compile(rf'"?(?P<name>[^"<>@]*)"? <(?P<named>{_ADDRESS})>|(?P<bare>{_ADDRESS})')
_LOOPBACK = {"localhost", "127.0.0.1", "::1"}


class Server(NamedTuple):
    """A server for e-mail.

    Attributes:
        backend: Django's class that sends.
        host: empty without a server.
        port: of the server.
        user: name to sign in with, or empty.
        password: to sign in with.
        starts_tls: whether the connection is encrypted by STARTTLS.
        is_tls: whether it is encrypted from the start.
    """

    backend: str = _NONE
    host: str = ""
    port: int = 0
    user: str = ""
    password: str = ""
    starts_tls: bool = False
    is_tls: bool = False


def server() -> Server:
    """Return the server in EMAIL_URL. Without the variable the site sends no e-mail."""

    def parse(text: str) -> Server:
        if not text:
            return Server()
        parts = urlsplit(text)
        if parts.scheme not in {"smtp", "smtps"} or not parts.hostname:
            raise ValueError
        options = parse_qs(parts.query, keep_blank_values=True, strict_parsing=bool(parts.query))
        starts_tls = options == {"tls": ["starttls"]}
        is_tls = parts.scheme == "smtps"
        user, password = unquote(parts.username or ""), unquote(parts.password or "")
        is_private = starts_tls or is_tls or parts.hostname in _LOOPBACK
        accepted = (
            not options or starts_tls,
            not (is_tls and starts_tls),
            parts.path in {"", "/"},
            not parts.fragment,
            parts.port != 0,
            bool(user) == bool(password),
            # A password never crosses a network in the clear.
            not password or is_private,
            text.isprintable(),
            " " not in text,
        )
        if not all(accepted):
            raise ValueError
        port = parts.port or (465 if is_tls else 587 if starts_tls else 25)
        return Server(_SMTP, parts.hostname, port, user, password, starts_tls, is_tls)

    accepts = (
        "smtp://user:password@host:587/?tls=starttls or smtps://user:password@host:465, or "
        "smtp://host:25 without a password"
    )
    return env.read("EMAIL_URL", accepts, parse)


def sender(*, is_needed: bool) -> str:
    """Return EMAIL_FROM, from which e-mail is sent.

    Args:
        is_needed: whether there is a server, so that the address may not be empty.
    """

    def parse(text: str) -> str:
        if not (text or is_needed):
            return ""
        parts = _SENDER.fullmatch(text)
        if parts is None or not text.isprintable():
            raise ValueError
        return str(Address(parts["name"] or "", addr_spec=parts["named"] or parts["bare"]))

    accepts = "an address like help@example.com or Help <help@example.com>"
    return env.read("EMAIL_FROM", accepts + (", because EMAIL_URL is set" * is_needed), parse)
