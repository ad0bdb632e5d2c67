"""The page that sorts the questions of a topic."""

from typing import Any

import pytest
from django.test import Client

from faq.admin import topic_order
from faq.models import Question, Topic
from tests.factories import make_draft, make_question, make_topic
from tests.html import parse

pytestmark = pytest.mark.django_db


def page(topic: Topic) -> str:
    return f"/admin/faq/topic/{topic.pk}/order/"


def form(client: Client, address: str) -> dict[str, Any]:
    return parse(client.get(address)).one(id="content-main").one("form").filled_in()


def save(client: Client, address: str, **places: int | str) -> list[str]:
    """Move questions, by title, to places, and return the message."""
    keys = dict(Question.objects.values_list("title", "pk"))
    sent = form(client, address) | {f"place-{keys[t]}": str(n) for t, n in places.items()}
    answer = client.post(address, sent, follow=True)
    return parse(answer).one("ul", cls="messagelist").texts("li")


def titles(topic: Topic) -> str:
    return "".join(Question.objects.filter(topic=topic).in_order().values_list("title", flat=True))


@pytest.fixture
def topic() -> Topic:
    topic = make_topic()
    make_draft(title="b", topic=topic, position=7)
    for title, position in (("a", 3), ("c", 7)):
        make_question(title=title, topic=topic, position=position)
    return topic


def test_questions_are_listed_in_order_with_places(as_ines: Client, topic: Topic) -> None:
    found = parse(as_ines.get(page(topic)))
    assert found.texts("h3") == ["1. a Published", "2. b Draft", "3. c Published"]
    fields = found.all("input", cls="_reorder_")
    assert [field["value"] for field in fields] == ["1", "2", "3"]
    assert [field["aria-label"] for field in fields] == [f"Place of “{t}”" for t in "abc"]
    tools = parse(as_ines.get(f"/admin/faq/topic/{topic.pk}/change/")).links()
    assert ("Put questions in order", page(topic)) in tools


def test_numbers_move_questions_without_scripts(
    as_ines: Client, topic: Topic, client: Client
) -> None:
    assert save(as_ines, page(topic), c=1) == ["The new order is saved."]
    assert titles(topic) == "cab"
    shown = client.get(f"/topics/{topic.slug}/").text
    assert shown.index(">c<") < shown.index(">a<")


@pytest.mark.parametrize("place", ["0", "4", "-1", "", "x", "1.5", "9" * 5000, "²"])
def test_invalid_place_moves_nothing(as_ines: Client, topic: Topic, place: str) -> None:
    [said] = save(as_ines, page(topic), c=place)
    assert said == f"“{place[:20]}” is not a place. Enter a number from 1 to 3. Nothing was moved."
    assert titles(topic) == "abc"


def test_many_questions_are_shown_in_pages(
    as_ines: Client, topic: Topic, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(topic_order, "PER_PAGE", 2)
    second = f"{page(topic)}?p=2"
    found = parse(as_ines.get(second))
    assert [field["value"] for field in found.all("input", cls="_reorder_")] == ["3"]
    assert found.all("fieldset", cls="sortable") == []
    assert save(as_ines, second, c=2) == ["The new order is saved."]
    assert titles(topic) == "acb"


def test_order_needs_permission_to_change_topics(as_viewer: Client, topic: Topic) -> None:
    assert as_viewer.get(page(topic)).status_code == 403
    assert as_viewer.post(page(topic), {}).status_code == 403
    tools = parse(as_viewer.get(f"/admin/faq/topic/{topic.pk}/change/")).links()
    assert page(topic) not in [address for _, address in tools]


def test_deleted_or_empty_topic_says_so(as_ines: Client, topic: Topic) -> None:
    sent, address = form(as_ines, page(topic)), page(topic)
    Question.objects.filter(topic=topic).delete()
    assert "This topic has no questions yet." in as_ines.get(page(topic)).text
    topic.delete()
    assert as_ines.post(address, sent).status_code == 404
