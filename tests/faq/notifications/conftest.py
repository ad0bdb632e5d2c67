"""A server for e-mail, and a site that uses it."""

from collections.abc import Iterator

import pytest

from tests.smtp import MailServer, mail_server


@pytest.fixture
def smtp(settings) -> Iterator[MailServer]:
    settings.SENDS_MAIL = True
    settings.SITE_URL = "https://help.example.com"
    settings.SITE_NAME = "Helpcenter"
    settings.DEFAULT_FROM_EMAIL = "Help <help@example.com>"
    with mail_server() as server:
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
        settings.EMAIL_TIMEOUT = 5
        yield server
