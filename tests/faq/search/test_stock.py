"""The site on Haystack's own engine: slower and stricter, and no less safe."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.contrib.auth.models import User
from haystack import connections

from faq.models import Question
from faq.publishing import archive
from faq.search import related_questions, search, stock, suggest
from faq.search.index.health import problems
from faq.search.index.outbox import Drift, compare, drain
from faq.search.index.rebuild import rebuild, repair
from tests.factories import FUTURE, NOW, make_audience, make_draft, make_question, make_topic

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def stock_index(settings, tmp_path: Path) -> Iterator[Path]:
    """The same setting as SEARCH_URL=stock:///folder makes."""
    before = connections.connections_info
    path = tmp_path / "stock"
    settings.HAYSTACK_CONNECTIONS = {
        "default": {"ENGINE": stock.ENGINE, "PATH": str(path), "SILENTLY_FAIL": False}
    }
    connections.connections_info = settings.HAYSTACK_CONNECTIONS
    connections.reload("default")
    yield path
    connections.connections_info = before
    connections.reload("default")


def slugs(text: str, *, topic: str | None = None, audience: str | None = None) -> list[str]:
    page = search(text, topic=topic, audience=audience, now=NOW)
    assert page.is_complete
    return [hit.question.slug for hit in page.hits]


def test_saved_questions_are_found_and_archived_ones_are_not(ines: User) -> None:
    question = make_question(slug="walrus", title="How do I feed a walrus?", steps=["Buy herring"])
    drain()
    assert slugs("walrus") == slugs("herring") == ["walrus"]
    # As ever with this engine: all of the words or nothing.
    assert slugs("walrus quagga") == []
    archive(question, by=ines, at=NOW)
    drain()
    assert slugs("walrus") == []


def test_only_what_is_published_is_found() -> None:
    """Checks 41–49: whatever engine answers."""
    make_question(slug="shown", title="Feeding a walrus")
    make_draft(title="Drawing a walrus")
    make_question(title="Finding a walrus", published_at=FUTURE)
    gone = make_question(title="Washing a walrus")
    drain()
    Question.objects.filter(pk=gone.pk).update(status=Question.Status.DRAFT)
    page = search("walrus", now=NOW)
    assert ([hit.question.slug for hit in page.hits], page.total) == (["shown"], 1)


def test_filters_and_their_counts_work() -> None:
    zoo, sea = make_topic(slug="zoo"), make_topic(slug="sea")
    make_question(topic=zoo, slug="a", title="Walrus A").audiences.set([make_audience(slug="vets")])
    make_question(topic=sea, slug="b", title="Walrus B").audiences.set([make_audience(slug="crew")])
    make_question(topic=sea, slug="c", title="Walrus C")
    drain()
    page = search("walrus", now=NOW)
    assert {each.topic.slug: each.count for each in page.topic_facets} == {"sea": 2, "zoo": 1}
    assert {each.audience.slug: each.count for each in page.audience_facets} == {
        "vets": 2,
        "crew": 2,
    }
    assert slugs("walrus", topic="zoo") == ["a"]
    assert sorted(slugs("walrus", audience="crew")) == ["b", "c"]


def test_rebuild_verify_repair_and_health_follow_the_engine() -> None:
    kept = make_question(title="Walrus")
    assert rebuild() == 1
    assert (compare(), problems(NOW)) == (Drift([], [], []), [])
    lost = make_question(title="Penguin")
    Question.objects.filter(pk=kept.pk).update(status=Question.Status.DRAFT)
    assert compare() == Drift([lost.pk], [], [kept.pk])
    repair()
    assert (compare(), slugs("penguin"), slugs("walrus")) == (Drift([], [], []), [lost.slug], [])


@pytest.mark.parametrize("text", ["*", "a*b*c*", "[* TO *]", '"unclosed', "AND OR NOT", "(" * 200])
def test_text_that_the_engine_cannot_bear_is_answered(text: str) -> None:
    """Check 52: by the database, if need be."""
    make_question(slug="walrus", title="Feeding a walrus")
    drain()
    assert search(text, now=NOW).text == text
    assert slugs("walrus") == ["walrus"]


def test_suggestions_and_related_questions_come_from_the_database() -> None:
    topic = make_topic()
    asked = make_question(topic=topic, title="Feeding a walrus")
    other = make_question(topic=topic, title="Washing a walrus")
    drain()
    assert suggest("washing", now=NOW) == (other,)
    assert [each.pk for each in related_questions(asked, now=NOW)] == [other.pk]
