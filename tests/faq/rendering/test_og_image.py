"""The drawing of the image of a link preview."""

import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from faq.rendering.og_image import SIZE, draw

PAPER, INK, GREEN = (252, 251, 247), (20, 39, 42), (15, 107, 85)
COLOUR = "#0f6b55"
# Where the title is, and where the column of steps is.
TITLE, STEPS = (60, 200, 900, 600), (900, 60, 1200, 600)


def picture(
    title: str = "Is it free?", above: str = "Account", site: str = "Help", steps: int = 0
) -> Image.Image:
    image = Image.open(io.BytesIO(draw(title, above, site, steps, COLOUR)))
    assert (image.format, image.size) == ("PNG", SIZE)
    return image.convert("RGB")


def is_empty(image: Image.Image, box: tuple[int, int, int, int]) -> bool:
    return image.crop(box).getcolors() == [((box[2] - box[0]) * (box[3] - box[1]), PAPER)]


def test_image_shows_the_title() -> None:
    image = picture()
    colours = {colour for _, colour in image.crop(TITLE).getcolors(100_000) or []}
    assert {PAPER, INK} <= colours
    assert is_empty(image, STEPS)
    assert image.getpixel((95, 95)) == GREEN


def test_same_words_give_the_same_image() -> None:
    one = draw("Is it free?", "Account", "Help", 3, COLOUR)
    draw.cache_clear()
    assert draw("Is it free?", "Account", "Help", 3, COLOUR) == one
    others = {
        draw("Is it dear?", "Account", "Help", 3, COLOUR),
        draw("Is it free?", "Money", "Help", 3, COLOUR),
        draw("Is it free?", "Account", "Hilfe", 3, COLOUR),
        draw("Is it free?", "Account", "Help", 4, COLOUR),
        draw("Is it free?", "Account", "Help", 3, "#1d4ed8"),
    }
    assert len(others - {one}) == 5


@pytest.mark.parametrize(
    "title", ["Wie kündige ich?", "¿Cómo?", "Łódź", "Как?", "Πώς;", "a — b › c"]
)
def test_european_letters_are_drawn(title: str) -> None:
    """Accents are drawn: the image differs from that of the plain letters."""
    bare = "".join(char for char in title if char.isascii())
    assert not is_empty(picture(title), TITLE)
    assert picture(title).tobytes() != picture(bare).tobytes()


@pytest.mark.parametrize("title", ["返金はどうすればいいですか", "كيف", "", "💳"])
def test_title_with_missing_letters_is_left_out(title: str) -> None:
    assert is_empty(picture(title), TITLE)
    assert not is_empty(picture(title, steps=2), STEPS)


def test_symbol_that_the_font_lacks_is_left_out() -> None:
    assert picture("Pay 💳 here").tobytes() == picture("Pay here").tobytes()


@pytest.mark.parametrize("title", ["word " * 40, "W" * 200, "a " * 100, "Ü" * 60 + " x"])
def test_long_title_stays_in_its_area(title: str) -> None:
    image = picture(title, site="M" * 60, above="M" * 80, steps=9)
    assert is_empty(image, (855, 60, 895, 600))
    assert is_empty(image, (60, 570, 1140, 612))
    assert is_empty(image, (0, 20, 70, 610))


def test_as_many_circles_are_drawn_as_there_are_steps_up_to_four() -> None:
    """The circles are counted by their left edges."""
    heights = [130, 252, 374, 496]
    for steps in range(8):
        image = picture(steps=steps)
        drawn = [image.getpixel((902, height)) != PAPER for height in heights]
        assert drawn == [place < steps for place in range(4)]
    assert picture(steps=7).tobytes() != picture(steps=8).tobytes()


@settings(max_examples=20)
@given(st.text(max_size=200), st.text(max_size=80), st.text(max_size=60), st.integers(0, 10**6))
def test_any_words_give_an_image(title: str, above: str, site: str, steps: int) -> None:
    draw.cache_clear()
    assert draw(title, above, site, steps, COLOUR).startswith(b"\x89PNG")
