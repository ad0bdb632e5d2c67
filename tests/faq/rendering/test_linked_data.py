"""The structured data and descriptions of pages."""

import json
from typing import Any

import pytest
from django.test import Client
from django.utils.translation import override

from faq.models import Question, Step
from faq.rendering import linked_data
from tests.factories import NOW, make_draft, make_question, make_topic
from tests.html import Element, parse
from tests.xss import PAYLOADS

pytestmark = [pytest.mark.usefixtures("index"), pytest.mark.time_machine(NOW)]

SITE = "http://127.0.0.1:8000"


def things(page: Element) -> dict[str, dict[str, Any]]:
    """Return the nodes of the page's data by type."""
    data = json.loads(page.one("script", type="application/ld+json").raw_text)
    assert data["@context"] == "https://schema.org"
    return {thing["@type"]: thing for thing in data["@graph"]}


def crumbs(page: Element) -> list[tuple[str, str]]:
    items = things(page)["BreadcrumbList"]["itemListElement"]
    assert [item["position"] for item in items] == list(range(1, len(items) + 1))
    return [(item["name"], item["item"]) for item in items]


def texts(data: Any) -> list[str]:
    """Yield every text in the data that is for people."""
    if isinstance(data, list):
        return [text for each in data for text in texts(each)]
    if not isinstance(data, dict):
        return []
    spoken = {"name", "headline", "description", "articleBody", "articleSection", "text"}
    own = [value for name, value in data.items() if name in spoken]
    return own + [text for value in data.values() for text in texts(value)]


@pytest.fixture
def refund() -> Question:
    question = make_question(
        topic=make_topic(slug="payments", title="Payments & refunds"),
        slug="refund",
        title="How do I get a refund?",
        summary="Ask for it.",
        body="First *wait*.\n\n- A day\n- Or two",
    )
    Step.objects.create(
        question=question,
        position=1,
        title="Open **Jobs › My Jobs**",
        body="By its title.",
        caution="It is **final**.\n\nReally.",
    )
    Step.objects.create(question=question, position=2, title="Confirm")
    return question


def test_question_data_matches_the_page(refund: Question, client: Client) -> None:
    page = parse(client.get("/questions/refund/"))
    data = things(page)
    assert list(data) == ["TechArticle", "BreadcrumbList"]
    article = data["TechArticle"]
    assert article["headline"] == page.one("h1").text
    assert article["description"] == page.one("p", cls="answer").text
    assert (
        article["articleBody"].split()
        == page.one("article").all("div", cls="prose")[0].text.split()
    )
    assert article["dateModified"][:10] == page.one("time")["datetime"]
    assert article["url"] == page.one("link", rel="canonical")["href"]
    shown = page.one("ol", cls="steps").all("li", cls="step")
    steps = article["mainEntity"]["step"]
    assert len(steps) == len(shown) == 2
    for step, seen in zip(steps, shown, strict=True):
        assert f"Step {step['position']}: {step['name']}" == seen.one("h3").text
        assert step["url"] == f"{SITE}/questions/refund/#{seen['id']}"
    assert [(part["@type"], part["text"].split()) for part in steps[0]["itemListElement"]] == [
        ("HowToTip", shown[0].one(cls="caution").text.removeprefix("Caution: ").split()),
        ("HowToDirection", shown[0].all(cls="prose")[-1].text.split()),
    ]
    assert "itemListElement" not in steps[1]


@pytest.mark.parametrize("address", ["/", "/topics/payments/", "/questions/refund/", "/search/"])
def test_every_text_in_the_data_is_on_the_page(
    refund: Question, client: Client, address: str
) -> None:
    page = parse(client.get(address))
    said = texts(list(things(page).values()))
    shown = f"{page.one('body').text} "
    assert said != []
    assert [text for text in said if " ".join(text.split()) not in shown] == []


def test_breadcrumbs_are_those_of_the_page(refund: Question, client: Client) -> None:
    home, shelf = f"{SITE}/", f"{SITE}/topics/payments/"
    above = [("Help", home), ("Topics", f"{SITE}/topics/")]
    asked = f"{SITE}/questions/refund/"
    title, question = "Payments & refunds", "How do I get a refund?"
    found = {
        address: crumbs(parse(client.get(address)))
        for address in ("/", "/topics/", "/topics/payments/", "/questions/refund/", "/search/?q=x")
    }
    assert found == {
        "/": [("Helpcenter", home)],
        "/topics/": above,
        "/topics/payments/": [*above, (title, shelf)],
        "/questions/refund/": [*above, (title, shelf), (question, asked)],
        "/search/?q=x": [("Helpcenter", home), ("Search", f"{SITE}/search/")],
    }
    page = parse(client.get("/questions/refund/"))
    assert page.one("ol", cls="crumbs").texts("li") == ["Help", "Topics", title]


def test_home_data_describes_the_search(client: Client) -> None:
    site = things(parse(client.get("/")))["WebSite"]
    assert (site["name"], site["url"]) == ("Helpcenter", f"{SITE}/")
    template = site["potentialAction"]["target"]["urlTemplate"]
    assert template == f"{SITE}/search/?q={{search_term_string}}"


