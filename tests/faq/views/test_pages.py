"""Home, topic and question: what a reader finds there, and in which order."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils.http import urlencode
from time_machine import TimeMachineFixture

from faq.insights.popular import forget
from faq.models import Question, Step, Topic
from tests.factories import (
    FUTURE,
    NOW,
    PAST,
    make_audience,
    make_draft,
    make_question,
    make_search_term,
    make_topic,
)
from tests.html import Element, parse

pytestmark = [pytest.mark.django_db, pytest.mark.time_machine(NOW)]


def get(client: Client, address: str) -> Element:
    response = client.get(address)
    assert response.status_code == 200
    return parse(response)


def in_order(page: Element, *parts: Element) -> bool:
    """Whether the parts follow one another on the page as they are given."""
    everything = list(page.walk())
    places = [everything.index(part) for part in parts]
    return places == sorted(places)


# --- Home


@pytest.mark.usefixtures("sample")
def test_home_has_its_parts_in_order(client: Client) -> None:
    page = get(client, "/")
    assert in_order(
        page,
        page.one("a", cls="skip"),
        page.one("header"),
        page.one("h1"),
        page.one("search"),
        page.one("p", id="q-hint"),
        page.one("ul", cls="cards"),
        page.one("section", **{"aria-labelledby": "featured"}),
        page.one("section", **{"aria-labelledby": "urgent"}),
        page.one("section", cls="contact"),
        page.one("footer"),
    )
    assert page.one("h1").text == "How can we help?"
    assert page.one(id=page.one("a", cls="skip")["href"].lstrip("#")).tag == "main"
    assert "not affiliated" in page.one("footer").text


@pytest.mark.usefixtures("sample")
def test_home_search_box_has_a_visible_label_and_examples_that_are_links(client: Client) -> None:
    page = get(client, "/")
    box = page.one("input", name="q")
    label = page.one("label")
    assert (label["for"], label.get("class")) == (box["id"], "")
    assert "placeholder" not in box.attributes
    hint = page.one(id=box["aria-describedby"])
    assert len(hint.links()) == 3
    for words, address in hint.links():
        assert address == "/search/?" + urlencode({"q": words}).replace("+", "%20")
        assert parse(client.get(address)).all("ol", cls="results")


@pytest.mark.usefixtures("sample")
def test_home_names_popular_searches_in_place_of_examples(client: Client) -> None:
    forget()
    for text in ("refund", "end contract", "close account", "zeppelin"):
        for ago in (1, 2, 3):
            make_search_term(text, count=len(text), day=NOW.date() - timedelta(days=ago))
    page = get(client, "/")
    hint = page.one(id=page.one("input", name="q")["aria-describedby"])
    assert hint.text == "Popular searches: close account end contract refund"
    assert [address for _, address in hint.links()] == [
        "/search/?q=close%20account",
        "/search/?q=end%20contract",
        "/search/?q=refund",
    ]


@pytest.mark.usefixtures("sample")
def test_home_counts_what_readers_find_on_each_topic(client: Client) -> None:
    cards = get(client, "/").all("li", cls="card")
    shown = [
        (*card.one("a").attributes.values(), card.one("p", cls="count").text) for card in cards
    ]
    assert shown == [
        ("/topics/account/", "4 questions"),
        ("/topics/contracts/", "4 questions"),
        ("/topics/jobs/", "1 question"),
        ("/topics/payments/", "2 questions"),
        ("/topics/trust-safety/", "2 questions"),
        ("/topics/freelancing/", "1 question"),
    ]
    assert all(card.one("svg").get("aria-hidden") == "true" for card in cards)


@pytest.mark.usefixtures("sample")
def test_home_urgent_lane_leads_to_reports_and_refunds(client: Client) -> None:
    lane = get(client, "/").one("section", cls="urgent")
    assert {address for _, address in lane.links()} == {
        "/questions/report-suspicious-activity/",
        "/questions/escrow-refund/",
    }


def test_home_shows_only_published_among_featured_and_urgent(client: Client) -> None:
    shelf = make_topic()
    make_question(topic=shelf, title="Shown", featured=True, urgent=True)
    make_draft(topic=shelf, title="Hidden draft", featured=True, urgent=True)
    make_question(topic=shelf, title="Hidden future", featured=True, published_at=FUTURE)
    page = get(client, "/")
    assert page.one("section", **{"aria-labelledby": "featured"}).texts("a") == ["Shown"]
    assert page.one("section", cls="urgent").texts("a") == ["Shown"]
    assert "Hidden" not in page.text


def test_home_without_content_says_so(client: Client) -> None:
    page = get(client, "/")
    assert page.one("main").one("p", cls="lead").text == "There is nothing to read here yet."
    assert page.all("ul", cls="cards") == []


# --- Topic


@pytest.mark.usefixtures("sample")
def test_topic_has_its_parts_in_order(client: Client) -> None:
    page = get(client, "/topics/contracts/")
    shelf = Topic.objects.get(slug="contracts")
    assert in_order(
        page,
        page.one("nav", **{"aria-label": "Breadcrumbs"}),
        page.one("h1"),
        page.one("main").one("p", cls="lead"),
        page.one("search"),
        page.one("ul", cls="questions"),
        page.one("section", **{"aria-labelledby": "others"}),
        page.one("section", cls="contact"),
    )
    assert page.one("h1").text == shelf.title
    assert page.one("main").one("p", cls="lead").text == shelf.summary
    assert page.all("details") == []


@pytest.mark.usefixtures("sample")
def test_topic_breadcrumbs_end_with_the_topic(client: Client) -> None:
    crumbs = get(client, "/topics/contracts/").one("nav", **{"aria-label": "Breadcrumbs"})
    assert crumbs.texts("li") == ["Help", "Contracts"]
    assert crumbs.links() == [("Help", "/")]
    assert crumbs.one(**{"aria-current": "page"}).text == "Contracts"


@pytest.mark.usefixtures("sample")
def test_topic_searches_within_itself_and_offers_a_way_out(client: Client) -> None:
    page = get(client, "/topics/contracts/")
    form = page.one("search").one("form")
    assert form["action"] == "/search/"
    assert form.one("input", type="hidden").attributes == {
        "type": "hidden",
        "name": "topic",
        "value": "contracts",
    }
    assert page.one(cls="scoped").links() == [("Search all topics instead", "/search/")]


def test_topic_lists_questions_in_editorial_order_with_what_is_known_of_them(
    client: Client,
) -> None:
    shelf = make_topic(slug="shelf")
    make_question(topic=shelf, title="Last", position=9)
    make_question(topic=shelf, title="First", position=1, summary="Yes.", steps=["a", "b"])
    make_question(topic=shelf, title="B second", position=5, steps=["a"])
    make_question(topic=shelf, title="A second", position=5)
    make_draft(topic=shelf, title="Draft", position=0)
    items = get(client, "/topics/shelf/").one("ul", cls="questions").all("li")
    assert [item.one("h2").text for item in items] == ["First", "A second", "B second", "Last"]
    assert [item.texts("p") for item in items] == [
        ["Yes.", "2 steps · Updated 23 November 2026"],
        ["Updated 23 November 2026"],
        ["1 step · Updated 23 November 2026"],
        ["Updated 23 November 2026"],
    ]


@pytest.mark.usefixtures("sample")
def test_topic_names_the_other_topics_in_order(client: Client) -> None:
    others = get(client, "/topics/contracts/").one("section", **{"aria-labelledby": "others"})
    titles = Topic.objects.exclude(slug="contracts").in_order().values_list("title", flat=True)
    assert others.texts("a") == list(titles)


def test_topic_with_many_questions_has_pages_that_hold_each_once(client: Client) -> None:
    shelf = make_topic(slug="shelf", title="Shelf")
    for number in range(101):
        make_question(topic=shelf, position=number)
    pages = [get(client, f"/topics/shelf/?page={number}") for number in (1, 2, 3)]
    lists = [page.one("ul", cls="questions").all("h2") for page in pages]
    assert [len(each) for each in lists] == [50, 50, 1]
    slugs = [heading.one("a")["href"] for each in lists for heading in each]
    assert slugs == [q.get_absolute_url() for q in Question.objects.in_order()]
    ways = [page.one("nav", cls="pages").links() for page in pages]
    assert ways == [
        [("Next page", "?page=2")],
        [("Previous page", "?page=1"), ("Next page", "?page=3")],
        [("Previous page", "?page=2")],
    ]
    assert pages[1].one("nav", cls="pages").one("span").text == "Page 2 of 3"
    assert pages[1].one("title").text == "Shelf – page 2 – Helpcenter"
    canonical = [page.one("link", rel="canonical")["href"] for page in pages[:2]]
    assert canonical == [
        "http://127.0.0.1:8000/topics/shelf/",
        "http://127.0.0.1:8000/topics/shelf/?page=2",
    ]


def test_topic_page_that_is_none_shows_one_that_is(client: Client) -> None:
    """Check 53: a page number that is none is no error."""
    question = make_question(topic=make_topic(slug="shelf"))
    for number in ("0", "-1", "1e9", "1000000000", "abc", "NaN", "", "%00", "1.5", "9" * 3000):
        page = get(client, f"/topics/shelf/?page={number}")
        assert page.one("ul", cls="questions").texts("h2") == [question.title]


# --- Question


@pytest.fixture
def refund() -> Question:
    """A question with everything a question can have."""
    question = make_question(
        slug="refund",
        title="How do I get a refund?",
        summary="Ask for it while you end the contract.",
        body="Write to *them* first.",
        topic=make_topic(slug="payments", title="Payments", position=1),
    )
    question.audiences.set([make_audience(title="clients"), make_audience(title="agencies")])
    Step.objects.create(question=question, position=2, title="Choose **Pay nothing**", body="Last.")
    Step.objects.create(
        question=question,
        position=1,
        title="Open **Jobs › My Jobs**",
        body="At the top.",
        caution="It **ends** the contract.",
    )
    Step.objects.create(question=question, position=3, title="Confirm")
    return question


@pytest.mark.usefixtures("refund")
def test_question_has_its_parts_in_order(client: Client) -> None:
    page = get(client, "/questions/refund/")
    article = page.one("article")
    assert in_order(
        page,
        article.one("nav", **{"aria-label": "Breadcrumbs"}),
        article.one("h1"),
        article.one("p", cls="answer"),
        article.one("ul", cls="chips"),
        article.all(cls="prose")[0],
        article.one("ol", cls="steps"),
        article.one("time"),
        page.one("section", cls="contact"),
    )
    assert article.one("h1").text == "How do I get a refund?"
    assert article.one("p", cls="answer").text == "Ask for it while you end the contract."
    assert article.all(cls="prose")[0].text == "Write to them first."


@pytest.mark.usefixtures("refund")
def test_question_breadcrumbs_lead_back_to_the_topic(client: Client) -> None:
    crumbs = get(client, "/questions/refund/").one("nav", **{"aria-label": "Breadcrumbs"})
    assert crumbs.links() == [("Help", "/"), ("Payments", "/topics/payments/")]


@pytest.mark.usefixtures("refund")
def test_question_steps_are_a_list_in_order_with_their_numbers_as_addresses(
    client: Client,
) -> None:
    steps = get(client, "/questions/refund/").one("ol", cls="steps")
    items = [child for child in steps.children if isinstance(child, Element)]
    assert [item["id"] for item in items] == ["step-1", "step-2", "step-3"]
    assert [item.one("h3").text for item in items] == [
        "Step 1: Open Jobs › My Jobs",
        "Step 2: Choose Pay nothing",
        "Step 3: Confirm",
    ]
    assert [item.one(cls="numeral").text for item in items] == ["1", "2", "3"]
    assert [item.one(cls="step-link").links() for item in items] == [
        [(f"Link to step {n}", f"#step-{n}")] for n in (1, 2, 3)
    ]
    assert items[0].one("span", cls="path").texts("strong") == ["Jobs", "My Jobs"]


def test_question_names_each_step_so_that_it_is_known_again_at_another_place(
    client: Client,
) -> None:
    question = make_question(slug="plain", steps=["Open", "Close"])

    def shown() -> list[tuple[str, str]]:
        items = get(client, "/questions/plain/").all("li", cls="step")
        return [(item["id"], item["data-uid"]) for item in items]

    (_, opened), (_, closed) = before = shown()
    assert before == [("step-1", opened), ("step-2", closed)]
    assert opened != closed
    question.steps.renumber([*question.steps.in_order().values_list("pk", flat=True)][::-1])
    assert shown() == [("step-1", closed), ("step-2", opened)]


@pytest.mark.usefixtures("refund")
def test_question_caution_comes_before_what_the_step_says(client: Client) -> None:
    page = get(client, "/questions/refund/")
    first = page.one(id="step-1")
    assert in_order(first, first.one("h3"), first.one(cls="caution"), first.one(cls="prose"))
    assert first.one(cls="caution").text == "Caution: It ends the contract."
    assert len(page.all(cls="caution")) == 1


@pytest.mark.usefixtures("refund")
def test_question_chips_say_for_whom_how_long_and_hard_to_undo(client: Client) -> None:
    chips = get(client, "/questions/refund/").one("ul", cls="chips")
    assert chips.texts("li") == ["For clients and agencies", "3 steps", "Hard to undo"]


def test_question_without_audiences_and_steps_has_only_the_chip_everyone(client: Client) -> None:
    make_question(slug="plain", summary="Yes.")
    page = get(client, "/questions/plain/")
    assert page.one("ul", cls="chips").texts("li") == ["For everyone"]
    assert page.all("ol", cls="steps") == []


def test_question_chips_join_three_audiences_and_count_one_step(client: Client) -> None:
    question = make_question(slug="plain", steps=["Go"])
    audiences = [
        make_audience(title=title, position=place)
        for place, title in enumerate(["clients", "agencies", "freelancers"])
    ]
    question.audiences.set(reversed(audiences))
    chips = get(client, "/questions/plain/").one("ul", cls="chips")
    assert chips.texts("li") == ["For clients, agencies and freelancers", "1 step"]


def test_question_leads_on_to_related_questions_of_its_topic_first(client: Client) -> None:
    shelf = make_topic()
    make_question(topic=shelf, slug="asked")
    for number in range(6):
        make_question(topic=shelf, title=f"Neighbour {number}", position=number)
    make_draft(topic=shelf, title="Draft")
    make_question(title="Elsewhere")
    section = get(client, "/questions/asked/").one("section", **{"aria-labelledby": "related"})
    assert section.texts("a") == [f"Neighbour {number}" for number in range(5)]


def test_question_tells_when_it_was_updated(
    client: Client, time_machine: TimeMachineFixture
) -> None:
    time_machine.move_to(PAST)
    make_question(slug="plain")
    time_machine.move_to(NOW)
    updated = get(client, "/questions/plain/").one("time")
    assert (updated["datetime"], updated.text) == ("2026-11-01", "1 November 2026")


def test_question_appears_at_its_moment_and_not_before(
    client: Client, time_machine: TimeMachineFixture
) -> None:
    make_question(slug="later", title="Later", published_at=NOW + timedelta(hours=1))
    assert client.get("/questions/later/").status_code == 404
    assert "Later" not in client.get("/").text
    time_machine.move_to(NOW + timedelta(hours=1))
    assert get(client, "/questions/later/").one("h1").text == "Later"


@pytest.mark.usefixtures("sample")
def test_sample_questions_answer_with_their_steps_in_order(client: Client) -> None:
    published = Question.objects.published(NOW)
    shown = {
        question.slug: [
            item["id"] for item in get(client, question.get_absolute_url()).all("li", cls="step")
        ]
        for question in published
    }
    assert len(shown) == 14
    assert shown == {
        question.slug: [f"step-{n}" for n in range(1, question.steps.count() + 1)]
        for question in published
    }


def test_question_is_printed_with_its_true_address_in_every_language(client: Client) -> None:
    make_question(slug="printed")
    pages = [get(client, f"{before}/questions/printed/") for before in ("", "/de")]
    printed = [page.one("p", cls="address").text for page in pages]
    assert printed == ["http://127.0.0.1:8000/questions/printed/"] * 2


# --- Every page


@pytest.mark.usefixtures("sample")
@pytest.mark.parametrize(
    ("address", "canonical"),
    [
        ("/?utm_source=x", "https://help.example.com/"),
        ("/topics/contracts/?x=1", "https://help.example.com/topics/contracts/"),
        ("/questions/end-contract/?x=1", "https://help.example.com/questions/end-contract/"),
    ],
)
def test_pages_name_their_true_address_from_the_settings(
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
def test_pages_without_a_contact_offer_none(client: Client, settings, address: str) -> None:
    settings.CONTACT_URL = ""
    page = get(client, address)
    assert "Contact us" not in page.text
    assert page.all("section", cls="contact") == []


# --- What a page costs


def count_queries(client: Client, address: str, django_assert_max_num_queries) -> int:
    client.get(address)  # Caches of the process, such as content types, are filled once.
    with django_assert_max_num_queries(6) as counted:
        client.get(address)
    return len(counted)


@pytest.mark.usefixtures("sample")
def test_pages_take_few_queries_however_much_there_is(
    client: Client, django_assert_max_num_queries
) -> None:
    addresses = [
        "/",
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
    assert max(few[3:6]) <= 4
    contracts = Topic.objects.get(slug="contracts")
    for number in range(300):
        make_question(
            topic=contracts if number % 2 else make_topic() if number < 40 else contracts,
            title=f"What about contract {number} and its refund?",
            steps=["Go"],
            featured=number < 50,
        )
    call_command("search_rebuild", verbosity=0)
    assert counts() == few
