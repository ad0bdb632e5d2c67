"""The words beside contact links."""

import pytest
from django.test import Client

from faq.templatetags.faq_contact import contact_words
from tests.html import parse

ADDRESSES = {
    "mailto:help@example.com": ("Write to us", "Contact us"),
    "tel:+1-800-555-0199": ("Call us", "Call +1-800-555-0199"),
    "https://example.com/contact": ("See how you can reach us", "Contact us"),
    "http://chat.example.com": ("See how you can reach us", "Contact us"),
}


@pytest.mark.parametrize(("address", "said"), ADDRESSES.items())
def test_words_fit_the_address_and_promise_nothing(address: str, said: tuple[str, str]) -> None:
    words = contact_words(address)
    assert words.text.startswith(said[0])
    assert (words.button, words.link) == (said[1], "Contact us")
    for promise in ("person", "reads", "will", "answer"):
        assert promise not in words.text


@pytest.mark.usefixtures("sample")
@pytest.mark.parametrize("path", ["/", "/search/?q=xylophone", "/questions/never/"])
def test_operators_words_take_the_place_of_ours(client: Client, settings, path: str) -> None:
    """On every page in every language, where screen readers are told which language they are in."""
    settings.CONTACT_TITLE = "Ask the <workshop>"
    settings.CONTACT_TEXT = "A mechanic answers from 9 to 17."
    settings.CONTACT_LABEL = "Open the chat"
    page = parse(client.get("/de" + path))
    card = page.one("section", cls="contact")
    button = card.one("a", cls="button")
    assert [card.one("h2").text, button.text] == ["Ask the <workshop>", "Open the chat"]
    assert "A mechanic answers from 9 to 17." in card.texts("p")
    assert {card.one("h2")["lang"], button["lang"]} == {"en-gb"}
    links = [text for text, address in page.links() if address.startswith("mailto:")]
    assert links == ["Open the chat"] * 3


def test_pages_without_the_database_have_the_operators_words(client: Client, settings) -> None:
    settings.CONTACT_LABEL = "Open the chat"
    response = client.get("/", headers={"host": "elsewhere.example"})
    assert "Open the chat" in parse(response).texts("a")
