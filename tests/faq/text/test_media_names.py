"""Names of uploaded images in texts, and addresses of images of the site."""

import pytest

from faq.text.media_names import is_site_image, media_names_in

NAME = f"{'0a' * 32}.png"


def test_names_are_found_anywhere_in_a_text() -> None:
    other = NAME.replace("0a", "0b").replace("png", "webp")
    texts = [
        f"![a](/media/{NAME}) and <https://example.com/media/{other}>",
        f'{{"x": "/media/{NAME}"}}',
    ]
    assert media_names_in(texts) == {NAME, other}


@pytest.mark.parametrize(
    "text",
    [
        "",
        NAME,
        "/media/x.png",
        f"/media/{NAME}x",
        f"/media/{NAME}.svg",
        f"/media/0{NAME}",
        f"media/{NAME}",
    ],
)
def test_similar_addresses_are_no_names(text: str) -> None:
    assert media_names_in([text]) == set()


@pytest.mark.parametrize(
    "address", [f"/media/{NAME}", "/static/faq/plain.svg", "/static/a.1b2c.png"]
)
def test_files_of_the_site_are_site_images(address: str) -> None:
    assert is_site_image(address)


@pytest.mark.parametrize(
    "address",
    [
        "",
        "/static/",
        "/static/../x",
        "/static/.x",
        "/static//x",
        f"/media/{NAME}\n",
        f" /media/{NAME}",
    ],
)
def test_other_addresses_are_no_site_images(address: str) -> None:
    assert not is_site_image(address)
