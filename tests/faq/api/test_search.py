"""/api/v1/search/: the contract, to the letter, whatever is asked."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from faq.models import Question, Step
from faq.search import snapshot
from faq.search.sync import drain
from faq.text.lines import one_line
from tests.factories import FUTURE, NOW, make_audience, make_question, make_topic
from tests.faq.api.asking import SEARCH, SUGGEST, ask, read, refused
from tests.faq.api.hidden import SECRET, make_hidden
from tests.html import parse
from tests.security.addresses import everything_stored
from tests.security.test_injection import SQL
from tests.xss import PAYLOADS

pytestmark = [pytest.mark.django_db, pytest.mark.time_machine(NOW)]

many_examples = settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)

NOTHING: dict[str, Any] = {
    "corrected": None,
    "cut": None,
    "confident": False,
    "verbatim": True,
    "complete": True,
    "total": 0,
    "page": 1,
    "pages": 1,
    "results": [],
    "facets": {"topic": [], "audience": []},
}


def slugs(data: dict[str, Any]) -> list[str]:
    return [result["slug"] for result in data["results"]]


@pytest.fixture
def walruses(index: Path) -> None:
    """Twenty-five in the sea, for divers; one at the zoo, for everyone."""
    sea, divers = make_topic(slug="sea", title="Sea"), make_audience(slug="divers", title="divers")
    for number in range(25):
        walrus = make_question(topic=sea, slug=f"w{number}", title="Walrus", position=number)
        walrus.audiences.add(divers)
    make_question(topic=make_topic(slug="zoo", title="Zoo"), slug="zoo-walrus", title="Zoo walrus")
    drain()


# --- What is found


@pytest.mark.usefixtures("index")
def test_answer_has_the_form_of_the_contract(client: Client) -> None:
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
        {"q": "upwork contract job account work", "page": "2"},
    ):
        data = ask(client, SEARCH, **parameters)
        page = parse(client.get("/search/", parameters))
        shown = [
            title for results in page.all("ol", cls="results") for title in results.texts("h2")
        ]
        assert [result["title"] for result in data["results"]] == shown
        count = f"{data['total']} question" if shown else "No question"
        assert page.one(role="status").text.startswith(count)
    assert data["page"] == 2
    assert len(shown) >= 1


@pytest.mark.usefixtures("sample")
def test_marks_are_the_places_of_what_was_found(client: Client) -> None:
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
def test_pages_hold_every_result_once(client: Client) -> None:
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
def test_words_beyond_the_sixteenth_are_said_to_be_cut(client: Client) -> None:
    words = " ".join(f"w{number}" for number in range(17))
    said = "Only the first 16 different words were searched."
    assert ask(client, SEARCH, q=words) == NOTHING | {"text": words, "cut": said}


@pytest.mark.usefixtures("sample")
def test_nothing_found_and_nothing_asked_are_no_errors(client: Client) -> None:
    assert ask(client, SEARCH, q="xylophone quagga") == NOTHING | {"text": "xylophone quagga"}
    for text in ("", "   ", "\t\n", "\u200b"):
        assert ask(client, SEARCH, q=text) == NOTHING | {"text": ""}
        assert ask(client, SEARCH, q=text, topic="payments") == NOTHING | {"text": ""}
    for text in ("???", "🙂", "[*]", '"', "()" * 100):
        assert ask(client, SEARCH, q=text) == NOTHING | {"text": text}


def test_without_an_index_results_say_that_they_may_be_incomplete(
    client: Client, index: Path
) -> None:
    """Check 56."""
    make_question(slug="seen", title="Where is the walrus?")
    make_question(title="Where is the later walrus?", published_at=FUTURE)
    drain()
    assert ask(client, SEARCH, q="walrus")["complete"] is True
    (index / "CURRENT").unlink()
    snapshot.forget()
    data = ask(client, SEARCH, q="walrus")
    assert (slugs(data), data["complete"]) == (["seen"], False)


@pytest.mark.usefixtures("sample")
def test_search_takes_few_queries_whatever_is_asked(client: Client) -> None:
    """The catalog's number, topics, questions, steps."""
    for parameters in (
        {"q": "contract"},
        {"q": "escro refnd", "topic": "payments", "audience": "client"},
        {"q": "upwork contract job account work", "page": "2"},
    ):
        ask(client, SEARCH, **parameters)
        with CaptureQueriesContext(connection) as queries:
            assert ask(client, SEARCH, **parameters)["total"] > 0
        assert len(queries) <= 4


