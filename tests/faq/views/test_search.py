"""The results page: what was asked, what was found, and the ways on."""

import re
from datetime import timedelta
from pathlib import Path
from urllib.parse import parse_qs

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from time_machine import TimeMachineFixture

from faq.models import Question
from faq.search import snapshot, storage
from faq.search.sync import drain
from faq.text.lines import one_line
from tests.content import content
from tests.factories import FUTURE, NOW, make_audience, make_draft, make_question, make_topic
from tests.html import Element, parse

pytestmark = [pytest.mark.django_db, pytest.mark.time_machine(NOW)]

many_examples = settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


def get(client: Client, **parameters: str) -> Element:
    response = client.get("/search/", parameters)
    assert response.status_code == 200
    return parse(response)


def titles(page: Element) -> list[str]:
    return page.one("ol", cls="results").texts("h2")


@pytest.mark.usefixtures("sample")
def test_results_keep_the_text_count_what_was_found_and_are_not_for_robots(client: Client) -> None:
    page = get(client, q="escrow refund")
    assert page.one("input", name="q")["value"] == "escrow refund"
    assert page.one("h1").text == "Results for “escrow refund”"
    assert page.one("title").text == "escrow refund – search – Helpcenter"
    assert page.one("meta", name="robots")["content"] == "noindex"
    assert page.all("link", rel="canonical") == []
    count = len(titles(page))
    assert count > 1
    assert page.one(role="status").text == f"{count} questions."


@pytest.mark.usefixtures("index")
def test_results_of_one_question_are_counted_in_the_singular(client: Client) -> None:
    make_question(title="How do I feed a walrus?", steps=["Buy fish"])
    drain()
    page = get(client, q="walrus")
    assert titles(page) == ["How do I feed a walrus?"]
    assert page.one(role="status").text == "1 question."
    assert page.one("p", cls="where").text.endswith("· 1 step")


@pytest.mark.usefixtures("sample")
def test_results_show_title_with_marks_topic_and_the_matching_step(client: Client) -> None:
    page = get(client, q="confirm with the button to close my account")
    hit = page.one("ol", cls="results").all("li")[0]
    assert hit.one("h2").links() == [
        ("How do I close my freelancer account?", "/questions/close-freelancer-account/")
    ]
    assert hit.one("h2").texts("mark") == ["close", "account"]
    assert hit.one("p", cls="where").text == "Your account · 2 steps"
    step = hit.one("a", cls="step-hit")
    assert step["href"] == "/questions/close-freelancer-account/#step-2"
    assert step.texts("mark")[:1] == ["Confirm"]
    assert (
        parse(client.get(step["href"]))
        .one(id="step-2")
        .one("h3")
        .text.endswith("Confirm with the button")
    )


@pytest.mark.usefixtures("sample")
def test_results_offer_topics_with_counts_that_are_true(client: Client) -> None:
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
def test_results_within_a_topic_say_so_and_lead_out_of_it(client: Client) -> None:
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
def test_nothing_found_in_a_topic_offers_the_same_search_everywhere(client: Client) -> None:
    everywhere = len(titles(get(client, q="scammers")))
    page = get(client, q="scammers", topic="jobs")
    assert page.one("h1").text == "Nothing found for “scammers”"
    assert page.one(role="status").text == "No question has this word in Job posts."
    plural = "" if everywhere == 1 else "s"
    assert page.one("ul", cls="ways-on").links() == [
        (f"Search all topics: {everywhere} question{plural}", "?q=scammers")
    ]


@pytest.mark.usefixtures("sample")
def test_results_in_an_unknown_topic_are_none_with_a_way_out(client: Client) -> None:
    for topic in ("no-such-topic", "..%2f", "x" * 5000, "' OR 1=1 --", "Payments"):
        page = get(client, q="refund", topic=topic)
        assert page.one("h1").text == "Nothing found for “refund”"
        assert page.one("a", href="?q=refund").text.startswith("Search all topics: ")


@pytest.mark.usefixtures("sample")
def test_nothing_found_says_what_was_searched_and_offers_ways_on(client: Client) -> None:
    page = get(client, q="xylophone quagga")
    assert page.one("h1").text == "Nothing found for “xylophone quagga”"
    assert page.one(role="status").text == "No question has any of these words."
    assert page.one("input", name="q")["value"] == "xylophone quagga"
    assert len(page.one("ul", cls="topic-links").all("a")) == 6
    assert page.one("section", cls="contact").one("h2").text == "Ask us instead"
    assert page.all("ol", cls="results") == []
    assert get(client, q="xylophone").one(role="status").text == "No question has this word."


