"""Videos by address: nothing is asked of their host before somebody plays them."""

import json
import re
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, Route, expect

from tests.site import Site

BODY = """
![Export in two minutes](https://youtu.be/dQw4w9WgXcQ "From the menu to the file")

![Somewhere else](https://tube.example.org/w/mcRSoc4TnmYsL7oKeVhzCZ)
"""
ELSEWHERE = re.compile(r"https://")
PLAYER = "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ?autoplay=1&rel=0"


@pytest.fixture(scope="module")
def watched(editing_site: Site, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address of a question with a video of a host that is allowed and one of another."""
    fields = {"topic": ["contracts"], "slug": "watch", "title": "How do I watch?", "body": BODY}
    question = {"model": "faq.question", "fields": {**fields, "status": "published"}}
    file = Path(tmp_path_factory.mktemp("videos")) / "videos.json"
    file.write_text(json.dumps([question]))
    done = editing_site.manage("loaddata", str(file))
    assert done.returncode == 0, done.stderr
    return f"{editing_site.url}/questions/watch/"


def test_player_is_asked_for_only_once_it_is_chosen(
    page: Page, watched: str, requests: list[str], complaints: list[str]
) -> None:
    """Check 22: before the click nothing leaves for another host, and after it only the frame does."""
    sent: list[Route] = []

    def answer(route: Route) -> None:
        sent.append(route)
        route.fulfill(content_type="text/html", body="<title>Player</title>")

    page.route(lambda url: urlsplit(url).netloc != urlsplit(watched).netloc, answer)
    page.goto(watched, wait_until="networkidle")
    assert {urlsplit(each).netloc for each in requests} == {urlsplit(watched).netloc}
    link = page.get_by_role("link", name="Export in two minutes Video on YouTube")
    link.focus()
    page.keyboard.press("Enter")
    frame = page.locator("iframe")
    expect(frame).to_be_focused()
    expect(frame).to_have_attribute("title", "Export in two minutes")
    expect(page.frame_locator("iframe").locator("body")).to_be_attached()
    expect(link).to_be_hidden()
    expect(page.get_by_text("From the menu to the file")).to_be_visible()
    assert [route.request.url for route in sent] == [PLAYER]
    # The host learns of the site, as some players demand, and not of the page.
    origin = f"{urlsplit(watched).scheme}://{urlsplit(watched).netloc}/"
    assert sent[0].request.headers.get("referer") == origin
    assert complaints == []
    box = frame.bounding_box()
    assert box
    assert box["width"] / box["height"] == pytest.approx(16 / 9, rel=0.01)
    page.emulate_media(media="print")
    expect(frame).to_be_hidden()
    expect(link).to_be_visible()


def test_policy_of_the_page_allows_no_other_frame(
    page: Page, watched: str, complaints: list[str]
) -> None:
    page.route(ELSEWHERE, lambda route: route.fulfill(body="<title>Evil</title>"))
    page.goto(watched)
    page.evaluate(
        """() => {
            const frame = document.createElement("iframe");
            frame.src = "https://tube.example.org/videos/embed/mcRSoc4TnmYsL7oKeVhzCZ";
            document.body.append(frame);
        }"""
    )
    page.wait_for_function("() => document.querySelector('iframe')")
    expect(page.locator("iframe")).to_have_count(1)
    page.wait_for_timeout(200)
    assert any("frame-src" in each and "tube.example.org" in each for each in complaints)


def opened_by(page: Page, name: str) -> str:
    """The address that the browser goes to when a link is chosen."""
    page.route(ELSEWHERE, lambda route: route.abort())
    with page.expect_request(ELSEWHERE) as asked:
        page.get_by_role("link", name=name).click()
    assert asked.value.is_navigation_request()
    return asked.value.url


def test_video_of_a_host_that_is_not_allowed_opens_there(page: Page, watched: str) -> None:
    page.goto(watched)
    address = "https://tube.example.org/w/mcRSoc4TnmYsL7oKeVhzCZ"
    assert opened_by(page, "Somewhere else") == address


@pytest.mark.own_context(java_script_enabled=False)
def test_video_opens_at_its_host_without_scripts(page: Page, watched: str) -> None:
    page.goto(watched)
    address = "https://www.youtube.com/watch?v=dQw4w9WgXcQ"
    assert opened_by(page, "Export in two minutes") == address


def test_styles_and_scripts_of_videos_are_loaded_only_where_there_are_any(
    page: Page, watched: str, site: Site
) -> None:
    with_code = page.request.get(f"{site.url}/questions/end-contract/").text()
    assert "/video." not in with_code
    assert page.request.get(watched).text().count("/video.") == 2
