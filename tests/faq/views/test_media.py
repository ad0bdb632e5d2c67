"""The uploaded images."""

from pathlib import Path

import pytest
from django.test import Client

from faq.images import image_path
from tests.factories import make_image, make_question
from tests.html import parse

pytestmark = pytest.mark.usefixtures("db", "media")


@pytest.mark.parametrize(
    ("kind", "content_type"),
    [("PNG", "image/png"), ("JPEG", "image/jpeg"), ("WEBP", "image/webp")],
    ids=str.lower,
)
def test_image_is_cached_for_ever(client: Client, kind: str, content_type: str) -> None:
    """Checks 15, 20."""
    image = make_image(kind=kind)
    answer = client.get(image.address)
    assert answer.content == image_path(image.name).read_bytes()
    names = ("Content-Type", "Cache-Control", "X-Content-Type-Options")
    assert [answer[name] for name in (*names, "Cross-Origin-Resource-Policy")] == [
        *(content_type, "max-age=31536000, public, immutable", "nosniff", "same-origin")
    ]
    assert "Vary" not in answer
    assert not answer.cookies
    assert client.post(image.address).status_code == 405


@pytest.mark.parametrize(
    "path",
    [
        *("../secret_key", "..%2fsecret_key", "%2e%2e/secret_key", "..%5csecret_key", "secret.png"),
        *("{name}%00", "{name}%00.png", "{name}%0a", "{name}/", "{name}/../{name}", "./{name}"),
        *("../media/{name}", "..%2fmedia%2f{name}", "{upper}", "{svg}", "", "%2fetc%2fpasswd"),
        *(".unfinished-x", "notes.txt"),
    ],
)
def test_other_names_are_not_found(client: Client, media: Path, path: str) -> None:
    """Check 72: files with those names exist."""
    image = make_image()
    (media.parent / "secret_key").write_bytes(b"zanzibar")
    for name in ("notes.txt", "secret.png", ".unfinished-x", image.name.replace("png", "svg")):
        (media / name).write_bytes(b"zanzibar")
    svg, upper = image.name.replace("png", "svg"), image.name.upper()
    answer = client.get("/media/" + path.format(name=image.name, svg=svg, upper=upper))
    assert answer.status_code == 404
    assert b"zanzibar" not in answer.content
    assert answer["Content-Type"].split(";")[0] in {"text/html", "text/plain"}


def test_deleted_image_is_not_found(client: Client) -> None:
    image = make_image()
    image_path(image.name).unlink()
    answer = client.get(image.address)
    assert (answer.status_code, answer["Cache-Control"]) == (404, "no-store")


@pytest.mark.usefixtures("index")
def test_question_shows_its_image_at_its_size(client: Client) -> None:
    image = make_image(alt="The [Jobs] menu, “opened”")
    question = make_question(body=f"Look:\n\n{image.markdown}")
    (shown,) = parse(client.get(question.get_absolute_url())).all("img")
    assert shown.attributes == {
        "src": image.address,
        "alt": "The [Jobs] menu, “opened”",
        "width": "40",
        "height": "20",
        "loading": "lazy",
    }