@pytest.mark.usefixtures("sample")
def test_search_for_nothing_asks_for_words(client: Client) -> None:
    page = parse(client.get("/search/"))
    for text in ("", "   ", "\x00", "\u200b", "\t\n"):
        assert get(client, q=text).text == page.text
    assert page.one("h1").text == "What are you looking for?"
    assert page.one("title").text == "Search – Helpcenter"
    assert page.all(role="status") == []
    assert len(page.one("ul", cls="topic-links").all("a")) == 6


@pytest.mark.usefixtures("sample")
def test_search_for_signs_alone_finds_nothing_and_says_so(client: Client) -> None:
    """Check 52: what has a meaning in engines has none here."""
    for text in ("???", "🙂", "***", "[*]", '"', "()" * 2000):
        page = get(client, q=text)
        assert page.one("input", name="q")["value"] == text[:200]
        assert page.one("h1").text == f"Nothing found for “{text[:200]}”"


@pytest.mark.usefixtures("sample")
def test_results_say_what_was_cut_from_a_long_text(client: Client) -> None:
    """Check 51: 100 kB are answered like the first 200 characters of them."""
    page = get(client, q="refund " * 15_000)
    assert page.one("p", cls="notice").text == "Only the first 200 characters were searched."
    assert len(page.one("input", name="q")["value"]) <= 200
    words = " ".join(f"w{number}" for number in range(17))
    assert get(client, q=words).one("p", cls="notice").text == (
        "Only the first 16 different words were searched."
    )


# --- Who it is for, and words in quotes


@pytest.fixture
def zoo(index: Path) -> None:
    """Walruses for keepers, for keepers and vets, and for everyone."""
    vets = make_audience(slug="vets", title="vets", position=2)
    keepers = make_audience(slug="keepers", title="keepers", position=1)
    land, sea = make_topic(slug="land", title="Land"), make_topic(slug="sea", title="Sea")
    make_question(topic=land, title="Feed a walrus").audiences.set([keepers])
    make_question(topic=land, title="Cure a walrus").audiences.set([keepers, vets])
    make_question(topic=sea, title="Meet a walrus")
    drain()


@pytest.mark.usefixtures("zoo")
def test_results_offer_audiences_with_counts_that_are_true(client: Client) -> None:
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
def test_filters_are_kept_by_each_other_and_by_everything_else(client: Client) -> None:
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
def test_nothing_found_within_filters_offers_the_search_without_them(client: Client) -> None:
    for audience in ("pilots", "x" * 5000, "' OR 1=1 --", "\x00 pilots"):
        page = get(client, q="walrus", audience=audience)
        assert page.one("h1").text == "Nothing found for “walrus”"
        assert page.one("ul", cls="ways-on").links() == [
            ("Search without filters: 3 questions", "?q=walrus")
        ]


@pytest.mark.usefixtures("zoo")
def test_nothing_found_as_typed_offers_the_corrected_text(client: Client) -> None:
    page = get(client, q="walrsu", spelling="off")
    assert page.one("h1").text == "Nothing found for “walrsu”"
    assert page.one("ul", cls="ways-on").links() == [("walrus", "?q=walrsu")]
    assert titles(get(client, q="walrsu")) == titles(get(client, q="walrus"))


@pytest.mark.usefixtures("zoo")
def test_results_say_when_nobody_wrote_what_stands_in_quotes(client: Client) -> None:
    assert titles(get(client, q='"feed a walrus"')) == ["Feed a walrus"]
    assert get(client, q='"feed a walrus"').all("p", cls="notice") == []
    page = get(client, q='"walrus feed"')
    assert titles(page)[0] == "Feed a walrus"
    assert page.one("p", cls="notice").text == (
        "No question has what you put in quotes word for word. These have its words."
    )


@pytest.mark.usefixtures("sample")
def test_results_that_match_badly_are_called_the_nearest(client: Client) -> None:
    page = get(client, q="weather forecast for the weekend in paris")
    assert page.one("h1").text == (
        "Nothing matches “weather forecast for the weekend in paris” well"
    )
    assert re.match(r"\d+ questions come near, the nearest first", page.one(role="status").text)
    assert len(titles(page)) > 1
    assert get(client, q="escrow refund").one("h1").text == "Results for “escrow refund”"


# --- What a misspelled word was taken for


