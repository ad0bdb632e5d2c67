"""The upload of PDFs and videos in the admin and from the text editor."""

from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from faq.images import upload_path
from faq.models import Attachment
from tests.factories import make_attachment, make_draft, make_question
from tests.files import mp4, pdf
from tests.html import parse

pytestmark = pytest.mark.usefixtures("db", "media")

ADD = "/admin/faq/attachment/add/"


def upload(client: Client, data: bytes, title: str = "Price list", **more: Any) -> Any:
    file = SimpleUploadedFile("../x.html", data, "text/html")
    return client.post(ADD, {"file": file, "title": title}, **more)


def test_pdf_is_uploaded_and_its_page_shows_the_markdown(as_ines: Client) -> None:
    answer = upload(as_ines, pdf())
    stored = Attachment.objects.get()
    assert answer["Location"] == f"/admin/faq/attachment/{stored.pk}/change/"
    page = parse(as_ines.get(answer["Location"]))
    assert page.one("code").text == f"[Price list](/media/{stored.name})"
    assert (stored.byte_count, stored.title) == (len(pdf()), "Price list")
    assert upload_path(stored.name).read_bytes() == pdf()


def test_script_gets_the_markdown(as_ines: Client) -> None:
    for data, mark in ((pdf(), ""), (mp4(), "!")):
        answer = upload(as_ines, data, "The [list]", headers={"accept": "application/json"})
        name = Attachment.objects.order_by("-pk")[0].name
        assert answer.json() == {"markdown": rf"{mark}[The \[list\]](/media/{name})"}


@pytest.mark.parametrize(
    ("data", "title", "problem"),
    [
        (pdf(), " ", "This field is required."),
        (pdf(), "x" * 151, "Ensure this value has at most 150 characters (it has 151)."),
        (
            b"<html>",
            "x",
            "The file is not a PDF, MP4 or WebM file, or it is damaged. Choose another file.",
        ),
    ],
)
def test_invalid_upload_is_refused_with_a_message(
    as_ines: Client, media: Path, data: bytes, title: str, problem: str
) -> None:
    assert parse(upload(as_ines, data, title)).texts("ul", cls="errorlist") == [problem]
    told = upload(as_ines, data, title, headers={"accept": "application/json"})
    assert (told.status_code, list(told.json()["errors"].values())) == (400, [[problem]])
    assert not Attachment.objects.exists()
    assert not media.exists()


def test_large_file_is_refused(as_ines: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("faq.admin.attachment.AttachmentForm.max_bytes", 100)
    assert (
        "The file is larger than" in parse(upload(as_ines, pdf())).one("ul", cls="errorlist").text
    )


def test_upload_needs_permission(as_viewer: Client, client: Client, media: Path) -> None:
    """Check 34."""
    assert upload(as_viewer, pdf()).status_code == 403
    assert upload(client, pdf()).status_code == 403
    assert not media.exists()


def test_list_says_what_a_file_is_and_where_it_is_used(as_ines: Client) -> None:
    used = make_attachment()
    make_question(title="What does it cost?", body=used.markdown)
    make_draft(title="And later?", steps=["Read"]).steps.update(body=used.markdown)
    make_attachment("Unused")
    page = parse(as_ines.get("/admin/faq/attachment/"))
    unused, shown = page.texts("td", cls="field-used_in")
    assert unused != shown
    assert all(title in shown for title in ("What does it cost?", "And later?"))
    assert page.texts("td", cls="field-size") == ["PDF, 1 kB", "PDF, 1 kB"]
