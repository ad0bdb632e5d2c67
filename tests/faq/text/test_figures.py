"""Captions of images, and images that can be opened."""

import pytest

from faq.text.markdown import parse, plain, render
from faq.text.markdown_writer import write
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