@pytest.mark.usefixtures("sample")
def test_results_say_what_was_searched_instead_and_lead_back(client: Client) -> None:
    page = get(client, q="escro refnd")
    assert titles(page)[0] == "How do I get an escrow refund?"
    assert page.one("h1").text == "Results for “escrow refund”"
    assert page.one("input", name="q")["value"] == "escro refnd"
    notice = page.one("p", cls="notice")
    assert notice.text == ("Showing results for escrow refund. Search instead for “escro refnd”")
    assert notice.links() == [("Search instead for “escro refnd”", "?q=escro+refnd&spelling=off")]
    as_typed = parse(client.get("/search/" + notice.one("a")["href"]))
    assert as_typed.all("p", cls="notice") == []
    assert as_typed.one("h1").text == "Nothing matches “escro refnd” well"
    assert as_typed.one("input", name="q")["value"] == "escro refnd"


@pytest.mark.usefixtures("sample")
def test_results_for_known_words_mention_no_spelling(client: Client) -> None:
    page = get(client, q="escrow refund")
    assert len(titles(page)) > 1
    assert page.all("p", cls="notice") == []
    assert "spelling" not in "".join(address for _, address in page.links())


@pytest.mark.usefixtures("sample")
def test_correction_keeps_the_rest_of_the_text_and_the_topic(client: Client) -> None:
    page = get(client, q="<b>Is</b> my refnd (safe) & quagga?", topic="payments")
    notice = page.one("p", cls="notice")
    assert notice.one("strong").text == "<b>Is</b> my refund (safe) & quagga?"
    assert parse_qs(notice.one("a")["href"].lstrip("?")) == {
        "q": ["<b>Is</b> my refnd (safe) & quagga?"],
        "topic": ["payments"],
        "spelling": ["off"],
    }


@pytest.mark.usefixtures("walruses")
def test_links_keep_that_spelling_is_off(client: Client) -> None:
    """Pages and topics lead to more of the same search, a new one starts afresh."""
    page = get(client, q="walrus walrsu", spelling="off")
    assert page.all("p", cls="notice") == []
    [(_, following)] = page.one("nav", cls="pages").links()
    assert parse_qs(following.lstrip("?")) == {
        "q": ["walrus walrsu"],
        "spelling": ["off"],
        "page": ["2"],
    }
    assert page.one("aside").links() == [("Sea", "?spelling=off&q=walrus+walrsu&topic=sea")]
    assert page.all("input", name="spelling") == []
    past = get(client, q="walrus walrsu", spelling="off", page="9")
    assert past.one("a", href="?spelling=off&q=walrus+walrsu").text == "Go to the first page."


@pytest.mark.usefixtures("walruses")
def test_links_of_corrected_results_lead_to_corrected_results(client: Client) -> None:
    page = get(client, q="walrsu")
    [(_, following)] = page.one("nav", cls="pages").links()
    assert following == "?q=walrsu&page=2"
    second = parse(client.get("/search/" + following))
    assert len(titles(second)) == 10
    assert second.one("p", cls="notice").one("strong").text == "walrus"


@pytest.mark.usefixtures("index")
def test_count_of_all_topics_is_of_the_same_spelling(client: Client) -> None:
    """What the link promises is what it leads to, with spelling off too."""
    make_question(title="Walrus", topic=make_topic(slug="sea"))
    make_question(title="Fee", topic=make_topic(slug="money"))
    drain()
    corrected = get(client, q="walrsu xylophone", topic="money")
    assert corrected.one("ul", cls="ways-on").links() == [
        ("Search all topics: 1 question", "?q=walrsu+xylophone")
    ]
    as_typed = get(client, q="walrsu xylophone", topic="money", spelling="off")
    assert as_typed.one("h1").text == "Nothing found for “walrsu xylophone”"
    assert as_typed.one("ul", cls="ways-on").links() == []


@pytest.mark.usefixtures("sample")
def test_spelling_is_on_for_any_other_value(client: Client) -> None:
    for value in ("", "on", "OFF", "0", "\x00", "x" * 5000):
        page = get(client, q="refnd", spelling=value)
        assert page.one("p", cls="notice").one("strong").text == "refund"


# --- Pages of results


@pytest.fixture
def walruses(index: Path) -> None:
    shelf = make_topic(slug="sea", title="Sea")
    for number in range(25):
        make_question(topic=shelf, title=f"Walrus {number}", position=number)
    drain()


