"""The search of the API must not reveal hidden questions."""

from datetime import timedelta

import pytest
from django.test import Client

from faq.models import Question, Step
from faq.search.index.outbox import drain
from faq.text.cleaning import one_line
from tests.factories import NOW, make_question, make_topic
from tests.faq.api.hidden_questions import SECRET, make_hidden
from tests.faq.api.json_client import NOTHING, SEARCH, ask, read, refused, slugs
from tests.html import parse
from tests.xss import PAYLOADS

pytestmark = [pytest.mark.django_db, pytest.mark.time_machine(NOW)]


@pytest.mark.usefixtures("index")
def test_hidden_questions_are_in_no_result_and_no_count(client: Client) -> None:
    """Checks 41–47: topics and audiences of hidden questions are hidden too."""
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
def test_hidden_words_topics_and_audiences_are_unknown(client: Client) -> None:
    """Checks 36, 43, 47: guessing a name reveals nothing."""
    make_hidden()
    assert ask(client, SEARCH, q=SECRET) == NOTHING | {"text": SECRET}
    assert ask(client, SEARCH, q=SECRET[:-1]) == NOTHING | {"text": SECRET[:-1]}
    for name, guess in (("topic", f"{SECRET}-shelf"), ("audience", f"{SECRET}-people")):
        there = refused(client, SEARCH, q="walrus", **{name: guess})
        assert there == refused(client, SEARCH, q="walrus", **{name: "quagmire"})


@pytest.mark.usefixtures("index")
def test_question_is_found_from_its_publication_time(client: Client, time_machine) -> None:
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


def letters(number: int) -> str:
    """A number in letters: a number in digits would be a word of its own."""
    return "".join("qwzjvkxyuh"[int(digit)] for digit in str(number)) + "q"


@pytest.mark.usefixtures("index")
def test_payloads_are_escaped(client: Client) -> None:
    """Check 1: the texts are unchanged in JSON and harmless as HTML."""
    for number, payload in enumerate(PAYLOADS):
        line = one_line(payload)
        question = make_question(
            slug=f"q{number}",
            topic=make_topic(slug=f"t{number}", title=line[:80]),
            title=line[:200],
            summary=f"{line[:250]} marker{letters(number)}",
            body=payload,
        )
        Step.objects.create(
            question=question,
            position=1,
            title=line[:150] + f" beacon{letters(number)}",
            body=payload,
        )
    drain()
    for number, payload in enumerate(PAYLOADS):
        line = one_line(payload)
        # The first is in a summary, the second in a step.
        word = f"{'beacon' if number % 2 else 'marker'}{letters(number)}"
        response = client.get(SEARCH, {"q": word})
        [result] = read(response, 200)["results"]
        assert (result["slug"], result["title"]) == (f"q{number}", line[:200])
        assert result["topic"] == {"slug": f"t{number}", "title": line[:80]}
        assert result["summary"] == f"{line[:250]} marker{letters(number)}"
        assert parse(response.text).all() == []
        asked = client.get(SEARCH, {"q": payload.replace("\x0b", " ").replace("\x0c", " ")})
        assert read(asked, 200)["text"] == one_line(payload)
        assert parse(asked.text).all() == []
