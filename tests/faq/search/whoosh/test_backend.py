"""Haystack's own ways on our engine: its commands, its query sets, its errors."""

import shutil
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from haystack import connections
from haystack.query import SearchQuerySet

from faq.models import Question
from faq.search import SearchUnavailable, search
from faq.search.index import health, store
from faq.search.index.outbox import IndexDifference, compare, drain
from faq.search.index.rebuild import rebuild
from tests.factories import NOW, make_draft, make_question, make_topic

SAME = IndexDifference([], [], [])

# Haystack opens searchers and leaves them to the garbage collector.
pytestmark = [
    pytest.mark.usefixtures("files_left_open"),
    pytest.mark.filterwarnings("ignore:unclosed file:ResourceWarning"),
]


@pytest.fixture(autouse=True)
def own_connection(index: Path) -> None:
    """Haystack keeps its connections; the one to this test's index begins anew."""
    connections.reload("default")


@pytest.fixture
def walrus() -> Question:
    shelf = make_topic(slug="sea")
    question = make_question(topic=shelf, title="How do I feed a walrus?", body="With *fish*.")
    make_question(topic=shelf, title="How do I pay?")
    make_draft(topic=shelf, title="Walrus secrets")
    assert drain()
    return question


def run(command: str, *arguments: str) -> None:
    call_command(command, *arguments, verbosity=0, stdout=StringIO())


def found(text: str) -> list[int]:
    return [int(result.pk) for result in SearchQuerySet().auto_query(text)]


def test_query_set_finds_what_is_indexed_with_its_row(walrus: Question) -> None:
    [result] = SearchQuerySet().auto_query("walrus")
    assert (result.object, result.topic, result.score > 0) == (walrus, "sea", True)
    assert found("fish") == [walrus.pk]
    assert found("feeding") == [walrus.pk]
    assert found("secrets") == []


def test_query_set_filters_by_fields_and_counts(walrus: Question) -> None:
    assert SearchQuerySet().count() == SearchQuerySet().models(Question).count() == 2
    assert SearchQuerySet().filter(topic="sea").count() == 2
    assert SearchQuerySet().filter(content__startswith="walr").count() == 1
    assert SearchQuerySet().models(Question).filter(content="walrus").count() == 1
    assert SearchQuerySet().filter(topic="land").count() == 0


def test_query_set_finds_what_is_like_a_question(walrus: Question) -> None:
    twin = make_question(topic=walrus.topic, title="How do I feed a walrus pup?")
    assert drain()
    assert twin.pk in [int(result.pk) for result in SearchQuerySet().more_like_this(walrus)]


def test_query_set_follows_changes_and_rebuilds(walrus: Question) -> None:
    assert found("walrus") == [walrus.pk]
    walrus.title = "How do I feed a narwhal?"
    walrus.save()
    assert drain()
    assert (found("walrus"), found("narwhal")) == ([], [walrus.pk])
    rebuild()
    rebuild()
    rebuild()
    assert found("narwhal") == [walrus.pk]


def test_query_set_without_an_index_says_so_and_makes_none(walrus: Question, index: Path) -> None:
    """Check 81: an empty index made while reading would hide that the index is gone."""
    shutil.rmtree(index)
    with pytest.raises(SearchUnavailable):
        list(SearchQuerySet().auto_query("walrus"))
    connections.reload("default")
    with pytest.raises(SearchUnavailable):
        list(SearchQuerySet().auto_query("walrus"))
    assert not index.exists()
    assert not search("walrus", now=NOW).is_complete


def test_update_index_brings_changes_made_behind_its_back(walrus: Question) -> None:
    Question.objects.filter(pk=walrus.pk).update(title="Narwhal")
    run("update_index")
    assert (compare(), found("narwhal")) == (SAME, [walrus.pk])


def test_update_index_with_remove_takes_out_what_is_gone(walrus: Question) -> None:
    archived = Question.objects.filter(pk=walrus.pk)
    archived.update(status=Question.Status.ARCHIVED)
    assert len(compare().extra) == 1
    run("update_index", "--remove")
    assert (compare(), found("walrus")) == (SAME, [])


def test_update_index_makes_the_index_where_there_is_none(walrus: Question, index: Path) -> None:
    shutil.rmtree(index)
    run("update_index")
    assert (compare(), found("walrus"), health.problems(NOW)) == (SAME, [walrus.pk], [])


def test_rebuild_index_leaves_a_whole_index_and_no_old_ones(walrus: Question, index: Path) -> None:
    Question.objects.filter(pk=walrus.pk).update(title="Narwhal")
    for _ in range(3):
        run("rebuild_index", "--noinput")
    assert (compare(), found("narwhal"), health.problems(NOW)) == (SAME, [walrus.pk], [])
    page = search("narwhal", now=NOW)
    assert ([hit.question for hit in page.hits], page.is_complete) == ([walrus], True)
    assert len([path for path in index.iterdir() if path.is_dir()]) == 2


def test_clear_index_empties_it_and_readyz_knows(walrus: Question) -> None:
    run("clear_index", "--noinput")
    assert (found("walrus"), search("walrus", now=NOW).total) == ([], 0)
    assert health.problems(NOW) == [
        "The search index holds 0 questions, the database 2. Run manage.py search_verify --repair."
    ]


def test_clear_during_a_rebuild_leaves_the_new_generation_alone(
    walrus: Question, index: Path
) -> None:
    with store.lock(store.REBUILDING, wait=0):
        being_built = store.new_generation()
        run("clear_index", "--noinput")
        assert being_built.exists()


def test_index_remembers_no_field_that_haystack_cannot_name(walrus: Question) -> None:
    [result] = SearchQuerySet().auto_query("walrus")
    assert result.get_additional_fields().keys() == {"title", "topic", "audiences", "digest", "id"}
