"""Synonyms in the admin."""

from pathlib import Path

import pytest
from django.test import Client

from faq.insights import synonym_changes
from faq.models import BrokenPromise, Synonym
from faq.search.index.outbox import drain
from tests.factories import make_question, make_synonym
from tests.html import parse

pytestmark = pytest.mark.django_db

LIST = "/admin/faq/synonym/"


def test_list_shows_directions_and_searches_both_sides(as_ines: Client) -> None:
    make_synonym("scam", "report, fraud")
    make_synonym("bill, invoice")

    def rows(query: str = "") -> list[tuple[str, str]]:
        table = parse(as_ines.get(f"{LIST}{query}")).one("table", id="result_list")
        return list(
            zip(
                table.texts("th", cls="field-words"),
                table.texts("td", cls="field-also_find"),
                strict=True,
            )
        )

    assert rows() == [("bill, invoice", "each other"), ("scam", "report, fraud")]
    assert rows("?q=fraud") == [("scam", "report, fraud")]
    assert rows("?q=invoice") == [("bill, invoice", "each other")]


def test_form_explains_its_fields_with_examples(as_ines: Client) -> None:
    page = parse(as_ines.get(f"{LIST}add/"))
    helps = {
        name: page.one(id=page.one(name=name)["aria-describedby"].split()[0]).text
        for name in ("words", "means")
    }
    assert "“invoice, bill, receipt”" in helps["words"]
    assert "“scam” also finds “report, fraud”" in helps["means"]


def test_synonym_is_added(as_ines: Client) -> None:
    response = as_ines.post(f"{LIST}add/", {"words": " bill ,invoice,", "means": ""})
    assert (response.status_code, response["Location"]) == (302, LIST)
    assert Synonym.objects.values_list("words", "means").get() == ("bill, invoice", "")


@pytest.mark.parametrize(
    ("words", "means", "said"),
    [
        ("", "bill", "This field is required."),
        (" , ", "bill", "This field cannot be blank."),
        (
            "bill",
            "",
            "A word needs a synonym. Add another word, or fill in what it should also find.",
        ),
        ("bill, Bills", "", "To search, “Bills” is the same as “bill”. Leave one of them out."),
        (
            "bill, invoice",
            "invoices",
            "To search, “invoices” is the same as “invoice”. Leave one of them out.",
        ),
        ("bill, ?", "", "“?” has no letters or digits to search for."),
        (
            "old ,one",
            "",
            "These words already have an entry. Change that one.",
        ),
    ],
)
def test_invalid_synonym_is_rejected_with_one_reason(
    as_ines: Client, words: str, means: str, said: str
) -> None:
    make_synonym("old, one")
    page = parse(as_ines.post(f"{LIST}add/", {"words": words, "means": means}))
    assert [each.text for each in page.all("ul", cls="errorlist")] == [said]
    assert Synonym.objects.count() == 1


def test_synonym_can_be_changed_and_viewed(as_ines: Client, as_viewer: Client) -> None:
    synonym = make_synonym("bill, invoice")
    address = f"{LIST}{synonym.pk}/change/"
    assert "bill, invoice" in parse(as_viewer.get(address)).one("main").text
    assert as_viewer.post(address, {"words": "bill, receipt", "means": ""}).status_code == 403
    assert as_ines.post(address, {"words": "bill, receipt", "means": ""}).status_code == 302
    assert Synonym.objects.get().words == "bill, receipt"


MANY = "tusker, flipper, whisker, blubber, moustache, pinniped, ivory, molar, fang"
LOST = "Since this change 1 phrasing does not find its question among the first three results: {}."
BREAKING = {"words": "swimmer", "means": MANY, "anyway": "on"}
BEFOREHAND = (
    "1 phrasing would no longer find its question among the first three results: "
    "“{}” (How do I feed it?)."
)
AGAIN = "1 phrasing finds its question since this change: {}."


@pytest.fixture
def swimmers(index: Path) -> None:
    """Create questions that outrank another for its phrasing once MANY is a synonym."""
    for number in range(3):
        make_question(title=f"Which swimmer? {MANY}", slug=f"swimmer-{number}")
    make_question(title="How do I feed it?", phrasings=["swimmer", "dinner"])
    drain()


def said(client: Client, address: str, data: dict[str, str]) -> list[str]:
    """Return the messages about promises after a change."""
    page = parse(client.post(address, data, follow=True))
    return [each.text for each in page.one("ul", cls="messagelist").all("li")][1:]


