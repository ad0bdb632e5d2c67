"""Addresses of rows are those of reverse(), wherever the site begins."""

import pytest
from django.urls import reverse, set_script_prefix

from faq.models.address import address

NAMES = ["question", "question_markdown", "question_picture", "topic", "answered", "stuck"]


@pytest.mark.parametrize("name", NAMES)
def test_address_equals_reverse(name: str) -> None:
    try:
        for root in ("/", "/de/", "/help/the-slug/"):
            set_script_prefix(root)
            for slug in ("walrus", "the-slug", "a-1"):
                assert address(name, slug) == reverse(name, args=[slug])
    finally:
        set_script_prefix("/")
