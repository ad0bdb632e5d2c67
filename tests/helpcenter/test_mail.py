"""Reading EMAIL_URL and EMAIL_FROM."""

import pytest

from helpcenter import mail
from helpcenter.mail import Server

SMTP = "django.core.mail.backends.smtp.EmailBackend"


@pytest.mark.parametrize(
    ("text", "server"),
    [
        ("", Server()),
        ("smtp://localhost", Server(SMTP, "localhost", 25)),
        ("smtp://mail.example.com:2525/", Server(SMTP, "mail.example.com", 2525)),
        ("smtp://u:p@127.0.0.1:1025", Server(SMTP, "127.0.0.1", 1025, "u", "p")),
        (
            "smtp://help%40example.com:p%2Fw@mail.example.com/?tls=starttls",
            Server(SMTP, "mail.example.com", 587, "help@example.com", "p/w", starts_tls=True),
        ),
        (
            "smtps://u:p@mail.example.com",
            Server(SMTP, "mail.example.com", 465, "u", "p", is_tls=True),
        ),
    ],
)
def test_server_is_read_from_its_address(
    monkeypatch: pytest.MonkeyPatch, text: str, server: Server
) -> None:
    monkeypatch.setenv("EMAIL_URL", text)
    assert mail.server() == server


@pytest.mark.parametrize(
    "text",
    [
        *("mail.example.com", "http://mail.example.com", "smtp://", "smtp://host:0"),
        *("smtp://host:port", "smtp://host:99999", "smtp://host/path", "smtp://host/#x"),
        *("smtp://host/?tls=yes", "smtp://host/?tls=starttls&x=1", "smtp://host/?x"),
        *("smtps://host/?tls=starttls", "smtp://u@host/?tls=starttls", "smtp://:p@host"),
        # The password would cross the network in the clear.
        *("smtp://u:p@mail.example.com", "smtp://u:p@mail.example.com:587"),
        *("smtp://ho st", "smtp://host\nx"),
    ],
)
def test_other_addresses_of_a_server_are_refused(
    monkeypatch: pytest.MonkeyPatch, text: str
) -> None:
    monkeypatch.setenv("EMAIL_URL", text)
    with pytest.raises(SystemExit, match="EMAIL_URL has a value that cannot be used"):
        mail.server()


@pytest.mark.parametrize(
    ("text", "sender"),
    [
        ("help@example.com", "help@example.com"),
        ("Hilfe für alle <help@example.com>", "Hilfe für alle <help@example.com>"),
        ('"Help, all" <help+x@mail.example.com>', '"Help, all" <help+x@mail.example.com>'),
        ("root@localhost", "root@localhost"),
        ("root@[127.0.0.1]", "root@[127.0.0.1]"),
    ],
)
def test_sender_is_an_address_with_or_without_a_name(
    monkeypatch: pytest.MonkeyPatch, text: str, sender: str
) -> None:
    monkeypatch.setenv("EMAIL_FROM", text)
    assert mail.sender(is_needed=True) == sender


@pytest.mark.parametrize(
    "text",
    [
        *("help", "help@", "@example.com", "a b@example.com", "<help@example.com", "a@b@c"),
        *("help@example.com, other@example.com", "Help <help@example.com>\nBcc: x@example.com"),
        "é@example.com",
    ],
)
def test_other_senders_are_refused(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    """Check 11."""
    monkeypatch.setenv("EMAIL_FROM", text)
    with pytest.raises(SystemExit, match="EMAIL_FROM has a value that cannot be used"):
        mail.sender(is_needed=True)


def test_server_needs_a_sender(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EMAIL_FROM", "")
    assert mail.sender(is_needed=False) == ""
    with pytest.raises(SystemExit, match="because EMAIL_URL is set"):
        mail.sender(is_needed=True)
