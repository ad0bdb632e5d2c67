"""The results page: text, results and alternatives."""

from datetime import timedelta

import pytest
from django.test import Client
from time_machine import TimeMachineFixture

from faq.models import Question
from faq.search.index import loading, store
from faq.search.index.outbox import drain
from tests.factories import FUTURE, NOW, make_draft, make_question, make_topic
from tests.faq.views.results_page import get, titles
from tests.html import parse

pytestmark = [pytest.mark.django_db, pytest.mark.time_machine(NOW)]


@pytest.mark.usefixtures("sample")
def test_results_show_text_and_count_and_are_not_indexed(client: Client) -> None:
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
def test_no_results_show_the_text_and_alternatives(client: Client) -> None:
    page = get(client, q="xylophone quagga")
    assert page.one("h1").text == "Nothing found for “xylophone quagga”"
    assert page.one(role="status").text == "No question has any of these words."
    assert page.one("input", name="q")["value"] == "xylophone quagga"
    assert len(page.one("ul", cls="topic-links").all("a")) == 6
    assert page.one("section", cls="contact").one("h2").text == "Ask us instead"
    assert page.all("ol", cls="results") == []
    assert get(client, q="xylophone").one(role="status").text == "No question has this word."


@pytest.mark.usefixtures("sample")
def test_empty_search_asks_for_words(client: Client) -> None:
    page = parse(client.get("/search/"))
    for text in ("", "   ", "\x00", "\u200b", "\t\n"):
        assert get(client, q=text).text == page.text
    assert page.one("h1").text == "What are you looking for?"
    assert page.one("title").text == "Search – Helpcenter"
    assert page.all(role="status") == []
    assert len(page.one("ul", cls="topic-links").all("a")) == 6


@pytest.mark.usefixtures("sample")
def test_search_for_punctuation_finds_nothing(client: Client) -> None:
    """Check 52: the query syntax of search engines has no meaning."""
    for text in ("???", "🙂", "***", "[*]", '"', "()" * 2000):
        page = get(client, q=text)
        assert page.one("input", name="q")["value"] == text[:200]
        assert page.one("h1").text == f"Nothing found for “{text[:200]}”"


@pytest.mark.usefixtures("sample")
def test_results_show_the_truncated_part_of_a_long_text(client: Client) -> None:
    """Check 51: a text of 100 kB gives the results of its first 200 characters."""
    page = get(client, q="refund " * 15_000)
    assert page.one("p", cls="notice").text == "Only the first 200 characters were searched."
    assert len(page.one("input", name="q")["value"]) <= 200
    words = " ".join(f"w{number}" for number in range(17))
    assert get(client, q=words).one("p", cls="notice").text == (
        "Only the first 16 different words were searched."
    )


# --- Words in quotes, and what matches badly


@pytest.mark.usefixtures("zoo")
def test_results_say_when_a_quoted_phrase_is_not_found(client: Client) -> None:
    assert titles(get(client, q='"feed a walrus"')) == ["Feed a walrus"]
    assert get(client, q='"feed a walrus"').all("p", cls="notice") == []
    page = get(client, q='"walrus feed"')
    assert titles(page)[0] == "Feed a walrus"
    assert page.one("p", cls="notice").text == (
        "No question has exactly the words in quotes. These questions contain some of those words."
    )


@pytest.mark.usefixtures("sample")
def test_results_with_low_confidence_are_called_similar(client: Client) -> None:
    page = get(client, q="weather forecast for the weekend in paris")
    assert page.one("h1").text == (
        "Nothing matches “weather forecast for the weekend in paris” well"
    )
    assert page.one(role="status").text == "3 similar questions."
    nearest = page.one("section", **{"aria-labelledby": "nearest"})
    assert nearest.one("h2").text == "The nearest questions"
    assert len(nearest.one("ol", cls="results").texts("h3")) == 3
    assert get(client, q="escrow refund").one("h1").text == "Results for “escrow refund”"


@pytest.mark.usefixtures("sample")
@pytest.mark.parametrize("text", ["weather forecast for the weekend in paris", "xylophone quagga"])
def test_contact_and_topics_come_before_what_does_not_match(client: Client, text: str) -> None:
    """And there are neither filters nor further pages of it."""
    page = get(client, q=text)
    main = list(page.one("main").walk())
    places = [
        main.index(page.one("section", cls="contact")),
        main.index(page.one("ul", cls="topic-links")),
        *(main.index(each) for each in page.all("ol", cls="results")),
    ]
    assert places == sorted(places)
    assert page.all("aside") + page.all("nav", cls="pages") == []
    past = get(client, q=text, page="2")
    assert past.all("ol", cls="results") == []
    assert past.one("section", cls="contact")


@pytest.mark.usefixtures("index")
def test_many_topics_are_a_link_to_all_of_them(client: Client) -> None:
    for number in range(9):
        make_question(title=f"Walrus {number}", topic=make_topic(title=f"Sea {number}"))
    drain()
    topics = get(client, q="xylophone").one("section", **{"aria-labelledby": "topics"})
    assert len(topics.one("ul", cls="topic-links").all("a")) == 8
    assert topics.links()[-1] == ("All topics", "/topics/")


@pytest.mark.usefixtures("sample")
def test_filtered_search_that_fails_offers_one_without_filters(client: Client) -> None:
    """Only if that one has an answer."""
    links = get(client, q="escrow refund", topic="profile").one("ul", cls="ways-on").links()
    assert [address for _, address in links] == ["?q=escrow+refund"]


# --- What must never be found


@pytest.mark.usefixtures("index")
def test_results_contain_only_published_questions(
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
    """Checks 49, 50: the database decides what is shown."""
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
def test_results_without_an_index_are_marked_incomplete(client: Client) -> None:
    make_question(title="Walrus shown")
    make_draft(title="Walrus draft")
    make_question(title="Walrus later", published_at=FUTURE)
    drain()
    assert get(client, q="walrus").all("p", cls="notice") == []
    (store.root() / "CURRENT").unlink()
    loading.clear_cache()
    page = get(client, q="walrus")
    assert titles(page) == ["Walrus shown"]
    assert "results may be incomplete" in page.one("p", cls="notice").text