# --- What is refused


@pytest.mark.usefixtures("sample")
def test_parameters_that_cannot_be_used_are_refused_with_their_names(client: Client) -> None:
    """Checks 51–53."""
    unknown = "There is no {} of that name with a published question."
    for query, error in {
        "": "q is missing. It is the text to search for.",
        "topic=payments": "q is missing. It is the text to search for.",
        "q=" + "a*" * 50_000: "q may have 200 characters; it has 100000.",
        "q=" + "(" * 2000: "q may have 200 characters; it has 2000.",
        "q=%00refund": "q may have no control characters.",
        "q=%ED%A0%80": "q must be text in UTF-8.",
        "q=refund&page=0": "page must be a whole number from 1 to 1000.",
        "q=refund&page=-1": "page must be a whole number from 1 to 1000.",
        "q=refund&page=1e9": "page must be a whole number from 1 to 1000.",
        "q=refund&page=abc": "page must be a whole number from 1 to 1000.",
        "q=refund&page=NaN": "page must be a whole number from 1 to 1000.",
        "q=refund&topic=no-such-topic": unknown.format("topic"),
        "q=refund&topic=%00": unknown.format("topic"),
        "q=refund&audience=no-such": unknown.format("audience"),
        "q=refund&audience=' OR 1=1 --": unknown.format("audience"),
        "q=refund&topic=payments&audience=no-such": unknown.format("audience"),
        "q=refund&spelling=maybe": "spelling must be on or off.",
    }.items():
        assert read(client.get(SEARCH, QUERY_STRING=query), 400) == {"error": error}, query[:50]


@pytest.mark.usefixtures("sample")
def test_what_means_something_to_engines_means_nothing_here(client: Client) -> None:
    """Check 52."""
    for text in ("*", "a*b*c*", "[* TO *]", "/.*.*/", '"unclosed', "AND OR NOT", "title:refund"):
        assert ask(client, SEARCH, q=text)["text"] == text
    assert ask(client, SEARCH, q="refund~2^99")["results"] != []
    assert ask(client, SEARCH, q="\u202edenrut sdnufer")["text"] == "denrut sdnufer"


@pytest.mark.parametrize("broken", [False, True], ids=["index", "database"])
def test_sql_in_parameters_finds_nothing_it_should_not(
    client: Client, index: Path, broken: bool
) -> None:
    """Check 12: in every parameter, also when the database searches."""
    make_hidden()
    if broken:
        (index / "CURRENT").unlink()
        snapshot.forget()
    before = everything_stored()
    for probe in SQL:
        assert SECRET not in str(ask(client, SEARCH, q=f"walrus {probe}"))
        for name in ("topic", "audience", "page", "spelling"):
            assert refused(client, SEARCH, q="walrus", **{name: probe})
        assert SECRET not in str(ask(client, SUGGEST, q=f"walrus {probe}"))
    assert slugs(ask(client, SEARCH, q="walrus")) == ["seen"]
    assert everything_stored() == before


@many_examples
@given(
    parameters=st.dictionaries(
        st.sampled_from(["q", "topic", "audience", "page", "spelling", "x"]), st.text(max_size=220)
    )
)
def test_any_parameters_get_an_answer_or_an_error(
    sample: None, client: Client, parameters: dict[str, str]
) -> None:
    """Check 54: never anything but 200 and 400, and always JSON."""
    response = client.get(SEARCH, parameters)
    if response.status_code == 400:
        assert list(read(response, 400)) == ["error"]
    else:
        assert read(response, 200)["text"] == one_line(parameters["q"])[:200].rstrip()