def test_change_reports_broken_and_fixed_promises(swimmers: None, as_ines: Client) -> None:
    phrasing = "“swimmer” (How do I feed it?)"
    assert said(as_ines, f"{LIST}add/", BREAKING) == [LOST.format(phrasing)]
    address = f"{LIST}{Synonym.objects.get().pk}/"
    assert said(as_ines, f"{address}change/", {"words": "dinner", "means": "supper"}) == [
        AGAIN.format(phrasing)
    ]
    assert said(as_ines, f"{address}change/", BREAKING) == [LOST.format(phrasing)]
    assert said(as_ines, f"{address}delete/", {"post": "yes"}) == [AGAIN.format(phrasing)]


def test_deleting_chosen_synonyms_reports_broken_promises(swimmers: None, as_ines: Client) -> None:
    synonym = make_synonym("swimmer", MANY)
    chosen = {"action": "delete_selected", "_selected_action": str(synonym.pk), "post": "yes"}
    assert said(as_ines, LIST, chosen) == [AGAIN.format("“swimmer” (How do I feed it?)")]


def test_form_asks_before_it_breaks_promises(swimmers: None, as_ines: Client) -> None:
    address = f"{LIST}add/"
    assert parse(as_ines.get(address)).one("input", name="anyway")["type"] == "hidden"
    for path, data in (
        (address, {"words": "swimmer", "means": MANY}),
        (address, {"words": "swimmer", "means": MANY, "anyway": "False"}),
    ):
        refused = parse(as_ines.post(path, data))
        assert refused.one("ul", cls="errorlist").text == BEFOREHAND.format("swimmer")
        box = refused.one("input", name="anyway")
        assert (box["type"], refused.one("input", name="words")["value"]) == ("checkbox", "swimmer")
    assert not Synonym.objects.exists()
    assert not BrokenPromise.objects.exists()
    synonym = make_synonym("walrus, otter")
    change = f"{LIST}{synonym.pk}/change/"
    assert "Save it anyway" in as_ines.post(change, {"words": "swimmer", "means": MANY}).text
    assert as_ines.post(change, BREAKING).status_code == 302
    # Nothing gets worse now.
    assert as_ines.post(change, {"words": "swimmer", "means": MANY}).status_code == 302


def test_people_who_only_look_see_no_box(as_viewer: Client) -> None:
    synonym = make_synonym("walrus, otter")
    assert "nyway" not in as_viewer.get(f"{LIST}{synonym.pk}/change/").text


def test_confirmations_say_which_promises_deleting_breaks(index: Path, as_ines: Client) -> None:
    """A question comes before three that have the same phrasing because of a synonym."""
    make_question(title=f"Which walrus? {MANY}", phrasings=["walrus"], slug="mine")
    for number in range(3):
        make_question(title="Which walrus?", slug=f"walrus-{number}", phrasings=["walrus"])
    one, other = make_synonym("walrus", MANY), make_synonym("some, other")
    drain()
    sure = parse(as_ines.get(f"{LIST}{one.pk}/delete/"))
    lost = sure.one("p", cls="faq-note").text
    assert lost.startswith("1 phrasing would no longer find its question")
    assert "“walrus” (Which walrus? tusker" in lost
    chosen = {"action": "delete_selected", "_selected_action": [str(one.pk), str(other.pk)]}
    assert parse(as_ines.post(LIST, chosen)).one("p", cls="faq-note").text == lost
    assert parse(as_ines.get(f"{LIST}{other.pk}/delete/")).all("p", cls="faq-note") == []
    assert Synonym.objects.count() == 2
    assert not BrokenPromise.objects.exists()


def test_rejected_change_reports_no_promises(
    swimmers: None, as_ines: Client, as_viewer: Client
) -> None:
    response = as_ines.post(f"{LIST}add/", {"words": "?", "means": MANY})
    assert "messagelist" not in response.text
    assert as_viewer.post(f"{LIST}add/", {"words": "swimmer", "means": MANY}).status_code == 403


def test_unchecked_phrasings_are_counted(
    swimmers: None, as_ines: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_question(phrasings=["swimmers all", "one swimmer"])
    drain()
    monkeypatch.setattr(synonym_changes, "MAX_SEARCHES", 2)
    (_, left) = said(as_ines, f"{LIST}add/", BREAKING)
    assert left == (
        "2 more phrasings with these words were not checked. To check all phrasings, run manage.py promises."
    )


def test_form_is_prefilled_with_the_words_of_a_broken_promise(as_ines: Client) -> None:
    page = parse(as_ines.get(f"{LIST}add/?words=swimmer%2C+walrus"))
    assert page.one(name="words")["value"] == "swimmer, walrus"
