"""Addresses of videos: which ones are, and what is made of them."""

from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from faq.text.videos import find_video, looks_like_video, player_origin, player_origins_in

ID = "dQw4w9WgX-_"
SHORT = "mcRSoc4TnmYsL7oKeVhzCZ"
UUID = "9c9de5e8-0a1e-484a-b099-e80766180a6d"
TUBE = "tube.example.org"
YOUTUBE = f"https://www.youtube-nocookie.com/embed/{ID}?autoplay=1&rel=0"
VIMEO = "https://player.vimeo.com/video/76979871?dnt=1&autoplay=1"
PEERTUBE = f"https://{TUBE}/videos/embed/{SHORT}?autoplay=1&p2p=0&warningTitle=0"

GOOD = [
    (f"https://www.youtube.com/watch?v={ID}", YOUTUBE),
    (f"https://m.youtube.com/watch?app=desktop&v={ID}&list=PL1&index=2", YOUTUBE),
    (f"https://YouTube.com/watch?v={ID}&t=1m3s", f"{YOUTUBE}&start=63"),
    (f"https://youtu.be/{ID}?si=abc&t=90", f"{YOUTUBE}&start=90"),
    (f"https://www.youtube.com/shorts/{ID}", YOUTUBE),
    (f"https://www.youtube.com/live/{ID}?feature=share", YOUTUBE),
    (f"https://www.youtube-nocookie.com/embed/{ID}?start=5&autoplay=0", f"{YOUTUBE}&start=5"),
    ("https://vimeo.com/76979871", VIMEO),
    ("https://vimeo.com/76979871/0a1b2c?share=copy", f"{VIMEO}&h=0a1b2c"),
    ("https://player.vimeo.com/video/76979871?h=0a1b2c", f"{VIMEO}&h=0a1b2c"),
    ("https://vimeo.com/channels/staffpicks/76979871#t=1h2m3s", f"{VIMEO}#t=3723s"),
    (f"https://{TUBE}/w/{SHORT}", PEERTUBE),
    (f"https://{TUBE}/videos/watch/{UUID}?start=7s", PEERTUBE.replace(SHORT, UUID) + "&start=7s"),
    (f"https://{TUBE}/videos/embed/{SHORT}?autoplay=0&api=1", PEERTUBE),
]
BAD = [
    "",
    f"http://www.youtube.com/watch?v={ID}",
    f"//www.youtube.com/watch?v={ID}",
    f"javascript://www.youtube.com/watch?v={ID}",
    "javascript:alert(1)",
    "data:text/html,x",
    f"https://www.youtube.com@evil.example/watch?v={ID}",
    f"https://evil.example@www.youtube.com/watch?v={ID}",
    f"https://www.youtube.com:8443/watch?v={ID}",
    f"https://www.youtube.com.evil.example/watch?v={ID}",
    f"https://evil.example/www.youtube.com/watch?v={ID}",
    f"https://wwwxyoutube.com/watch?v={ID}",
    f"https://www.youtube.com./watch?v={ID}",
    f"https://www.youtube.com\\@evil.example/watch?v={ID}",
    f"https://www.youtube.com/redirect?q=https://evil.example/&v={ID}",
    f"https://www.youtube.com/attribution_link?u=/watch?v={ID}",
    "https://www.youtube.com/playlist?list=PL1",
    "https://www.youtube.com/@someone",
    "https://www.youtube.com/watch",
    f"https://www.youtube.com/watch?v={ID}&v={ID}",
    f"https://www.youtube.com/watch?v={ID}x",
    f"https://www.youtube.com/watch?v={ID[:-1]}",
    f"https://www.youtube.com/watch?v={ID[:-1]}%22",
    f"https://www.youtube.com/watch?v={ID[:-1]}é",
    f"https://www.youtube.com/embed/../{ID}",
    f"https://www.youtube.com/embed/{ID}/../x",
    f"https://youtu.be/{ID}/x",
    "https://vimeo.com/0",
    "https://vimeo.com/７６９７９８７１",
    "https://vimeo.com/76979871/settings",
    "https://vimeo.com/76979871?h=%22x",
    "https://vimeo.com/ondemand/76979871",
    f"https://{TUBE}/w/p/{SHORT}",
    f"https://{TUBE}/w/{SHORT}0",
    f"https://{TUBE}/w/{SHORT[:-1]}0",
    f"https://{TUBE}:9000/w/{SHORT}",
    f"https://u@{TUBE}/w/{SHORT}",
    f"https://127.0.0.1/w/{SHORT}",
    f"https://[::1]/w/{SHORT}",
    f"https://localhost/w/{SHORT}",
    f"https://bücher.example/w/{SHORT}",
    f"https://{TUBE}/a.mp4",
    "https://bit.ly/3abcdef",
    "https://[",
]


@pytest.mark.parametrize(("address", "player"), GOOD)
def test_address_of_a_video_becomes_that_of_its_player(address: str, player: str) -> None:
    video = find_video(address)
    assert video
    assert video.player == player
    assert urlsplit(player)[:2] == urlsplit(player_origin(video.host))[:2]
    again = find_video(video.address)
    assert again == video


@pytest.mark.parametrize("address", BAD)
def test_other_addresses_are_none(address: str) -> None:
    """Check 3."""
    assert find_video(address) is None


PARTS = st.sampled_from(
    [
        *(
            "https://",
            "http://",
            "//",
            "javascript:",
            "www.",
            "youtube.com",
            "youtu.be",
            "vimeo.com",
        ),
        *(
            "youtube-nocookie.com",
            TUBE,
            "evil.example",
            "@",
            ":",
            "\\",
            "/",
            "?",
            "#",
            "&",
            "%2F",
            "%00",
        ),
        *(
            "/watch",
            "/embed/",
            "/w/",
            "v=",
            ID,
            SHORT,
            UUID,
            "76979871",
            "t=9",
            "..",
            '"',
            "<",
            "\t",
            "é",
        ),
    ]
)


@given(st.lists(PARTS, max_size=12).map("".join))
def test_player_of_any_address_is_at_the_host_that_the_address_names(address: str) -> None:
    """Check 3: whatever the address, no other host is asked, and no sign of it breaks out of an attribute."""
    video = find_video(address)
    assert isinstance(looks_like_video(address), bool)
    if video:
        origin = player_origin(video.host)
        assert video.player.startswith(f"{origin}/")
        assert not set(video.player + video.address) & set("\"'<>\\ \t\n@")
        assert urlsplit(address).hostname in {
            urlsplit(origin).hostname,
            *(f"{sub}youtube.com" for sub in ("", "www.", "m.", "music.")),
            *("youtube-nocookie.com", "youtu.be", "vimeo.com", "www.vimeo.com"),
        }


@pytest.mark.parametrize(
    ("address", "is_meant"),
    [
        (f"http://www.youtube.com/watch?v={ID}", True),
        ("https://youtu.be/", True),
        (f"https://u@{TUBE}/w/{SHORT}", True),
        ("https://example.com/film.MP4?x", True),
        ("https://example.com/w/cat", False),
        ("https://example.com/cat.png", False),
        ("/media/cat.png", False),
        ("https://[", False),
    ],
)
def test_addresses_that_are_meant_as_videos_are_known(address: str, is_meant: bool) -> None:
    assert looks_like_video(address) is is_meant


def test_players_are_found_in_rendered_texts_only_as_attributes() -> None:
    html = '<a href="x" data-player="https://a.example/b">data-player="https://c.example/"</a>'
    assert player_origins_in(html) == {"https://a.example"}
