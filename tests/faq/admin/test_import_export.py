"""The export to CSV and the import with a preview in the admin."""

from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponseBase
from django.test import Client

from faq.admin import import_export
from faq.models import Question
from tests.factories import NOW, make_draft, make_question, make_topic
from tests.faq.importing.spreadsheets.tables import table
from tests.html import Element, parse

pytestmark = [pytest.mark.django_db, pytest.mark.time_machine(NOW)]

IMPORT = "/admin/faq/question/import/"
EXPORT = "/admin/faq/question/export/"


@pytest.fixture(autouse=True)
def folder(settings: Any, tmp_path: Path) -> Path:
    settings.IMPORTS = tmp_path / "imports"
    return settings.IMPORTS


def choose(client: Client, data: bytes, name: str = "t.csv") -> Any:
    return client.post(IMPORT, {"table": SimpleUploadedFile(name, data)})


def take_in(client: Client, looked: HttpResponseBase) -> HttpResponseBase:
    token = parse(looked).one("input", name="token")["value"]
    return client.post(IMPORT, {"token": token}, follow=True)


def said(response: HttpResponseBase) -> list[str]:
    return parse(response).one("ul", cls="messagelist").texts("li")


def problems(response: HttpResponseBase) -> list[list[str]]:
    body = parse(response).one("table", cls="faq-problems").one("tbody")
    return [
        [cell.text for cell in row.walk() if cell.tag in {"th", "td"}] for row in body.all("tr")
    ]


def page(response: HttpResponseBase) -> Element:
    return parse(response).one(id="content-main")


def test_export_has_all_questions_and_is_not_cached(as_ines: Client) -> None:
    make_question(slug="live", topic=make_topic(position=1))
    make_draft(slug="draft", topic=make_topic(position=2))
    answer = as_ines.get(EXPORT)
    lines = answer.content.decode("utf-8-sig").splitlines()
    assert [line.split(",")[0] for line in lines] == ['"slug"', '"live"', '"draft"']
    assert answer["Content-Disposition"] == 'attachment; filename="questions-2026-11-23.csv"'
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert "no-store" in answer["Cache-Control"]


def test_export_and_import_need_permission(
    as_viewer: Client, client: Client, as_ines: Client
) -> None:
    """Check 36: users without permission cannot export drafts."""
    make_draft(title="Secret?")
    for address in (IMPORT, EXPORT):
        assert "Secret" not in as_viewer.get(address).text
        assert as_viewer.get(address).status_code == 403
        assert client.get(address)["Location"] == f"/admin/login/?next={address}"
    assert as_viewer.post(IMPORT, {"token": "x"}).status_code == 403
    assert "Secret" in as_ines.get(EXPORT).text
    tools = parse(as_viewer.get("/admin/faq/question/")).links()
    assert IMPORT not in [address for _, address in tools]


def test_list_links_to_import_and_export(as_ines: Client) -> None:
    assert ("Import or export", IMPORT) in parse(as_ines.get("/admin/faq/question/")).links()
    addresses = [address for _, address in parse(as_ines.get(IMPORT)).links()]
    assert EXPORT in addresses


def test_table_is_previewed_before_the_import(
    as_ines: Client, client: Client, folder: Path
) -> None:
    make_topic(slug="money")
    make_question(slug="live", title="Live?", summary="Old words.", topic=make_topic(slug="t"))
    new = {"slug": "new", "title": "New one?", "summary": "S.", "topic": "money"}
    live = {"slug": "live", "title": "Live?", "summary": "New words.", "topic": "t"}
    looked = choose(as_ines, table(new, live))
    shown = page(looked)
    assert shown.one("ul", cls="faq-counts").texts("li") == [
        "1 new draft",
        "1 new working copy of what readers see",
    ]
    assert shown.texts("h2") == ["2. New one? new draft", "3. Live? working copy"]
    assert (shown.texts("del"), shown.texts("ins")) == (["Old"], ["New"])
    assert Question.with_copies.count() == 1
    done = take_in(as_ines, looked)
    assert said(done) == ["Imported: 1 new drafts, 0 texts changed, 1 new working copies."]
    assert Question.objects.get(slug="new").status == "draft"
    assert Question.with_copies.copies().get().summary == "New words."
    assert "Old words." in client.get("/questions/live/").text
    assert list(folder.iterdir()) == []


def test_one_bad_row_among_ten_thousand_changes_nothing(as_ines: Client) -> None:
    """Check 68: the message names row and column, and no question is created."""
    make_topic(slug="money")
    Question.objects.bulk_create(
        Question(slug=f"q-{n}", title="Q?", topic=make_topic(slug=f"t-{n}"), updated_at=NOW)
        for n in range(10)
    )
    rows = [{"slug": f"q-{n}", "topic": "money", "title": "New?"} for n in range(10)]
    # Most rows of a table that comes back say what is stored: here they are new but for one.
    rows += [{"slug": f"n-{n}", "topic": "money", "title": "New?"} for n in range(9_990)]
    rows[7_000]["title"] = ""
    found = problems(choose(as_ines, table(*rows)))
    assert found[0] == ["7002", "title", "This field cannot be blank."]
    assert set(Question.objects.values_list("title", flat=True)) == {"Q?"}


