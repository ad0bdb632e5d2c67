"""Which pages may show players of videos in frames, and whose."""

import pytest
from django.contrib.auth.models import User
from django.test import Client

from faq.ops import page_cache
from faq.publishing import previews
from tests.factories import PAST, make_copy, make_draft, make_page, make_question
from tests.html import parse

pytestmark = pytest.mark.usefixtures("index")
YOUTUBE = "![Export](https://youtu.be/dQw4w9WgXcQ)"
VIMEO = "![Export](https://vimeo.com/76979871)"
PEERTUBE = "![Export](https://tube.example.org/w/mcRSoc4TnmYsL7oKeVhzCZ)"
OF_YOUTUBE, OF_VIMEO = "https://www.youtube-nocookie.com", "https://player.vimeo.com"


def frames(client: Client, address: str) -> str:
    """The sources of frames in the policy of a page."""
    policy = client.get(address)["Content-Security-Policy"]
    directives = dict(part.split(" ", 1) for part in policy.split("; "))
    assert {directives["script-src"], directives["style-src"]} == {"'self'"}
    assert (directives["default-src"], directives["frame-ancestors"]) == ("'none'", "'none'")
    return directives.get("frame-src", "")


@pytest.mark.parametrize(
    ("body", "caution", "allowed"),
    [
        ("[A link](https://youtu.be/dQw4w9WgXcQ)", "", ""),
        (f"`{YOUTUBE}`", "", ""),
        (YOUTUBE, "", OF_YOUTUBE),
        ("", VIMEO, OF_VIMEO),
        (YOUTUBE, VIMEO, f"{OF_VIMEO} {OF_YOUTUBE}"),
        (PEERTUBE, "", ""),
    ],
)
def test_page_of_a_question_frames_the_hosts_of_its_videos_alone(
    client: Client, body: str, caution: str, allowed: str
) -> None:
    """Check 14: what one page may show, no other may."""
    question = make_question(slug="it", body=body, steps=["Look"])
    step = question.steps.get()
    step.caution = caution
    step.save()
    make_question(slug="other")
    assert frames(client, "/questions/it/") == allowed
    assert frames(client, "/questions/other/") == frames(client, "/") == ""
    html = client.get("/questions/it/").content.decode()
    assert ("video.js" in html) == ("video-tools" in html) == bool(allowed)


def test_hosts_of_peertube_are_a_setting_and_apply_at_once(client: Client, settings) -> None:
    make_question(slug="it", body=f"{PEERTUBE}\n\n{YOUTUBE}")
    settings.VIDEO_HOSTS = ("tube.example.org",)
    assert frames(client, "/questions/it/") == "https://tube.example.org"
    tools = parse(client.get("/questions/it/")).one("template", id="video-tools")
    assert tools["data-players"] == "https://tube.example.org"
    settings.VIDEO_HOSTS = ()
    assert frames(client, "/questions/it/") == ""


def test_previews_and_pages_of_the_site_show_players_too(ines: User, client: Client) -> None:
    copy = make_copy(make_question(), by=ines, body=YOUTUBE)
    for shown in (make_draft(body=YOUTUBE), copy):
        assert frames(client, f"/preview/{previews.make_token(shown)}/") == OF_YOUTUBE
    make_page(slug="about", body=f"{VIMEO}\n\n| a |\n|---|\n")
    assert frames(client, "/pages/about/") == OF_VIMEO
    page = parse(client.get("/pages/about/"))
    sheets = [link["href"].rpartition("/")[2] for link in page.all("link", rel="stylesheet")]
    assert {"rich.css", "video.css"} <= set(sheets)


def test_cached_page_and_its_confirmation_keep_the_policy(
    client: Client, settings, monkeypatch: pytest.MonkeyPatch, time_machine
) -> None:
    """Check 65: a browser would take the policy of a 304 for that of the page that it has."""
    memory = {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "players"}
    settings.CACHES = {**settings.CACHES, "pages": memory}
    monkeypatch.setattr(page_cache, "STARTED_AT", PAST)
    make_page(slug="about", body=VIMEO)
    first = client.get("/pages/about/")
    assert frames(client, "/pages/about/") == OF_VIMEO
    for headers in ({"if-none-match": first["ETag"]}, {"if-none-match": "*"}):
        answer = client.get("/pages/about/", headers=headers)
        assert answer.status_code == 304
        assert "Content-Security-Policy" not in answer
