"""The upload of images in the admin and from the text editor."""

import io
import re
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client

from faq.images import MAX_BYTES, upload_path
from faq.models import Image
from tests.factories import make_draft, make_image, make_question
from tests.html import parse
from tests.pictures import opened, picture

pytestmark = pytest.mark.usefixtures("db", "media")

ADD = "/admin/faq/image/add/"


def upload(
    client: Client, data: bytes, alt: str = "The menu", name: str = "a.png", **more: Any
) -> Any:
    file = SimpleUploadedFile(name, data, "image/png")
    return client.post(ADD, {"file": file, "alt": alt}, **more)


def errors(answer: HttpResponse) -> list[str]:
    return parse(answer).texts("ul", cls="errorlist")


def test_image_is_uploaded_and_its_page_shows_the_markdown(as_ines: Client) -> None:
    answer = upload(as_ines, picture("JPEG"))
    image = Image.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, f"/admin/faq/image/{image.pk}/change/")
    page = parse(as_ines.get(answer["Location"]))
    assert page.one("code").text == f"![The menu](/media/{image.name})"
    shown = page.one("img", cls="kept-image")
    assert (shown["src"], shown["alt"]) == (image.address, "The menu")
    assert opened(as_ines.get(image.address).content).size == (40, 20)


def test_script_gets_the_markdown(as_ines: Client) -> None:
    answer = upload(
        as_ines, picture(), alt="The [Jobs] menu", headers={"accept": "application/json"}
    )
    image = Image.objects.get()
    assert (answer.status_code, answer.json()) == (
        201,
        {"markdown": rf"![The \[Jobs\] menu](/media/{image.name})"},
    )


def test_same_image_gets_the_latest_alternative_text(as_ines: Client) -> None:
    image = make_image()
    data = upload_path(image.name).read_bytes()
    answer = upload(as_ines, data, alt="Other", headers={"accept": "application/json"})
    assert answer.json() == {"markdown": f"![Other](/media/{image.name})"}
    assert Image.objects.get().alt == image.alt


@pytest.mark.parametrize(
    ("data", "alt", "problem"),
    [
        (picture(), "", "This field is required."),
        (picture(), "  ", "This field is required."),
        (picture(), "x" * 251, "Ensure this value has at most 250 characters (it has 251)."),
        (b"", "x", "The submitted file is empty."),
        (
            b"<svg/>",
            "x",
            "The file is not a PNG, JPEG or WebP image, or it is damaged. Choose another file.",
        ),
        (
            b"\x89PNG" * 2_700_000,
            "x",
            "The file is larger than 10 MB. Make it smaller and try again.",
        ),
    ],
    ids=["no words", "blank words", "too many words", "empty", "svg", "large"],
)
def test_invalid_upload_is_rejected_with_a_message(
    as_ines: Client, media: Path, data: bytes, alt: str, problem: str
) -> None:
    answer = upload(as_ines, data, alt)
    assert (answer.status_code, errors(answer)) == (200, [problem])
    told = upload(as_ines, data, alt, headers={"accept": "application/json"})
    assert (told.status_code, list(told.json()["errors"].values())) == (400, [[problem]])
    assert not Image.objects.exists()
    assert not media.exists()


@pytest.mark.parametrize(
    "name", ["../../evil.png", "a.svg", "a.php", "a\x00.png", "/etc/passwd", "x" * 300 + ".png"]
)
def test_file_name_does_not_matter(as_ines: Client, media: Path, name: str) -> None:
    """Check 72."""
    body = io.BytesIO(picture())
    body.name = name
    answer = as_ines.post(ADD, {"file": body, "alt": "x"})
    assert answer.status_code == 302
    (kept,) = media.iterdir()
    assert re.fullmatch(r"[0-9a-f]{64}\.png", kept.name)
    assert [path.name for path in media.parent.iterdir()] == [media.name]


def test_oversized_image_is_not_read(as_ines: Client) -> None:
    assert MAX_BYTES < 200 * 1024**2

    class Unread(io.RawIOBase):
        def read(self, size: int = -1) -> bytes:
            raise AssertionError("it was read")

    unread: Any = {"CONTENT_LENGTH": str(200 * 1024**2), "wsgi.input": Unread()}
    answer = as_ines.generic("POST", ADD, content_type="multipart/form-data; boundary=x", **unread)
    assert answer.status_code == 413
    assert parse(answer).one("h1").text == "Nothing was saved because the file is too large"
    assert "up to 32 MB" in parse(answer).one("p", cls="lead").text


def test_upload_needs_permission(as_viewer: Client, client: Client, media: Path) -> None:
    """Check 34."""
    assert upload(as_viewer, picture()).status_code == 403
    # Who is signed out gets the description back, to send it again.
    answer = upload(client, picture())
    assert answer.status_code == 403
    links = dict(parse(answer).links())
    assert links["Sign in again"].startswith("/admin/login/")
    assert not media.exists()


def test_alternative_text_can_be_changed_without_the_file(as_ines: Client) -> None:
    image = make_image()
    before = upload_path(image.name).read_bytes()
    as_ines.post(f"/admin/faq/image/{image.pk}/change/", {"alt": "Better", "name": "evil.png"})
    assert Image.objects.values_list("alt", "name").get() == ("Better", image.name)
    assert upload_path(image.name).read_bytes() == before
    assert as_ines.get(f"/admin/faq/image/{image.pk}/delete/").status_code == 403


def test_full_disk_rejects_an_image_with_a_message(as_ines: Client, media: Path) -> None:
    media.write_text("A file where the folder should be.")
    problem = "The server could not save the file: its disk is full or a folder is not writable."
    (said,) = errors(upload(as_ines, picture()))
    told = upload(as_ines, picture(), headers={"accept": "application/json"})
    assert said.startswith(problem)
    assert (told.status_code, told.json()["errors"]) == (400, {"file": [said]})
    assert not Image.objects.exists()


def test_list_shows_each_image_with_its_words_and_what_uses_it(
    as_ines: Client, django_assert_max_num_queries: Any
) -> None:
    used, unused = make_image(alt="The menu"), make_image(alt="Nothing")
    make_question(title="Text?", body=used.markdown)
    draft = make_draft(title="Steps?", steps=["Open it"])
    draft.steps.update(caution=used.markdown)
    with django_assert_max_num_queries(16):
        page = parse(as_ines.get("/admin/faq/image/"))
    table = page.one("table", id="result_list")
    assert table.texts("td", cls="field-used_in") == ["-", "Steps? · Text?"]
    sources = [each["src"] for each in table.all("img", cls="faq-thumbnail")]
    assert sources == [unused.address, used.address]
    shown = parse(as_ines.get(f"/admin/faq/image/{used.pk}/change/")).one("section", cls="faq-uses")
    assert shown.texts("li") == ["Steps? (Draft)", "Text? (Published)"]