@many_examples
@given(text=st.text(st.characters(exclude_categories=["Cc", "Cs"]), max_size=200))
def test_any_text_is_searched(sample: None, client: Client, text: str) -> None:
    """Check 54: and the parts of the answer agree with one another."""
    data = ask(client, SEARCH, q=text)
    assert len(data["results"]) == min(data["total"], 10)
    assert data["pages"] == max(1, -(-data["total"] // 10))
    assert sum(facet["count"] for facet in data["facets"]["topic"]) == data["total"]
    for result in data["results"]:
        ends = [at for mark in result["snippet"]["marks"] for at in mark]
        assert ends == sorted(set(ends))
        assert all(0 <= at <= len(result["snippet"]["text"]) for at in ends)


@many_examples
@given(raw=st.binary(max_size=100))
def test_any_bytes_get_an_answer_or_an_error(sample: None, client: Client, raw: bytes) -> None:
    """Checks 52, 54: 400 exactly where they are not text."""
    escaped = "".join(f"%{byte:02x}" for byte in raw)
    response = client.get(SEARCH, QUERY_STRING=f"q={escaped}")
    try:
        is_text = not any(char < " " and char not in "\t\n\r" for char in raw.decode())
        is_text = is_text and not any("\x7f" <= char <= "\x9f" for char in raw.decode())
    except UnicodeDecodeError:
        is_text = False
    read(response, 200 if is_text else 400)


# --- What must never be found


@pytest.mark.usefixtures("index")
def test_hidden_questions_are_in_no_result_and_no_count(client: Client) -> None:
    """Checks 41–47: nor their topics and audiences."""
    make_hidden()
    for parameters in ({}, {"topic": "sea"}, {"audience": "divers"}, {"spelling": "off"}):
        data = ask(client, SEARCH, q="walrus", **parameters)
        assert (slugs(data), data["total"]) == (["seen"], 1)
        assert data["facets"] == {
            "topic": [{"slug": "sea", "title": "Sea", "count": 1}],
            "audience": [{"slug": "divers", "title": "divers", "count": 1}],
        }
        assert SECRET not in str(data)


@pytest.mark.usefixtures("index")
def test_hidden_words_topics_and_audiences_are_as_if_they_were_not(client: Client) -> None:
    """Checks 36, 43, 47: a guess tells nothing."""
    make_hidden()
    assert ask(client, SEARCH, q=SECRET) == NOTHING | {"text": SECRET}
    assert ask(client, SEARCH, q=SECRET[:-1]) == NOTHING | {"text": SECRET[:-1]}
    for name, guess in (("topic", f"{SECRET}-shelf"), ("audience", f"{SECRET}-people")):
        there = refused(client, SEARCH, q="walrus", **{name: guess})
        assert there == refused(client, SEARCH, q="walrus", **{name: "quagmire"})


@pytest.mark.usefixtures("index")
def test_question_is_found_from_its_time_on(client: Client, time_machine) -> None:
    make_question(slug="later", title="Where?", published_at=NOW + timedelta(hours=1))
    drain()
    assert slugs(ask(client, SEARCH, q="where")) == []
    time_machine.move_to(NOW + timedelta(hours=1))
    assert slugs(ask(client, SEARCH, q="where")) == ["later"]


@pytest.mark.usefixtures("index")
def test_stale_index_leaks_nothing_and_does_not_fail(client: Client) -> None:
    """Checks 49, 50."""
    make_question(slug="seen", title="Walrus shown")
    hidden = make_question(title="Walrus hidden")
    gone = make_question(title="Walrus gone")
    drain()
    Question.objects.filter(pk=hidden.pk).update(status="archived")
    Question.objects.filter(pk=gone.pk)._raw_delete("default")
    data = ask(client, SEARCH, q="walrus")
    assert (slugs(data), data["total"]) == (["seen"], 1)


# --- Hostile text


@pytest.mark.usefixtures("index")
def test_payloads_stay_text(client: Client) -> None:
    """Check 1: in every text of a result, read as JSON they are what was stored, and as HTML nothing."""
    for number, payload in enumerate(PAYLOADS):
        line = one_line(payload)
        question = make_question(
            slug=f"q{number}",
            topic=make_topic(slug=f"t{number}", title=line[:80]),
            title=line[:200],
            summary=f"{line[:250]} marker{number}",
            body=payload,
        )
        Step.objects.create(
            question=question, position=1, title=line[:150] + f" beacon{number}", body=payload
        )
    drain()
    for number, payload in enumerate(PAYLOADS):
        line = one_line(payload)
        for word in (f"marker{number}", f"beacon{number}"):
            response = client.get(SEARCH, {"q": word})
            [result] = read(response, 200)["results"]
            assert (result["slug"], result["title"]) == (f"q{number}", line[:200])
            assert result["topic"] == {"slug": f"t{number}", "title": line[:80]}
            assert result["summary"] == f"{line[:250]} marker{number}"
            assert parse(response.text).all() == []
        asked = client.get(SEARCH, {"q": payload.replace("\x0b", " ").replace("\x0c", " ")})
        assert read(asked, 200)["text"] == one_line(payload)
        assert parse(asked.text).all() == []