def test_question_without_steps_has_no_how_to(client: Client) -> None:
    make_question(slug="free", title="Is it free?")
    article = things(parse(client.get("/questions/free/")))["TechArticle"]
    assert "mainEntity" not in article
    assert "articleBody" not in article


def test_addresses_and_language_of_the_content_are_the_same_in_every_language(
    refund: Question, client: Client
) -> None:
    pages = [parse(client.get(f"{before}/questions/refund/")) for before in ("", "/de", "/es")]
    assert pages[1].one("html")["lang"] == "de"
    languages = [things(page)["TechArticle"]["inLanguage"] for page in pages]
    assert languages == ["en-gb"] * 3
    assert things(parse(client.get("/de/")))["WebSite"]["inLanguage"] == "en-gb"
    addresses = [[url for _, url in crumbs(page)] for page in pages]
    assert addresses[1] == addresses[2] == addresses[0]
    assert {things(page)["TechArticle"]["url"] for page in pages} == {f"{SITE}/questions/refund/"}


def test_payload_is_escaped_in_the_data(client: Client) -> None:
    """Checks 1, 5: no text ends the script element, and the data is unchanged."""
    for number, payload in enumerate(PAYLOADS):
        shelf = make_topic(title=payload[:80])
        question = make_question(
            topic=shelf, slug=f"q{number}", title=payload[:200], summary=payload[:300]
        )
        page = parse(client.get(f"/questions/q{number}/"))
        article = things(page)["TechArticle"]
        texts = (question.title, question.summary)
        assert (article["headline"], article["description"]) == texts, payload
        assert crumbs(page)[2][0] == shelf.title, payload
        raw = page.one("script", type="application/ld+json").raw_text
        assert set(raw) & set("<>&") == set(), payload


def test_data_leaves_out_hidden_topics_and_questions(client: Client, refund: Question) -> None:
    """Checks 41–47: the data contains only what the page shows."""
    make_draft(topic=refund.topic, title="Where is zanzibar?", featured=True)
    make_draft(topic=make_topic(title="Zanzibar"), featured=True)
    for address in ("/", "/topics/payments/", "/questions/refund/"):
        page = parse(client.get(address))
        data = page.one("script", type="application/ld+json").raw_text
        assert "zanzibar" not in data.lower()
        assert "zanzibar" not in page.one("meta", name="description")["content"].lower()


def test_description_is_the_summary_or_the_first_text(refund: Question) -> None:
    steps = list(refund.steps.in_order())
    assert linked_data.description(refund, steps) == "Ask for it."
    refund.summary = ""
    assert linked_data.description(refund, steps) == "First wait. A day Or two"
    refund.body_html = ""
    assert linked_data.description(refund, steps) == "Open Jobs › My Jobs · Confirm"
    assert linked_data.description(refund, []) == ""
    refund.summary = "x" * 999
    assert len(linked_data.description(refund, steps)) == linked_data.DESCRIPTION_LENGTH


def test_description_of_a_topic_is_its_summary_or_its_titles(refund: Question) -> None:
    shelf = refund.topic
    shelf.summary = ""
    asked = [refund, make_question(topic=shelf, title="And then?")]
    assert linked_data.topic_description(shelf, asked) == f"{refund.title} And then?"
    shelf.summary = "Money."
    assert linked_data.topic_description(shelf, asked) == "Money."


def test_description_of_the_home_page_names_the_topics(refund: Question) -> None:
    assert linked_data.home_description([]) == "Helpcenter"
    said = linked_data.home_description([refund.topic, make_topic(title="Jobs")])
    assert said == "Answers step by step: Payments & refunds, Jobs."
    with override("de"):
        assert "Payments & refunds, Jobs" in linked_data.home_description(
            [refund.topic, make_topic(title="Jobs")]
        )


def test_link_preview_describes_the_page(refund: Question, client: Client, settings) -> None:
    """Open Graph, with addresses from the settings and not from the request (check 33)."""
    settings.SITE_URL = "https://help.example.com"
    found = {}
    for address in ("/", "/topics/payments/", "/questions/refund/"):
        page = parse(client.get(address, headers={"host": "localhost"}))
        graph = {
            meta["property"]: meta["content"]
            for meta in page.all("meta")
            if meta.get("property").startswith("og:")
        }
        assert graph["og:site_name"] == "Helpcenter"
        assert graph["og:url"] == page.one("link", rel="canonical")["href"]
        assert (
            graph.get("og:description", "")
            == (page.all("meta", name="description") or [Element("", {"content": ""})])[0][
                "content"
            ]
        )
        found[address] = (graph["og:type"], graph["og:title"], graph["og:url"], graph["og:image"])
    base = "https://help.example.com"
    assert found == {
        "/": ("website", "Helpcenter", f"{base}/", f"{base}/picture.png"),
        "/topics/payments/": (
            "website",
            "Payments & refunds",
            f"{base}/topics/payments/",
            f"{base}/picture.png",
        ),
        "/questions/refund/": (
            "article",
            "How do I get a refund?",
            f"{base}/questions/refund/",
            f"{base}/questions/refund.png",
        ),
    }
