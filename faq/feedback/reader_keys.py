"""Recognises feedback from the same reader on the same day, without identifying the reader."""

from datetime import date
from typing import NamedTuple
from zlib import crc32

from django.utils.crypto import salted_hmac

# Readers whom a network can have for one question on one day. Whoever changes the name of the browser for
# each vote has no more votes, and hardly ever do so many people of an office vote on the same question.
MAX_READERS = 8


class Sender(NamedTuple):
    """The sender of a form. It exists only during the request.

    Attributes:
        client: the network, as conf.client_network() returns it.
        agent: the User-Agent header.
    """

    client: str
    agent: str


def reader_key(sender: Sender, *, question_id: int, day: date) -> bytes:
    """Return a keyed hash of the sender, 32 bytes long.

    The key changes every day and the hash includes the question. So two hashes show that the reader is
    the same only if they belong to the same question and day. Browsers are divided into MAX_READERS
    groups; two readers of one network whose browsers are in the same group count as one.

    Args:
        sender: the sender of the form.
        question_id: primary key of the question.
        day: the current day.
    """
    group = crc32(sender.agent.encode("utf-8", "replace")) % MAX_READERS
    text = f"{question_id} {sender.client} {group}"
    return salted_hmac(f"faq.feedback.reader_keys {day}", text, algorithm="sha256").digest()
