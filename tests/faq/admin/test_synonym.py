"""Synonyms in the admin."""

import pytest
from django.test import Client

from faq.models import Synonym
from tests.factories import make_synonym
from tests.html import parse

pytestmark = pytest.mark.django_db

LIST = "/admin/faq/synonym/"


def test_list_shows_which_way_each_goes_and_can_be_searched_on_both_sides(as_ines: Client) -> None:
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


def test_synonym_is_added_as_it_was_meant(as_ines: Client) -> None:
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
            "One word alone stands for nothing. Write another beside it, or fill in what it also "
            "finds.",
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
            "These words have a line of their own already. Change that one.",
        ),
    ],
)
def test_synonym_that_is_wrong_is_refused_once_and_says_why(
    as_ines: Client, words: str, means: str, said: str
) -> None:
    make_synonym("old, one")
    page = parse(as_ines.post(f"{LIST}add/", {"words": words, "means": means}))
    assert [each.text for each in page.all("ul", cls="errorlist")] == [said]
    assert Synonym.objects.count() == 1


def test_synonym_may_be_changed_and_looked_at(as_ines: Client, as_viewer: Client) -> None:
    synonym = make_synonym("bill, invoice")
    address = f"{LIST}{synonym.pk}/change/"
    assert "bill, invoice" in parse(as_viewer.get(address)).one("main").text
    assert as_viewer.post(address, {"words": "bill, receipt", "means": ""}).status_code == 403
    assert as_ines.post(address, {"words": "bill, receipt", "means": ""}).status_code == 302
    assert Synonym.objects.get().words == "bill, receipt"