@pytest.mark.usefixtures("walruses")
def test_results_are_paged_by_ten_and_each_is_shown_once(client: Client) -> None:
    pages = [get(client, q="walrus", page=number) for number in ("1", "2", "3")]
    shown = [titles(page) for page in pages]
    assert [len(each) for each in shown] == [10, 10, 5]
    together = [title for each in shown for title in each]
    assert sorted(together) == sorted(Question.objects.values_list("title", flat=True))
    assert pages[1].one(role="status").text == "25 questions, page 2 of 3."
    ways = [[address for _, address in page.one("nav", cls="pages").links()] for page in pages]
    assert ways == [
        ["?q=walrus&page=2"],
        ["?q=walrus&page=1", "?q=walrus&page=3"],
        ["?q=walrus&page=2"],
    ]


@pytest.mark.usefixtures("walruses")
def test_links_to_pages_keep_text_and_topic(client: Client) -> None:
    page = get(client, q="walrus & “co”", topic="sea")
    link = page.one("nav", cls="pages").one("a")
    parameters = {"q": ["walrus & “co”"], "topic": ["sea"], "page": ["2"]}
    assert parse_qs(link["href"].lstrip("?")) == parameters
    assert len(titles(parse(client.get("/search/" + link["href"])))) == 10


@pytest.mark.usefixtures("walruses")
def test_results_page_that_is_none_is_the_first(client: Client) -> None:
    """Check 53: a page number that is none is no error."""
    first = titles(get(client, q="walrus"))
    for number in ("0", "-1", "abc", "NaN", "", "1.5", "%00", "９" * 5000, "1e9"):
        assert titles(get(client, q="walrus", page=number)) == first


@pytest.mark.usefixtures("walruses")
def test_results_page_past_the_last_leads_back_to_the_first(client: Client) -> None:
    """Check 53: so is one past the end, and there is a way back."""
    for number in ("4", "1000000000", "9" * 300):
        page = get(client, q="walrus", page=number)
        assert page.all("ol", cls="results") == []
        assert page.one("a", href="?q=walrus").text == "Go to the first page."
        assert page.one("h1").text == "Results for “walrus”"


# --- What must never be found


@pytest.mark.usefixtures("index")
def test_results_hold_only_what_is_published(
    client: Client, time_machine: TimeMachineFixture
) -> None:
    """Checks 41–47: in results, counts and filters."""
    make_question(title="Walrus shown", topic=make_topic(title="Sea"))
    make_draft(title="Walrus draft", topic=make_topic(title="Hidden shelf"))
    make_question(title="Walrus review", status="in_review", published_at=None)
    make_question(title="Walrus archived", status="archived")
    make_question(title="Walrus later", published_at=NOW + timedelta(hours=1))
    drain()
    page = get(client, q="walrus")
    assert titles(page) == ["Walrus shown"]
    assert page.one(role="status").text == "1 question."
    assert page.one("aside").texts("a") == ["Sea"]
    assert "Hidden" not in page.text
    time_machine.move_to(NOW + timedelta(hours=1))
    assert sorted(titles(get(client, q="walrus"))) == ["Walrus later", "Walrus shown"]


@pytest.mark.usefixtures("index")
def test_stale_index_leaks_nothing_and_does_not_fail(client: Client) -> None:
    """Checks 49, 50: the database is asked last."""
    make_question(title="Walrus shown")
    hidden = make_question(title="Walrus hidden")
    gone = make_question(title="Walrus gone")
    drain()
    # None of these tells the index.
    Question.objects.filter(pk=hidden.pk).update(status="archived")
    Question.objects.filter(pk=gone.pk)._raw_delete("default")
    page = get(client, q="walrus")
    assert titles(page) == ["Walrus shown"]
    assert "hidden" not in page.text
    assert "gone" not in page.text


@pytest.mark.usefixtures("index")
def test_results_without_an_index_say_that_they_may_be_incomplete(client: Client) -> None:
    make_question(title="Walrus shown")
    make_draft(title="Walrus draft")
    make_question(title="Walrus later", published_at=FUTURE)
    drain()
    assert get(client, q="walrus").all("p", cls="notice") == []
    (storage.root() / "CURRENT").unlink()
    snapshot.forget()
    page = get(client, q="walrus")
    assert titles(page) == ["Walrus shown"]
    assert "results may be incomplete" in page.one("p", cls="notice").text


# --- Anything at all


