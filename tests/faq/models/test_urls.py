"""reverse_slug() returns what reverse() returns, under any script prefix."""

import pytest
from django.urls import reverse, set_script_prefix

from faq.models.urls import reverse_slug

NAMES = ["question", "question_markdown", "question_picture", "topic", "answered", "stuck"]


@pytest.mark.parametrize("name", NAMES)
def test_reverse_slug_equals_reverse(name: str) -> None:
    try:
        for root in ("/", "/de/", "/help/the-slug/"):
            set_script_prefix(root)
            for slug in ("walrus", "the-slug", "a-1"):
                assert reverse_slug(name, slug) == reverse(name, args=[slug])
    finally:
        set_script_prefix("/")
