"""The import of a page into drafts in the admin."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from faq.models import Question, Topic
from tests.factories import NOW, make_question, make_topic
from tests.faq.importing.pages.messy import PAGE
from tests.html import Element, parse

pytestmark = [pytest.mark.django_db, pytest.mark.time_machine(NOW)]

ADDRESS = "/admin/faq/question/from-page/"


def look(client: Client, **sent: Any) -> Element:
    return parse(client.post(ADDRESS, {"look": "1", **sent}))


def sent_again(page: Element, **changed: Any) -> dict[str, Any]:
    """Return the data of the form that creates the drafts."""
    form = page.one("form", enctype="multipart/form-data").filled_in()
    form.pop("look", None)
    ticked = [
        box["value"] for box in page.all("input", name="draft") if "checked" in box.attributes
    ]
    return {**form, "draft": ticked, "make": "1", **changed}


def titles(page: Element) -> list[str]:
    return [each.text for each in page.all("h2") if each.get("id").startswith("draft-")]


def errors(page: Element) -> list[str]:
    return page.one("div", cls="errornote").texts("p")


def test_list_links_to_the_import_for_users_who_may_add(as_ines: Client, as_viewer: Client) -> None:
    link = ("Import a page", ADDRESS)
    assert link in parse(as_ines.get("/admin/faq/question/")).links()
    assert link not in parse(as_viewer.get("/admin/faq/question/")).links()


def test_page_needs_permission_to_add(viewer: User, as_viewer: Client, client: Client) -> None:
    """Check 34."""
    assert as_viewer.get(ADDRESS).status_code == 403
    assert as_viewer.post(ADDRESS, {"make": "1", "text": PAGE, "draft": "x"}).status_code == 403
    assert client.get(ADDRESS).status_code == 302
    assert Question.objects.count() == 0


def test_preview_shows_everything_and_changes_nothing(as_ines: Client) -> None:
    make_question(title="Is the harbour open today?")
    before = Question.objects.count(), Topic.objects.count()
    page = look(as_ines, text=PAGE)
    assert titles(page) == [
        "How do I give up my berth at the harbour?",
        "How do I move to another berth?",
        "Can I stay overnight?",
        "Is the harbour open?",
    ]
    cards = page.all("section", cls="page-import-card")
    rows = [
        [cell.text for cell in row.walk() if cell.tag in {"th", "td"}]
        for row in cards[3].one("tbody").all("tr")
    ]
    assert rows == [
        ["Title", "Is the harbour open?", "Is the harbour open?"],
        ["Summary", "Yes, it is open all year.", "Yes, it is open all year."],
        [
            "Body",
            "However,&nbsp;the office is closed in Jan\u200buary.",
            "However, the office is closed in January.",
        ],
    ]
    assert cards[3].one("ul", cls="page-import-like").texts("li") == [
        "Similar question: Is the harbour open today? (Published)"
    ]
    assert cards[1].one("ul", cls="page-import-doubts").texts("li") == [
        "The page leaves something out at “…”. Check what is missing.",
        "There is no summary. Write the answer in one sentence.",
    ]
    assert len(cards[4].one("tbody").all("tr")) == 6
    assert (Question.objects.count(), Topic.objects.count()) == before


def test_confirming_creates_the_drafts(as_ines: Client) -> None:
    shelf = make_topic()
    page = look(as_ines, text=PAGE, topic=shelf.pk)
    answer = as_ines.post(ADDRESS, sent_again(page), follow=True)
    assert parse(answer).one("ul", cls="messagelist").texts("li") == [
        "4 drafts were created. Open them, check what was unclear, and send them for review."
    ]
    made = Question.objects.values_list("status", "topic")
    assert list(made) == [("draft", shelf.pk)] * 4
    listed = parse(answer)
    assert sorted(listed.texts("th", cls="field-title")) == sorted(titles(page))
    # The list says by what it is narrowed.
    narrowed = listed.one("details", **{"data-filter-title": "state"})
    assert narrowed.one("li", cls="selected").text == "Draft"


def test_only_chosen_drafts_are_created(as_ines: Client) -> None:
    page = look(as_ines, text=PAGE)
    chosen = page.all("input", name="draft")[2]["value"]
    as_ines.post(ADDRESS, sent_again(page, draft=[chosen]))
    assert [question.title for question in Question.objects.all()] == ["Can I stay overnight?"]


def test_choosing_none_creates_none_and_keeps_the_text(as_ines: Client) -> None:
    page = look(as_ines, text=PAGE)
    again = parse(as_ines.post(ADDRESS, sent_again(page, draft=[])))
    assert again.one("ul", cls="messagelist").texts("li") == [
        "No drafts were created. Choose at least one."
    ]
    assert again.one("textarea").raw_text.strip() == PAGE.strip()
    assert Question.objects.count() == 0


def test_same_page_creates_no_drafts_twice(as_ines: Client) -> None:
    page = look(as_ines, text=PAGE)
    as_ines.post(ADDRESS, sent_again(page))
    second = as_ines.post(ADDRESS, sent_again(page), follow=True)
    assert parse(second).one("ul", cls="messagelist").texts("li")[-1] == (
        "No drafts were created. They already exist."
    )
    assert Question.objects.count() == 4
    again = look(as_ines, text=PAGE)
    assert again.all("input", name="draft") == []
    assert (
        again.texts("p", cls="page-import-known")
        == ["This draft already exists. It will not be changed."] * 4
    )


def test_duplicate_question_is_not_chosen_by_default(as_ines: Client) -> None:
    make_question(title="Is the harbour open?")
    page = look(as_ines, text=PAGE)
    choices = page.all("input", name="draft")
    assert ["checked" in choice.attributes for choice in choices] == [True, True, True, False]
    assert page.texts("p", cls="page-import-known") == [
        "Not selected, because a question with this title already exists."
    ]


def test_file_becomes_text_in_the_form(as_ines: Client) -> None:
    html = b"<h2>How do I row?</h2><p>With <b>oars</b>.<script>alert(1)</script></p><form><input></form>"
    page = look(as_ines, file=SimpleUploadedFile("page.html", html))
    assert titles(page) == ["How do I row?"]
    assert page.one("ul", cls="page-import-doubts").texts("li") == [
        "Form fields and buttons were left out."
    ]
    as_ines.post(ADDRESS, sent_again(page))
    assert Question.objects.get().summary == "With oars."


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"text": " \n"}, "Paste a page, or choose a file."),
        ({"text": "x" * 1_000_001}, "The page is larger than 1000 kB"),
        (
            {"text": "--- ---"},
            "The page contains no words. Paste its text, or choose another file.",
        ),
        ({"text": "# How do I tie it?\nSo.\n" * 501}, "The page has 501 questions"),
        (
            {"text": "<div>" * 600 + "x", "format": "html"},
            "The HTML is nested more than 500 levels deep",
        ),
    ],
    ids=["empty", "size", "wordless", "questions", "depth"],
)
def test_invalid_page_is_rejected(as_ines: Client, sent: dict[str, str], said: str) -> None:
    (error,) = errors(look(as_ines, **sent))
    assert error.startswith(said)
    assert Question.objects.count() == 0


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"x" * 20_000_000, "The page is larger than 1000 kB"),
        (b"PK\x03\x04", "The file is in a format that the import cannot read"),
        (b"How\x00?", "The page contains NUL characters"),
    ],
    ids=["size", "kind", "NUL"],
)
def test_invalid_file_is_rejected(as_ines: Client, data: bytes, said: str) -> None:
    (error,) = errors(look(as_ines, file=SimpleUploadedFile("page.txt", data)))
    assert error.startswith(said)


def test_file_and_text_together_are_rejected(as_ines: Client) -> None:
    page = look(as_ines, text=PAGE, file=SimpleUploadedFile("page.txt", b"How?"))
    assert errors(page) == ["Paste the page or choose a file, not both."]


def test_hostile_page_is_escaped(as_ines: Client) -> None:
    """Check 1: the preview escapes the source and the draft."""
    bad = 'How do I <script>alert(1)</script>?\n\nIt "><img src=x onerror=alert(1)> it is. {{ 7 }}'
    page = look(as_ines, text=bad)
    assert [script for script in page.all("script") if not script.get("src")] == []
    assert page.all("img", src="x") == []
    assert titles(page) == ["How do I <script>alert(1)</script>?"]
    as_ines.post(ADDRESS, sent_again(page))
    question = Question.objects.get()
    assert question.summary == 'It "><img src=x onerror=alert(1)> it is. {{ 7 }}'
