"""The history of a question: list, comparison and restoring."""

import pytest
from django.contrib.auth.models import User
from django.test import Client

from faq.admin.question import history
from faq.models import Question, Revision
from faq.publishing import publish, snapshot_of
from tests.factories import NOW, PAST, make_copy, make_draft, make_question, make_version
from tests.html import parse

pytestmark = pytest.mark.django_db


@pytest.fixture
def question(ines: User) -> Question:
    """Return a question that was published twice."""
    made = publish(
        make_draft(title="Old?", summary="S.", steps=["Open it", "Save it"]),
        by=ines,
        at=PAST,
        note="New.",
    )
    return publish(make_copy(made, by=ines, title="New?"), by=ines, at=NOW, note="<b>Clearer</b>")


def page(question: Question, kind: str) -> str:
    return f"/admin/faq/question/{question.pk}/{kind}/"


def test_history_lists_who_when_and_why(as_ines: Client, question: Question) -> None:
    table = parse(as_ines.get(page(question, "history"))).one("table")
    rows = [
        [row.one("th").text, *[cell.text for cell in row.all("td")[2:5]]]
        for row in table.one("tbody").all("tr")
    ]
    assert rows == [
        ["2. New?", "23 November 2026 12:00 (UTC)", "ines", "<b>Clearer</b>"],
        ["1. Old?", "1 November 2026 09:00 (UTC)", "ines", "New."],
    ]


def test_newest_is_compared_with_the_one_before_unless_others_are_chosen(
    as_ines: Client, ines: User, question: Question
) -> None:
    def chosen(each: Question) -> list[tuple[str, str]]:
        radios = parse(as_ines.get(page(each, "history"))).all("input", type="radio")
        return [
            (radio["name"], radio["value"]) for radio in radios if "checked" in radio.attributes
        ]

    third = publish(make_copy(question, by=ines, title="Third?"), by=ines, at=NOW)
    once = publish(make_draft(summary="S."), by=ines, at=NOW)
    assert chosen(third) == [("to", "3"), ("from", "2")]
    assert chosen(once) == [("from", "1"), ("to", "1")]


def test_compare_marks_differences(as_ines: Client, question: Question) -> None:
    table = parse(as_ines.get(page(question, "compare") + "?from=1&to=2")).one("table")
    assert table.one("thead").texts("th") == ["Where", "Revision 1", "Revision 2"]
    assert [row.texts("td") for row in table.one("tbody").all("tr")] == [["Old?", "New?"]]
    assert (table.texts("del"), table.texts("ins")) == (["Old"], ["New"])


def test_compare_says_which_texts_it_does_not_compare_word_by_word(
    as_ines: Client, ines: User
) -> None:
    """Check 9: the longest texts of repeated words."""
    draft = make_draft(summary="S.", body="a b " * 5_000)
    first = publish(draft, by=ines, at=PAST, reason="Long.")
    second = publish(make_copy(first, by=ines, body="b c " * 5_000, summary="T."), by=ines, at=NOW)
    table = parse(as_ines.get(page(second, "compare") + "?from=1&to=2")).one("table")
    note = (
        "This text takes too long to compare word by word, so some marked words may be the same in "
        "both."
    )
    assert table.one("tbody").texts("th") == ["Summary", f"Body{note}"]


def test_compare_shows_a_copy_beside_the_published_text(
    as_ines: Client, ines: User, question: Question
) -> None:
    copy = make_copy(question, by=ines, body="More.")
    table = parse(as_ines.get(page(copy, "compare"))).one("table")
    assert [row.texts("th") for row in table.one("tbody").all("tr")] == [["Body"]]


@pytest.mark.parametrize(
    "query", ["", "?from=1", "?from=1&to=9", "?from=-1&to=x", "?from=1&to=²", "?to=" + "9" * 30]
)
def test_compare_of_missing_revisions_is_not_found(
    as_ines: Client, question: Question, query: str
) -> None:
    answer = as_ines.get(page(question, "compare") + query)
    assert answer.status_code == 404
    assert parse(answer).all("ins") == parse(answer).all("del") == []


def test_restore_creates_a_copy_and_changes_nothing_for_readers(
    as_ines: Client, question: Question, client: Client
) -> None:
    old_steps = question.revisions.get(number=1).content["steps"]
    question.steps.all().delete()
    answer = as_ines.post(page(question, "restore"), {"number": "1"}, follow=True)
    copy = Question.with_copies.copies().get()
    assert answer.redirect_chain == [(page(copy, "change"), 302)]
    assert (copy.title, snapshot_of(copy)["steps"]) == ("Old?", old_steps)
    assert "New?" in client.get(question.get_absolute_url()).text


