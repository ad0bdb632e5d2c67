"""What holds for the home page and all pages of topics and questions."""

import pytest
from django.core.management import call_command
from django.test import Client

from faq.models import Topic
from tests.factories import (
    NOW,
    make_question,
    make_topic,
)
from tests.faq.views.pages import get

pytestmark = [pytest.mark.django_db, pytest.mark.time_machine(NOW)]


@pytest.mark.usefixtures("sample")
@pytest.mark.parametrize(
    ("address", "canonical"),
    [
        ("/?utm_source=x", "https://help.example.com/"),
        ("/topics/contracts/?x=1", "https://help.example.com/topics/contracts/"),
        ("/questions/end-contract/?x=1", "https://help.example.com/questions/end-contract/"),
    ],
)
def test_pages_have_a_canonical_address_from_the_settings(
    client: Client, settings, address: str, canonical: str
) -> None:
    settings.SITE_URL = "https://help.example.com"
    page = get(client, address)
    assert page.one("link", rel="canonical")["href"] == canonical
    assert page.one("meta", name="description")["content"] != ""
    assert page.all("meta", name="robots") == []


@pytest.mark.usefixtures("sample")
@pytest.mark.parametrize(
    "address", ["/", "/topics/contracts/", "/questions/end-contract/", "/search/?q=refund"]
)
def test_pages_have_one_h1_landmarks_a_language_and_no_repeated_id(
    client: Client, address: str
) -> None:
    page = get(client, address)
    assert page.one("html")["lang"] == "en-gb"
    for tag in ("h1", "header", "main", "search", "title"):
        page.one(tag)
    identifiers = [each["id"] for each in page.walk() if "id" in each.attributes]
    assert len(identifiers) == len(set(identifiers))
    named = [
        each["aria-labelledby"] for each in page.walk() if "aria-labelledby" in each.attributes
    ]
    assert set(named) <= set(identifiers)


@pytest.mark.usefixtures("sample")
def test_pages_follow_the_settings_of_the_site(client: Client, settings) -> None:
    settings.SITE_NAME, settings.SITE_NOTICE = "Bikes & Co", "Only a test."
    settings.CONTACT_URL = "mailto:bikes@example.com"
    page = get(client, "/questions/end-contract/")
    assert page.one("a", cls="brand").text == "Bikes & Co"
    assert page.one("title").text.endswith(" – Bikes & Co")
    assert "Only a test." in page.texts("p")
    ways = [address for text, address in page.links() if text == "Contact us"]
    assert [way.partition("?")[0] for way in ways] == ["mailto:bikes@example.com"] * 3


@pytest.mark.usefixtures("sample")
@pytest.mark.parametrize(
    "address", ["/", "/topics/contracts/", "/questions/end-contract/", "/search/?q=zzz", "/search/"]
)
def test_pages_without_a_contact_have_no_contact_link(
    client: Client, settings, address: str
) -> None:
    settings.CONTACT_URL = ""
    page = get(client, address)
    assert "Contact us" not in page.text
    assert page.all("section", cls="contact") == []


def count_queries(client: Client, address: str, django_assert_max_num_queries) -> int:
    client.get(address)  # Caches of the process, such as content types, are filled once.
    with django_assert_max_num_queries(6) as counted:
        client.get(address)
    return len(counted)


@pytest.mark.usefixtures("sample")
def test_pages_have_a_constant_query_count(client: Client, django_assert_max_num_queries) -> None:
    addresses = [
        "/",
        "/topics/",
        "/topics/contracts/",
        "/questions/end-contract/",
        "/search/?q=contract+refund",
        "/search/?q=contract&topic=contracts",
        "/search/?q=zzzz",
        "/search/?q=refund&topic=nowhere",
        "/search/",
        "/questions/contract-refund/",
    ]

    def counts() -> list[int]:
        return [count_queries(client, each, django_assert_max_num_queries) for each in addresses]

    few = counts()
    assert max(few) <= 6
    assert max(few[4:7]) <= 4
    contracts = Topic.objects.get(slug="contracts")
    for number in range(90):
        make_question(
            topic=contracts if number % 2 else make_topic() if number < 20 else contracts,
            title=f"What about contract {number} and its refund?",
            steps=["Go", "Stop"],
            featured=number < 30,
        )
    call_command("search_rebuild", verbosity=0)
    assert counts() == few
