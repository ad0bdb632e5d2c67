"""The check of the origin of a form."""

import pytest
from django.test import RequestFactory

from faq.ops.same_origin import is_same_origin

OURS = "http://testserver"


@pytest.mark.parametrize(
    ("headers", "expected"),
    [
        ({"origin": OURS}, True),
        ({"origin": OURS, "sec-fetch-site": "same-origin"}, True),
        ({"sec-fetch-site": "same-origin"}, True),
        ({}, False),
        ({"origin": "https://testserver"}, False),
        ({"origin": "http://testserver:81"}, False),
        ({"origin": ""}, False),
        ({"origin": "null"}, False),
        ({"sec-fetch-site": "none"}, False),
        ({"sec-fetch-site": "same-site"}, False),
        ({"referer": f"{OURS}/"}, False),
    ],
    ids=repr,
)
def test_only_forms_of_this_site_have_the_same_origin(
    headers: dict[str, str], expected: bool
) -> None:
    """Check 26."""
    assert is_same_origin(RequestFactory(headers=headers).post("/")) is expected
