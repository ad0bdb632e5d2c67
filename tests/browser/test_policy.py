"""Nothing on our pages breaks the policy or calls a third party."""

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import BrowserContext, Page

from tests.browser.conftest import KINDS
from tests.site import Site


@pytest.mark.parametrize("kind", KINDS)
def test_public_page_is_quiet_and_stays_at_home(
    page: Page,
    context: BrowserContext,
    address: str,
    requests: list[str],
    complaints: list[str],
    kind: str,
) -> None:
    """Checks 20 and 22: no complaint, no cookie, no stored data, no request to anyone else."""
    page.goto(address, wait_until="networkidle")
    assert complaints == []
    # Data for programs is no script to the policy.
    data = page.locator("script[type='application/ld+json']").count()
    assert data == (0 if kind in {"not found", "withdrawn", "broken"} else 1)
    assert len(requests) >= 5
    assert {urlsplit(each).netloc for each in requests} == {urlsplit(address).netloc}
    assert context.cookies() == []
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0


def test_complaints_are_heard(page: Page, site: Site, complaints: list[str]) -> None:
    """The ears of the other tests: a style, a script and an alert that the page must not have."""
    page.goto(site.url)
    page.evaluate("document.body.setAttribute('style', 'color: red')")
    page.evaluate("document.body.append(document.createElement('script'))")
    page.evaluate("document.body.lastElementChild.src = 'http://localhost:9/x.js'")
    page.evaluate("alert(1)")
    page.wait_for_timeout(100)
    heard = "\n".join(complaints)
    assert "violation of style-src-attr: inline" in heard
    assert "violation of script-src-elem: http://localhost:9/x.js" in heard
    assert "alert" in complaints


def test_script_that_was_tampered_with_does_not_run(
    page: Page, site: Site, complaints: list[str]
) -> None:
    """A script is run only as it was when the page was made."""
    page.route("**/search.*.js", lambda route: route.fulfill(body="document.title = 'changed'"))
    page.goto(site.url, wait_until="networkidle")
    assert page.title() == "Helpcenter"
    assert page.get_by_role("searchbox").count() == 1
    assert "Failed to find a valid digest in the 'integrity' attribute" in "\n".join(complaints)


@pytest.mark.parametrize("path", ["", "faq/question/", "faq/question/add/", "faq/topic/"])
def test_admin_page_is_quiet(
    ines_page: Page, editing_site: Site, complaints: list[str], path: str
) -> None:
    ines_page.goto(f"{editing_site.url}/admin/{path}", wait_until="networkidle")
    assert complaints == []


def test_login_is_quiet(page: Page, editing_site: Site, complaints: list[str]) -> None:
    page.goto(f"{editing_site.url}/admin/login/", wait_until="networkidle")
    assert complaints == []


def test_page_refuses_to_be_framed(page: Page, site: Site) -> None:
    """Check 17: neither another site nor we ourselves may frame a page."""
    page.route(
        "http://elsewhere.test/",
        lambda route: route.fulfill(
            content_type="text/html", body=f"<iframe src='{site.url}/'></iframe>"
        ),
    )
    page.goto("http://elsewhere.test/", wait_until="networkidle")
    framed = page.frames[1]
    assert framed.url == "chrome-error://chromewebdata/"
    assert "How can we help?" not in framed.content()
