"""The search of the API."""

from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from faq.models import Question
from faq.search.index import loading
from faq.search.index.outbox import drain
from tests.factories import FUTURE, NOW, make_audience, make_question, make_topic
from tests.faq.api.json_client import NOTHING, SEARCH, ask, slugs
from tests.html import parse

pytestmark = [pytest.mark.django_db, pytest.mark.time_machine(NOW)]


@pytest.fixture
def walruses(index: Path) -> None:
    """Create 25 questions in one topic for one audience, and one in another for everyone."""
    sea, divers = make_topic(slug="sea", title="Sea"), make_audience(slug="divers", title="divers")
    for number in range(25):
        walrus = make_question(topic=sea, slug=f"w{number}", title="Walrus", position=number)
        walrus.audiences.add(divers)
    make_question(topic=make_topic(slug="zoo", title="Zoo"), slug="zoo-walrus", title="Zoo walrus")
    drain()


@pytest.mark.usefixtures("index")
def test_response_has_the_documented_form(client: Client) -> None:
    shelf = make_topic(slug="payments", title="Payments")
    question = make_question(
        slug="escrow-refund",
        title="How do I get an escrow refund?",
        summary="Ask for the refund on the contract's page.",
        topic=shelf,
        steps=["Open the contract", "Choose **Request a refund**"],
    )
    question.audiences.add(make_audience(slug="client", title="clients"))
    drain()
    assert ask(client, SEARCH, q="escro refnd") == {
        "text": "escro refnd",
        "corrected": "escrow refund",
        "cut": None,
        "confident": True,
        "verbatim": True,
        "complete": True,
        "total": 1,
        "page": 1,
        "pages": 1,
        "results": [
            {
                "slug": "escrow-refund",
                "title": "How do I get an escrow refund?",
                "url": "/questions/escrow-refund/",
                "topic": {"slug": "payments", "title": "Payments"},
                "summary": "Ask for the refund on the contract's page.",
                "snippet": {
                    "text": "Ask for the refund on the contract's page.",
                    "marks": [[12, 18]],
                },
                "step_count": 2,
                "step": None,
            }
        ],
        "facets": {
            "topic": [{"slug": "payments", "title": "Payments", "count": 1}],
            "audience": [{"slug": "client", "title": "clients", "count": 1}],
        },
    }


@pytest.mark.usefixtures("sample")
def test_step_that_matches_is_named_with_its_address(client: Client) -> None:
    data = ask(client, SEARCH, q="confirm with the button to close my account")
    assert data["results"][0]["slug"] == "close-freelancer-account"
    step = data["results"][0]["step"]
    url = "/questions/close-freelancer-account/#step-2"
    assert step == {"position": 2, "title": "Confirm with the button", "url": url}
    there = parse(client.get(step["url"])).one(id="step-2")
    assert there.one("h3").text.endswith(step["title"])


@pytest.mark.usefixtures("sample")
def test_results_are_those_of_the_results_page(client: Client) -> None:
    for parameters in (
        {"q": "contract refund"},
        {"q": "escro refnd"},
        {"q": "escro refnd", "spelling": "off"},
        {"q": "contract", "topic": "contracts"},
        {"q": "contract", "topic": "", "audience": "client", "page": ""},
        {"q": "how do I", "page": "2"},
    ):
        data = ask(client, SEARCH, **parameters)
        page = parse(client.get("/search/", parameters))
        level = "h2" if data["confident"] else "h3"
        shown = [
            title for results in page.all("ol", cls="results") for title in results.texts(level)
        ]
        # The page has only the nearest of those that do not match well.
        offered = data["results"] if data["confident"] else data["results"][:3]
        assert [result["title"] for result in offered] == shown
        total = (
            f"{data['total']} question" if data["confident"] else f"{len(shown)} similar question"
        )
        if shown:
            assert page.one(role="status").text.startswith(total)
    assert data["page"] == 2
    assert len(shown) >= 1


@pytest.mark.usefixtures("sample")
def test_marks_are_the_positions_of_matches(client: Client) -> None:
    data = ask(client, SEARCH, q="refunds")
    marked = {
        result["snippet"]["text"][start:end].lower()
        for result in data["results"]
        for start, end in result["snippet"]["marks"]
    }
    assert {"refund"} <= marked <= {"refund", "refunds", "refunded"}


