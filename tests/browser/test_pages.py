"""What only a browser can show of the readers' pages."""

import pytest
from playwright.sync_api import Page

from tests.site import Site


@pytest.mark.browser
def test_home_has_no_sideways_scroll_on_a_small_phone(page: Page, site: Site) -> None:
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(site.url)
    assert page.evaluate("document.documentElement.scrollWidth") == 320