@many_examples
@given(text=st.text(max_size=300), topic=st.text(max_size=30), number=st.text(max_size=12))
def test_search_answers_any_text(
    sample: None, client: Client, text: str, topic: str, number: str
) -> None:
    """Check 54: whatever is typed, there is a page, and it shows the text as it was typed."""
    response = client.get("/search/", {"q": text, "topic": topic, "page": number})
    assert response.status_code == 200
    page = parse(response)
    shown = one_line(text)[:200].rstrip()
    assert page.one("input", name="q")["value"] == shown
    # The heading says what was searched; where that was corrected, the way back says what was typed.
    assert shown in page.one("main").raw_text
    assert page.shape() == parse(response.text).shape()


@many_examples
@given(raw=st.binary(max_size=200))
def test_search_answers_any_bytes(sample: None, client: Client, raw: bytes) -> None:
    """Checks 52, 54: invalid UTF-8 and surrogates included."""
    escaped = "".join(f"%{byte:02x}" for byte in raw)
    response = client.get("/search/", QUERY_STRING=f"q={escaped}&topic={escaped}&page={escaped}")
    assert response.status_code == 200
    assert len(parse(response).all("h1")) == 1


@pytest.mark.usefixtures("sample")
def test_search_answers_what_breaks_others(client: Client) -> None:
    """Check 52: the list of what is known to break search boxes."""
    queries = [
        "q=%ED%A0%80",
        "q=%FF%FE",
        "q=%00refund",
        "q=%E2%80%AEdnufer",
        "q=%F0%9F%91%A8%E2%80%8D%F0%9F%91%A9",
        "q=refund&q=other",
        "q[]=refund",
        "q",
        "&&&===",
        "%ZZ=1&q=%ZZ",
        "q=" + "a*" * 2000,
        "q=" + "%22" * 5000,
        "q=/.*.*/",
        "q=AND+OR+NOT",
        "q=title:refund",
        "q=refund~2^99",
        "q=[*+TO+*]",
        "q=" + "(" * 2000,
        "q=" + "+".join(f"w{number}" for number in range(10_000)),
    ]
    answers = [client.get("/search/", QUERY_STRING=query) for query in queries]
    assert [answer.status_code for answer in answers] == [200] * len(queries)
    assert all(len(parse(answer).all("h1")) == 1 for answer in answers)


# --- What is counted of a search


@pytest.mark.usefixtures("sample")
def test_search_is_counted_once_by_its_words(client: Client, counted) -> None:
    for address in ("/search/?q=Refund%3F", "/search/?q=refund", "/search/?q=zeppelin"):
        client.get(address)
    assert counted() == {"refund": (1, 0), "zeppelin": (1, 1)}


@pytest.mark.usefixtures("sample")
@pytest.mark.parametrize(
    ("address", "sent"),
    [
        ("/search/?q=refund", {"Sec-GPC": "1"}),
        ("/search/?q=refund", {"DNT": "1"}),
        ("/search/?q=refund", {"Cookie": "session=anything"}),
        ("/search/?q=refund&topic=payments", {}),
        ("/search/?q=refund&audience=client", {}),
        ("/search/?q=refund&spelling=off", {}),
        ("/search/?q=contract&page=2", {}),
        ("/search/?q=", {}),
        ("/search/?q=refund+ines@example.com", {}),
        ("/search/?q=4111+1111+1111+1111", {}),
        ("/search/suggest/?q=refund", {}),
        ("/api/v1/search/?q=refund", {}),
        ("/questions/refund/", {}),
    ],
)
def test_some_searches_are_never_counted(
    client: Client, counted, address: str, sent: dict[str, str]
) -> None:
    """Check 60: nobody who asks not to be, no editor, nothing personal, no repetition, no program."""
    client.get("/search/?q=counted")
    client.get(address, headers=sent)
    assert set(counted()) == {"counted"}


@pytest.mark.usefixtures("sample")
def test_operator_can_turn_counting_off(client: Client, counted, settings) -> None:
    """Check 60."""
    client.get("/search/?q=before")
    settings.COUNT_SEARCHES = False
    client.get("/search/?q=refund")
    assert set(counted()) == {"before"}


@pytest.mark.usefixtures("sample")
def test_counting_writes_nothing_while_a_page_is_made(
    client: Client, counted, django_assert_max_num_queries
) -> None:
    """Check 27: the same rows, and no query more."""
    client.get("/search/?q=contract")
    before = content()
    with django_assert_max_num_queries(4):
        response = client.get("/search/?q=escrow")
    assert not response.cookies
    assert content() == before
    assert set(counted()) == {"contract", "escrow"}
