"""The uploaded images and attachments."""

from pathlib import Path

import pytest
from django.test import Client

from faq.images import upload_path
from faq.text.markdown import plain
from faq.views import media as media_view
from tests.factories import make_attachment, make_image, make_question
from tests.files import mp4, pdf
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
    assert answer.content == upload_path(image.name).read_bytes()
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
    upload_path(image.name).unlink()
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


def test_pdf_is_saved_under_its_title_and_is_no_page_of_ours(client: Client) -> None:
    """Checks 11, 15: opened all the same, it runs nothing."""
    stored = make_attachment("Preise\r\nX: y; “2027”/é")
    answer = client.get(stored.address)
    assert answer.content == upload_path(stored.name).read_bytes()
    assert answer["Content-Type"] == "application/pdf"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Disposition"] == (
        "attachment; filename*=UTF-8''Preise-X-%20y-%20-2027-%C3%A9.pdf"
    )
    policy = answer["Content-Security-Policy"].split("; ")
    assert {"sandbox", "default-src 'none'"} <= set(policy)
    assert not {"allow-scripts"} & set(" ".join(policy).split())


@pytest.mark.parametrize(
    ("asked", "status", "part", "said"),
    [
        ("bytes=0-3", 206, slice(0, 4), "bytes 0-3/{}"),
        ("bytes=4-", 206, slice(4, None), "bytes 4-{last}/{}"),
        ("bytes=2-99999999", 206, slice(2, None), "bytes 2-{last}/{}"),
        ("bytes=99999-", 416, slice(0, 0), "bytes */{}"),
        ("bytes=5-2", 416, slice(0, 0), "bytes */{}"),
        ("bytes=-5", 200, slice(None), None),
        ("bytes=0-1,3-4", 200, slice(None), None),
        ("lines=1-2", 200, slice(None), None),
        ("bytes=" + "9" * 5_000 + "-", 200, slice(None), None),
    ],
)
def test_video_is_sent_in_parts(
    client: Client, asked: str, status: int, part: slice, said: str | None
) -> None:
    film = make_attachment(data=mp4())
    answer = client.get(film.address, headers={"range": asked})
    assert (answer.status_code, answer.content) == (status, mp4()[part])
    total = len(mp4())
    assert answer.get("Content-Range") == (said and said.format(total, last=total - 1))
    if status != 416:
        assert (answer["Content-Type"], answer["Accept-Ranges"]) == ("video/mp4", "bytes")


def test_long_part_of_a_video_ends_where_the_next_begins(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(media_view, "MAX_PART", 5)
    film, total = make_attachment(data=mp4()), len(mp4())
    found = b""
    while len(found) < total:
        answer = client.get(film.address, headers={"range": f"bytes={len(found)}-"})
        last = min(len(found) + 5, total) - 1
        assert answer["Content-Range"] == f"bytes {len(found)}-{last}/{total}"
        found += answer.content
    assert found == mp4()


@pytest.mark.usefixtures("index")
def test_question_shows_what_is_attached(client: Client, settings) -> None:
    settings.LANGUAGE_CODE = "de"
    stored, film = make_attachment(data=pdf("x" * 1_234_567)), make_attachment("Film", mp4())
    question = make_question(body=f"See the {stored.markdown}.\n\n{film.markdown}")
    answer = client.get(question.get_absolute_url())
    page = parse(answer)
    link = page.one("a", cls="file")
    assert (link["href"], link.text) == (stored.address, "Price list (PDF, 1,2 MB)")
    player = page.one("video")
    assert (player["src"], player["preload"], player["aria-label"]) == (
        film.address,
        "none",
        "Film",
    )
    assert "controls" in player.attributes
    assert "media-src 'self'" in answer["Content-Security-Policy"]
    assert "frame-src" not in answer["Content-Security-Policy"]
    written = client.get(question.get_markdown_url()).content.decode()
    assert f"[Price list]({settings.SITE_URL}{stored.address})" in written
    assert f"Video: [Film]({settings.SITE_URL}{film.address})" in written
    assert plain(question.body_html) == "See the Price list.\nFilm"


@pytest.mark.usefixtures("index")
def test_unknown_attachment_is_an_ordinary_link(client: Client) -> None:
    question = make_question(body=f"[List](/media/{'0a' * 32}.pdf)")
    page = parse(client.get(question.get_absolute_url()))
    assert page.all("span", cls="file-kind") == []
