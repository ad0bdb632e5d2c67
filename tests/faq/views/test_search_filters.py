"""The filters by topic and audience on the results page."""

import pytest
from django.test import Client

from faq.search.index.outbox import drain
from faq.views.search import FACETS_SHOWN
from tests.factories import NOW, make_audience, make_question, make_topic
from tests.faq.views.results_page import get, titles
from tests.html import parse

pytestmark = [pytest.mark.django_db, pytest.mark.time_machine(NOW)]


@pytest.mark.usefixtures("sample")
def test_results_offer_topics_with_correct_counts(client: Client) -> None:
    page = get(client, q="contract refund")
    filters = page.one("section", **{"aria-labelledby": "by-topic"})
    assert filters.one(**{"aria-current": "true"}).text == "All topics"
    shown = dict(zip(filters.texts("a"), map(int, filters.texts(cls="count")), strict=True))
    assert len(shown) > 1
    assert sum(shown.values()) == int(page.one(role="status").text.split()[0])
    for link, count in zip(filters.all("a"), shown.values(), strict=True):
        narrowed = parse(client.get("/search/" + link["href"]))
        assert len(titles(narrowed)) == count
        assert narrowed.one(role="status").text.endswith(f" in {link.text}.")


@pytest.mark.usefixtures("sample")
def test_results_in_a_topic_link_to_all_topics(client: Client) -> None:
    page = get(client, q="contract refund", topic="payments")
    assert {"Payments and refunds"} == {
        where.split(" · ")[0] for where in page.texts("p", cls="where")
    }
    assert page.one("label").text == "Search in “Payments and refunds”"
    assert page.one("input", name="topic")["value"] == "payments"
    current = page.one("section", **{"aria-labelledby": "by-topic"}).one(**{"aria-current": "true"})
    assert current.text == "Payments and refunds"
    assert page.one("aside").links()[0] == ("All topics", "?q=contract+refund")


@pytest.mark.usefixtures("sample")
def test_no_results_in_a_topic_offer_a_search_of_all_topics(client: Client) -> None:
    everywhere = len(titles(get(client, q="scammers")))
    page = get(client, q="scammers", topic="jobs")
    assert page.one("h1").text == "Nothing found for “scammers”"
    assert page.one(role="status").text == "No question has this word in Job posts."
    plural = "" if everywhere == 1 else "s"
    assert page.one("ul", cls="ways-on").links() == [
        (f"Search all topics: {everywhere} question{plural}", "?q=scammers")
    ]


@pytest.mark.usefixtures("sample")
def test_results_in_an_unknown_topic_offer_all_topics(client: Client) -> None:
    for topic in ("no-such-topic", "..%2f", "x" * 5000, "' OR 1=1 --", "Payments"):
        page = get(client, q="refund", topic=topic)
        assert page.one("h1").text == "Nothing found for “refund”"
        assert page.one("a", href="?q=refund").text.startswith("Search all topics: ")


@pytest.mark.usefixtures("zoo")
def test_results_offer_audiences_with_correct_counts(client: Client) -> None:
    filters = get(client, q="walrus").one("section", **{"aria-labelledby": "by-audience"})
    assert filters.one(**{"aria-current": "true"}).text == "All readers"
    assert filters.texts("li") == ["All readers", "Keepers 3", "Vets 2"]
    for (name, address), count in zip(filters.links(), (3, 2), strict=True):
        page = parse(client.get("/search/" + address))
        assert len(titles(page)) == count
        assert page.one(role="status").text == f"{count} questions for {name.lower()}."
        current = page.one("section", **{"aria-labelledby": "by-audience"})
        assert current.one(**{"aria-current": "true"}).text == name
        assert current.links()[0] == ("All readers", "?q=walrus")
        assert page.one("input", name="audience")["value"] == name.lower()
        assert page.one("label").text == f"Search what is for {name.lower()}"


@pytest.mark.usefixtures("zoo")
def test_links_keep_the_filters(client: Client) -> None:
    page = get(client, q="walrsu", topic="land", audience="vets", spelling="on")
    assert titles(page) == ["Cure a walrus"]
    assert page.one(role="status").text == "1 question in Land for vets."
    assert page.one("aside").links() == [
        ("All topics", "?q=walrsu&audience=vets"),
        ("Sea", "?q=walrsu&topic=sea&audience=vets"),
        ("All readers", "?q=walrsu&topic=land"),
        ("Keepers", "?q=walrsu&topic=land&audience=keepers"),
    ]
    assert page.one("p", cls="notice").links() == [
        ("Search instead for “walrsu”", "?q=walrsu&topic=land&audience=vets&spelling=off")
    ]


@pytest.mark.usefixtures("zoo")
def test_no_results_with_filters_offer_a_search_without_them(client: Client) -> None:
    for audience in ("pilots", "x" * 5000, "' OR 1=1 --", "\x00 pilots"):
        page = get(client, q="walrus", audience=audience)
        assert page.one("h1").text == "Nothing found for “walrus”"
        assert page.one("ul", cls="ways-on").links() == [
            ("Search without filters: 3 questions", "?q=walrus")
        ]


@pytest.mark.usefixtures("index")
@pytest.mark.parametrize(("more", "is_folded"), [(1, False), (2, True)])
def test_filters_past_the_first_are_folded(client: Client, more: int, is_folded: bool) -> None:
    count = FACETS_SHOWN + more
    for number in range(count):
        topic = make_topic(slug=f"t{number}", title=f"iTopic {number}")
        audience = make_audience(slug=f"a{number}", title=f"people {number}", position=number)
        # The first topic has the most questions.
        for _ in range(count - number):
            make_question(topic=topic, title="Walrus").audiences.set([audience])
    drain()
    page = get(client, q="walrus")
    for kind, name in (("by-topic", "iTopic"), ("by-audience", "People")):
        section = page.one("section", **{"aria-labelledby": kind})
        shown, *folded = section.all("ul")
        links = shown.texts("a")
        assert links == [f"{name} {n}" for n in range(FACETS_SHOWN if is_folded else count)]
        assert [each.texts("a") for each in folded] == (
            [[f"{name} {n}" for n in range(FACETS_SHOWN, count)]] if is_folded else []
        )
    folds = [f"{more} more topics", f"{more} more groups"] if is_folded else []
    assert page.texts("summary") == ["Filters", *folds]
    last = count - 1
    page = get(client, q="walrus", topic=f"t{last}", audience=f"a{last}")
    assert page.texts("summary")[0] == f"Filters iTopic {last} people {last}"
    for kind, name in (("by-topic", "iTopic"), ("by-audience", "People")):
        section = page.one("section", **{"aria-labelledby": kind})
        assert section.all("ul")[0].one(**{"aria-current": "true"}).text == f"{name} {last}"
