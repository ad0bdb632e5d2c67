"""The tag for scripts with their digest."""

from base64 import b64encode
from hashlib import sha384

import pytest

from faq.templatetags.faq_scripts import script
from tests.html import parse
from tests.site import ROOT, Site


def test_script_has_the_digest_of_the_file() -> None:
    content = (ROOT / "faq/static/faq/js/search.js").read_bytes()
    tag = parse(script("faq/js/search.js")).one("script")
    assert tag.attributes == {
        "type": "module",
        "src": "/static/faq/js/search.js",
        "integrity": f"sha384-{b64encode(sha384(content).digest()).decode()}",
    }


def test_script_has_no_digest_in_debug_mode(settings) -> None:
    settings.DEBUG = True
    tag = parse(script("faq/js/search.js")).one("script")
    assert tag.attributes == {"type": "module", "src": "/static/faq/js/search.js"}


@pytest.mark.parametrize("path", ["/", "/questions/escrow-refund/"])
def test_script_digest_matches_the_served_file(site: Site, path: str) -> None:
    """No script of a page goes without, and the name that is kept for ever is the one with a hash."""
    tags = parse(site.get(path).text).all("script", type="module")
    assert len(tags) >= 1
    for tag in tags:
        served = sha384(site.get(tag["src"]).text.encode()).digest()
        assert tag["integrity"] == f"sha384-{b64encode(served).decode()}"
        assert len(tag["src"].split(".")) == 3
