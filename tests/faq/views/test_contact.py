"""The contact links on pages."""

from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from django.test import Client

from faq.models import Step
from faq.views.contact import contact_address
from tests.factories import NOW, make_question
from tests.html import parse

pytestmark = [pytest.mark.usefixtures("sample"), pytest.mark.time_machine(NOW)]


@pytest.fixture
def form(settings) -> str:
    """Set the address of a contact form."""
    settings.CONTACT_URL = "https://example.com/contact"
    return settings.CONTACT_URL


def ways(client: Client, address: str, **headers: str) -> set[str]:
    """Return the contact links of a page."""
    links = parse(client.get(address, headers=headers)).links()
    return {address for text, address in links if text == "Contact us"}


@pytest.mark.parametrize(
    ("address", "carried"),
    [
        ("/", ""),
        ("/topics/contracts/", ""),
        ("/questions/end-contract/", "?question=end-contract"),
        (
            "/questions/end-contract/?said=stuck&step=2&reason=other",
            "?question=end-contract&step=2",
        ),
        ("/questions/end-contract/?said=stuck&step=99&reason=other", "?question=end-contract"),
        ("/search/", ""),
        ("/search/?q=a+%26+b%3F", "?q=a%20%26%20b%3F"),
        ("/search/?q=zeppelin&topic=jobs", "?q=zeppelin"),
        ("/questions/end-contrat/", "?q=end%20contrat"),
    ],
)
def test_web_address_gets_the_question_and_the_words(
    client: Client, form: str, address: str, carried: str
) -> None:
    assert ways(client, address) == {form + carried}


def test_stuck_reader_gets_a_contact_link_for_the_step(client: Client, form: str) -> None:
    page = parse(client.get("/questions/end-contract/?said=stuck&step=2&reason=other"))
    offered = {each["id"]: each.links() for each in page.all("details", cls="stuck")}
    ask = ("Ask us about this step", f"{form}?question=end-contract&step=2")
    asked = {step: links[-1] for step, links in offered.items() if links}
    assert asked == {"stuck-2": ask}


def test_contact_link_contains_nothing_else_about_the_reader(client: Client, form: str) -> None:
    sent = {"User-Agent": "Walrus", "Referer": "https://walrus.example/", "Cookie": "walrus=1"}
    address = "/search/?q=refund&page=1&walrus=1&spelling=off"
    assert ways(client, address, **sent) == {f"{form}?q=refund"}


def test_mailto_address_gets_the_question_its_page_and_the_words(client: Client) -> None:
    (address,) = ways(client, "/questions/end-contract/")
    said = parse_qs(urlsplit(address).query)
    assert said["subject"] == ["How do I end a contract?"]
    assert said["body"][0].splitlines()[2:] == [
        "-- ",
        "How do I end a contract?",
        "http://127.0.0.1:8000/questions/end-contract/",
    ]
    (address,) = ways(client, "/search/?q=zeppelin")
    assert unquote(address).splitlines()[-1] == "I searched for: zeppelin"


def test_contact_link_names_number_address_and_title_of_a_step(settings) -> None:
    question = make_question(slug="ride", title="How do I ride?", steps=["Sit", "**Push** & go"])
    step = Step.objects.get(question=question, position=2)
    letter = unquote(contact_address(question=question, step=step))
    assert letter.splitlines()[3:] == [
        "How do I ride?",
        "http://127.0.0.1:8000/questions/ride/#step-2",
        "Step 2: Push & go",
    ]
    settings.CONTACT_URL = "https://example.com/"
    assert contact_address(question=question, step=step, words="sit") == (
        "https://example.com/?q=sit&question=ride&step=2"
    )


def test_site_without_contact_has_no_contact_link(settings) -> None:
    settings.CONTACT_URL = ""
    assert contact_address(words="refund") == ""
