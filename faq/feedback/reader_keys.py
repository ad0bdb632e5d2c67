"""Tells whether the same reader speaks again, without knowing who it is."""

from datetime import date
from typing import NamedTuple

from django.utils.crypto import salted_hmac

from faq.text.networks import client_network


class Sender(NamedTuple):
    """What is known of who sent a form, as long as it is being answered.

    Args:
        client: network address.
        agent: what the browser calls itself.
    """

    client: str
    agent: str


def reader_key(sender: Sender, *, question_id: int, day: date) -> bytes:
    """A keyed hash of 32 bytes. Each day has a key of its own, and each question its own hashes.

    So two of them can be known for one reader's only if they are of one question and one day.

    Args:
        sender: whose network counts, not the single address, where it has an IPv6 address.
        question_id: primary key of the question that is spoken of.
        day: today.
    """
    text = f"{question_id} {client_network(sender.client)} {sender.agent}"
    return salted_hmac(f"faq.feedback.reader_keys {day}", text, algorithm="sha256").digest()