def test_problems_name_row_and_column_and_nothing_can_be_confirmed(as_ines: Client) -> None:
    make_topic(slug="money")
    good = {"slug": "a", "title": "A?", "topic": "money"}
    looked = choose(as_ines, table(good, {**good, "slug": "b", "topic": "gone"}))
    assert problems(looked) == [
        ["3", "topic", "There is no topic “gone”. Use one of these: money."]
    ]
    assert parse(looked).all("input", name="token") == []
    assert not Question.objects.exists()


def test_changes_made_meanwhile_are_previewed_again(as_ines: Client) -> None:
    make_topic(slug="money")
    looked = choose(as_ines, table({"slug": "a", "title": "A?", "topic": "money"}))
    make_draft(slug="a", title="Taken?")
    again = take_in(as_ines, looked)
    assert said(again) == [
        "Nothing was imported, because the questions have changed since the preview. Check the new preview."
    ]
    assert page(again).texts("h2") == ["2. A? Draft"]
    assert Question.objects.get().title == "Taken?"
    assert said(take_in(as_ines, again)) == [
        "Imported: 0 new drafts, 1 texts changed, 0 new working copies."
    ]


def test_token_works_once_for_one_user_and_one_day(
    as_ines: Client, as_rafi: Client, ines: User, time_machine
) -> None:
    make_topic(slug="money")
    looked = choose(as_ines, table({"slug": "a", "title": "A?", "topic": "money"}))
    gone = ["The uploaded file has expired. Choose it again."]
    assert said(take_in(as_rafi, looked)) == gone
    assert said(as_ines.post(IMPORT, {"token": "forged"}, follow=True)) == gone
    assert not Question.objects.exists()
    take_in(as_ines, looked)
    assert said(take_in(as_ines, looked)) == gone
    late = choose(as_ines, table({"slug": "b", "title": "B?", "topic": "money"}))
    time_machine.move_to(NOW.replace(day=25))
    as_ines.force_login(ines)
    assert said(take_in(as_ines, late)) == gone
    assert Question.objects.get().slug == "a"


def test_unconfirmed_tables_are_deleted(
    as_ines: Client, ines: User, folder: Path, time_machine
) -> None:
    make_topic(slug="money")
    data = table({"slug": "a", "title": "A?", "topic": "money"})
    choose(as_ines, data)
    [first] = folder.iterdir()
    assert first.stat().st_mode & 0o777 == 0o600
    time_machine.move_to(NOW.replace(year=2099))
    as_ines.force_login(ines)
    choose(as_ines, data)
    assert first not in list(folder.iterdir())
    assert len(list(folder.iterdir())) == 1


@pytest.mark.parametrize(
    ("data", "name", "problem"),
    [
        (b"PK\x03\x04", "questions.xlsx", "The file is not a CSV file."),
        (b"", "t.csv", "The submitted file is empty."),
        (b"\xff\xfe\xfd", "t.csv", "The file is not UTF-8"),
        (b"slug,nonsense\na,b\n", "t.csv", "The column “nonsense” is unknown."),
    ],
)
def test_invalid_table_is_rejected(as_ines: Client, data: bytes, name: str, problem: str) -> None:
    """Check 71: compressed tables are not unpacked."""
    answer = choose(as_ines, data, name)
    assert parse(answer).one("ul", cls="errorlist").text.startswith(problem)


def test_large_file_is_rejected_before_it_is_read(
    as_ines: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(import_export.spreadsheets, "MAX_SIZE", 10)
    answer = choose(as_ines, b"slug,title\na,A?\n")
    assert "larger than 32 MB" in parse(answer).one("ul", cls="errorlist").text


def test_hostile_text_is_escaped(as_ines: Client) -> None:
    """Check 1: titles, problems and file names are escaped."""
    make_topic(slug="money")
    evil = "<script>alert(1)</script>"
    for row in ({"title": evil, "topic": "money"}, {"title": "A?", "topic": evil}):
        answer = choose(as_ines, table({"slug": "a", **row}), f"{evil}.csv")
        assert evil not in answer.text
        assert "&lt;script&gt;" in answer.text


def test_unchanged_table_has_nothing_to_import(as_ines: Client, rafi: User) -> None:
    make_question(slug="live", steps=["One"])
    answer = choose(as_ines, as_ines.get(EXPORT).content)
    assert "The table has no changes to import." in page(answer).text
    assert parse(answer).all("input", name="token") == []


def test_full_disk_rejects_a_table_with_a_message(as_ines: Client, folder: Path) -> None:
    make_topic(slug="money")
    folder.write_text("A file where the folder should be.")
    answer = choose(as_ines, table({"slug": "a", "title": "A?", "topic": "money"}))
    assert (
        parse(answer)
        .one("ul", cls="errorlist")
        .text.startswith("The server could not save the file")
    )
    assert parse(answer).all("input", name="token") == []