def test_restore_redirects_to_an_existing_copy(
    as_ines: Client, ines: User, question: Question
) -> None:
    copy = make_copy(question, by=ines, title="Half written?")
    answer = as_ines.post(page(question, "restore"), {"number": "1"}, follow=True)
    assert "Publish or discard it first." in answer.text
    copy.refresh_from_db()
    assert copy.title == "Half written?"


def test_history_needs_permission_to_view(client: Client, question: Question) -> None:
    """Check 36: other users get no access."""
    for kind in ("history", "compare", "restore", "preview", "do/publish"):
        answer = client.post(page(question, kind))
        assert (answer.status_code, "Old?" in answer.text) == (302, False)
    stranger = User.objects.create_user("stranger", is_staff=True)
    client.force_login(stranger)
    for kind in ("history", "compare/?from=1&to=2", "preview"):
        answer = client.get(
            page(question, kind).rstrip("/") + ("" if "?" in kind else "/"), follow=True
        )
        assert "Old?" not in answer.text
    assert client.post(page(question, "restore"), {"number": "1"}).status_code == 403
    assert Question.with_copies.count() == 1


def test_history_of_an_unpublished_question_says_so(as_ines: Client) -> None:
    assert "it has no history" in as_ines.get(page(make_draft(), "history")).text


def test_history_of_a_loaded_question_starts_with_the_first_edit(
    as_ines: Client, ines: User
) -> None:
    loaded = make_question(title="Loaded?")
    answer = as_ines.get(page(loaded, "history"))
    assert "it has no history" not in answer.text
    assert "Nobody has edited this question here yet." in answer.text
    make_copy(loaded, by=ines)
    table = parse(as_ines.get(page(loaded, "history"))).one("table")
    assert [row.one("th").text for row in table.one("tbody").all("tr")] == ["1. Loaded?"]


def test_long_history_is_in_pages_and_each_can_be_compared_with_the_newest(
    as_ines: Client, question: Question, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(history, "PER_PAGE", 3)
    said = {"question": question, "content": snapshot_of(question), "published_at": NOW}
    Revision.objects.bulk_create(Revision(number=number, **said) for number in range(3, 8))
    found = {}
    for address in ("", "?p=2", "?p=3", "?p=99", "?p=x"):
        shown = parse(as_ines.get(page(question, "history") + address))
        older = [each["value"] for each in shown.all("input", name="from")]
        (pages,) = shown.all("p", cls="paginator")
        found[address] = (older, pages.links())
    links = [("1", "?p=1"), ("2", "?p=2"), ("3", "?p=3")]
    first = (["7", "6", "5"], links[1:])
    last = (["7", "1"], links[:2])
    second = (["7", "4", "3", "2"], [links[0], links[2]])
    assert found == {"": first, "?p=2": second, "?p=3": last, "?p=99": last, "?p=x": first}


def test_saved_texts_of_a_draft_are_listed_compared_and_restored(
    as_ines: Client, as_rafi: Client
) -> None:
    draft = make_draft(title="One?", summary="S.")
    for client, title in ((as_ines, "Two?"), (as_rafi, "Three?")):
        form = parse(client.get(page(draft, "change"))).one("form", id="question_form")
        answer = client.post(page(draft, "change"), form.filled_in() | {"title": title})
        assert answer.status_code == 302

    shown = parse(as_ines.get(page(draft, "history")))
    rows = shown.one("table", id="versions").one("tbody").all("tr")
    assert [(row.one("th").text, row.texts("td")[3]) for row in rows] == [
        ("Three?", "rafi"),
        ("Two?", "ines"),
        ("One?", "—"),
    ]
    radios = shown.all("input", type="radio")
    asked = {each["name"]: each["value"] for each in radios if "checked" in each.attributes}
    first = draft.versions.newest_first()[0]
    assert asked == {"from": f"v{first.pk}", "to": "now"}
    table = parse(as_ines.get(page(draft, "compare"), asked)).one("table")
    assert (table.texts("del"), table.texts("ins")) == (["Two"], ["Three"])

    answer = as_ines.post(page(draft, "restore"), {"number": f"v{first.pk}"}, follow=True)
    assert "The text is again as it was" in answer.text
    draft.refresh_from_db()
    assert draft.title == "Two?"
    assert [row.content["title"] for row in draft.versions.newest_first()] == [
        *("Three?", "Two?", "One?")
    ]


def test_version_of_another_question_is_not_found(as_ines: Client) -> None:
    version, draft = make_version(), make_draft()
    for key in (f"v{version.pk}", "v", "vx", "v" + "9" * 30):
        answer = as_ines.get(page(draft, "compare"), {"from": key, "to": "now"})
        assert answer.status_code == 404
        assert as_ines.post(page(draft, "restore"), {"number": key}).status_code == 404
    assert as_ines.get(page(draft, "compare"), {"from": "now", "to": "now"}).status_code == 200
