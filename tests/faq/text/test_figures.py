"""Captions of images, images that can be opened, and videos."""

import pytest

from faq.text.markdown import parse, plain, render
from faq.text.markdown_writer import blocks, write
from tests.faq.text.rendered import Elements

NAME = f"{'0a' * 32}.png"
KEPT = f"/media/{NAME}"
LARGE = {NAME: (900, 400)}


def tags(html: str) -> list[str]:
    return [tag for tag, _ in Elements(html).found]


@pytest.mark.parametrize("frame", ["{}", "- {}", "> {}", "a\n\n{}", "<details>\n\n{}\n</details>"])
def test_title_of_an_image_on_its_own_is_its_caption(frame: str) -> None:
    html = render(frame.format(f'![The menu]({KEPT} "The menu & *more*")'), LARGE)
    figure = html[html.index("<figure>") : html.index("</figure>")]
    assert tags(figure) == ["figure", "a", "img", "figcaption"]
    assert "<figcaption>The menu &amp; *more*</figcaption>" in figure
    assert "The menu & *more*" in plain(html).split("\n")


def test_each_of_several_images_has_its_caption() -> None:
    html = render(f'![a]({KEPT} "A")\n![b]({KEPT})\n![c]({KEPT} "C")')
    assert tags(html) == [
        "figure",
        "img",
        "figcaption",
        "figure",
        "img",
        "figure",
        "img",
        "figcaption",
    ]
    assert plain(html) == "A\nC"


@pytest.mark.parametrize(
    "text",
    [
        f'Open ![gear]({KEPT} "Gear") now',
        f'[![a]({KEPT} "A")](/questions/x/)',
        '![a](https://evil.example/a.png "A")',
        f'![]({KEPT} "A")',
    ],
)
def test_image_within_a_line_or_of_another_site_has_no_caption(text: str) -> None:
    html = render(text, LARGE)
    assert not {"figure", "figcaption"} & set(tags(html))
    assert "zoom" not in html


@pytest.mark.parametrize(("size", "is_link"), [((481, 100), True), ((480, 2_000), False)])
def test_image_that_may_be_shown_smaller_is_a_link_to_itself(
    size: tuple[int, int], is_link: bool
) -> None:
    for text in (f"![a]({KEPT})", f'![a]({KEPT} "A")'):
        links = [each for tag, each in Elements(render(text, {NAME: size})).found if tag == "a"]
        assert links == ([{"href": KEPT, "class": "zoom"}] if is_link else [])


def test_caption_survives_being_written() -> None:
    text = f'![a]({KEPT} "The \\"menu\\" \\\\ \\&amp; x")\n'
    assert write(parse(text)) == text
    assert plain(render(text)) == 'The "menu" \\ &amp; x'


YOUTUBE = "https://youtu.be/dQw4w9WgXcQ"
LINK = '<a href="https://www.youtube.com/watch?v=dQw4w9WgXcQ" rel="noopener nofollow"'
PLAYER = "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ?autoplay=1&amp;rel=0"


@pytest.mark.parametrize("frame", ["{}", "- {}", "> {}", "a\n\n{}", "> [!TIP]\n> {}", "# a\n{}"])
def test_video_on_its_own_is_a_link_with_its_title(frame: str) -> None:
    html = render(frame.format(f'![Export *all* & "more"]({YOUTUBE} "In two <minutes>")'))
    figure = html[html.index("<figure") : html.index("</figure>")]
    assert figure == (
        f'<figure class="video">\n{LINK} class="video-link" data-player="{PLAYER}">'
        '<span class="video-screen"></span><span class="video-title">Export all &amp; "more"</span>\n'
        '<span class="video-host">Video on YouTube</span></a>\n'
        "<figcaption>In two &lt;minutes&gt;</figcaption>"
    )
    assert 'Export all & "more"\nIn two <minutes>' in plain(html)
    assert "YouTube" not in plain(html)


def test_video_is_named_in_the_language_of_the_text() -> None:
    assert "<b>Film</b>" not in render(f"![a]({YOUTUBE})", names={"video": "<b>Film</b> %s"})
    assert "Film bei YouTube" in render(f"![a]({YOUTUBE})", names={"video": "Film bei %s"})


def test_picture_in_a_link_to_a_video_is_its_poster() -> None:
    html = render(f'[![Export]({KEPT} "b")]({YOUTUBE} "Caption")', LARGE)
    width, height = LARGE[NAME]
    image = f'<img src="{KEPT}" alt="" width="{width}" height="{height}" loading="lazy">'
    assert f'{image}<span class="video-title">Export</span>' in html
    assert "<figcaption>Caption</figcaption>" in html
    assert "zoom" not in html


def test_poster_of_another_site_is_not_loaded() -> None:
    html = render(f"[![Export](https://img.youtube.com/vi/x/0.jpg)]({YOUTUBE})")
    assert '<span class="video-screen"></span>' in html
    assert "img" not in html


@pytest.mark.parametrize(
    "text", [f"See ![Export]({YOUTUBE})", f"|![Export]({YOUTUBE})|\n|-|", f"# ![Export]({YOUTUBE})"]
)
def test_video_among_words_is_a_link(text: str) -> None:
    html = render(text)
    assert f"{LINK}>Export</a>" in html
    assert "data-player" not in html


@pytest.mark.parametrize(
    "text", [f"![ ]({YOUTUBE})", f"[a]({YOUTUBE})", f"[![a]({KEPT})](https://example.com)"]
)
def test_what_has_no_title_or_is_no_video_stays_as_it_is(text: str) -> None:
    assert "video" not in render(text)


@pytest.mark.parametrize(
    ("text", "written"),
    [
        (f'![a *b*]({YOUTUBE} "c")', f"Video: [a b]({LINK[9:52]})\n\nc\n"),
        (f"[![a]({KEPT})]({YOUTUBE})", f"Video: [a]({LINK[9:52]})\n"),
        (f"- ![a]({YOUTUBE})", f"- Video: [a]({LINK[9:52]})\n"),
        (f"See ![a]({YOUTUBE}).", f"See [a]({LINK[9:52]}).\n"),
        (f"[see ![a]({YOUTUBE})](/x)", "[see a](https://e.com/x)\n"),
    ],
)
def test_video_is_a_link_in_markdown_for_programs(text: str, written: str) -> None:
    assert write(blocks(text, base="https://e.com/")) == written