@pytest.mark.usefixtures("index")
def test_marks_count_characters_and_not_bytes(client: Client) -> None:
    make_question(title="Where?", summary="🦭🦭 Désormais: the walrus")
    drain()
    snippet = ask(client, SEARCH, q="walrus")["results"][0]["snippet"]
    assert snippet == {"text": "🦭🦭 Désormais: the walrus", "marks": [[18, 24]]}


@pytest.mark.usefixtures("walruses")
def test_pages_contain_every_result_once(client: Client) -> None:
    pages = [ask(client, SEARCH, q="walrus", page=number) for number in ("1", "2", "3")]
    assert [(page["total"], page["page"], page["pages"]) for page in pages] == [
        (26, 1, 3),
        (26, 2, 3),
        (26, 3, 3),
    ]
    found = [slug for page in pages for slug in slugs(page)]
    assert sorted(found) == sorted(Question.objects.values_list("slug", flat=True))
    assert [len(page["results"]) for page in pages] == [10, 10, 6]


@pytest.mark.usefixtures("walruses")
def test_page_past_the_last_is_empty(client: Client) -> None:
    """Check 53."""
    for number in (4, 1000):
        data = ask(client, SEARCH, q="walrus", page=str(number))
        assert (data["total"], data["page"], data["pages"], data["results"]) == (26, number, 3, [])


@pytest.mark.usefixtures("walruses")
def test_filters_narrow_and_facets_count_what_each_would_leave(client: Client) -> None:
    everywhere = ask(client, SEARCH, q="walrus")["facets"]
    assert everywhere["topic"] == [
        {"slug": "sea", "title": "Sea", "count": 25},
        {"slug": "zoo", "title": "Zoo", "count": 1},
    ]
    # What is for everyone is for divers too.
    assert everywhere["audience"] == [{"slug": "divers", "title": "divers", "count": 26}]
    for name, facets in everywhere.items():
        for facet in facets:
            narrowed = ask(client, SEARCH, q="walrus", **{name: facet["slug"]})
            assert narrowed["total"] == facet["count"]
            assert narrowed["facets"][name] == everywhere[name]
    both = ask(client, SEARCH, q="walrus", topic="zoo", audience="divers")
    assert slugs(both) == ["zoo-walrus"]


@pytest.mark.usefixtures("sample")
def test_spelling_can_be_turned_off(client: Client) -> None:
    assert ask(client, SEARCH, q="refnd")["corrected"] == "refund"
    as_typed = ask(client, SEARCH, q="refnd", spelling="off")
    assert (as_typed["text"], as_typed["corrected"]) == ("refnd", None)


@pytest.mark.usefixtures("sample")
def test_words_after_the_sixteenth_are_reported_as_cut(client: Client) -> None:
    words = " ".join(f"zzq{letter}x" for letter in "abcdefghijklmnopq")
    said = "Only the first 16 different words were searched."
    assert ask(client, SEARCH, q=words) == NOTHING | {"text": words, "cut": said}


@pytest.mark.usefixtures("sample")
def test_empty_results_and_empty_text_are_not_errors(client: Client) -> None:
    assert ask(client, SEARCH, q="xylophone quagga") == NOTHING | {"text": "xylophone quagga"}
    for text in ("", "   ", "\t\n", "\u200b"):
        assert ask(client, SEARCH, q=text) == NOTHING | {"text": ""}
        assert ask(client, SEARCH, q=text, topic="payments") == NOTHING | {"text": ""}
    for text in ("???", "🙂", "[*]", '"', "()" * 100):
        assert ask(client, SEARCH, q=text) == NOTHING | {"text": text}


def test_results_without_an_index_are_marked_incomplete(client: Client, index: Path) -> None:
    """Check 56."""
    make_question(slug="seen", title="Where is the walrus?")
    make_question(title="Where is the later walrus?", published_at=FUTURE)
    drain()
    assert ask(client, SEARCH, q="walrus")["complete"] is True
    (index / "CURRENT").unlink()
    loading.clear_cache()
    data = ask(client, SEARCH, q="walrus")
    assert (slugs(data), data["complete"]) == (["seen"], False)


@pytest.mark.usefixtures("sample")
def test_search_takes_few_queries_whatever_is_asked(client: Client) -> None:
    """The queries are for the version, topics, questions and steps."""
    for parameters in (
        {"q": "contract"},
        {"q": "escro refnd", "topic": "payments", "audience": "client"},
        {"q": "upwork contract job account work", "page": "2"},
    ):
        ask(client, SEARCH, **parameters)
        with CaptureQueriesContext(connection) as queries:
            assert ask(client, SEARCH, **parameters)["total"] > 0
        assert len(queries) <= 4
