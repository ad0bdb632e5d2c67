"""The searcher: what a preview finds against what readers find, and which errors the database stands in for."""

import os
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from unittest.mock import Mock

import pytest
from django.contrib.auth.models import User

from faq.models import Phrasing, Question, Synonym
from faq.publishing import open_working_copy, publish
from faq.search import (
    SearchUnavailable,
    answered,
    index_engine,
    related_questions,
    search,
    similar_questions,
    suggest,
)
from faq.search.index import loading
from faq.search.index.outbox import drain
from faq.search.query.parser import parse
from faq.search.query.synonyms import table
from faq.search.searcher import Searcher
from tests.factories import FUTURE, NOW, PAST, make_draft, make_question

# Right and wrong words, other words, quotes, none at all.
TEXTS = ["end a contract", "refnd for a contrcat", '"get paid" late', "moneyback", "zebra", "?!"]


def found(text: str) -> list[int]:
    return [hit.question.pk for hit in search(text, now=NOW).hits]


def rewritten(question: Question, by: User) -> Question:
    """A working copy that says something else."""
    copy = open_working_copy(question, by=by, at=NOW)
    copy.title, copy.summary = "How do I get paid for a contract that ended late?", "A refund."
    copy.save()
    Phrasing.objects.create(question=copy, text="money for a late contract")
    return copy


@pytest.mark.usefixtures("sample")
def test_ranking_is_the_one_that_readers_get() -> None:
    asked = [*TEXTS, *Phrasing.objects.order_by("text").values_list("text", flat=True)[:12]]
    live = Searcher(NOW).preview()
    assert [live.ranking(text) for text in asked] == [found(text) for text in asked]
    assert any(len(found(text)) > 2 for text in TEXTS)


@pytest.mark.usefixtures("sample")
def test_ranking_with_a_copy_is_the_one_after_publishing_it(ines: User) -> None:
    question = Question.objects.published(NOW).order_by("pk")[3]
    copy = rewritten(question, ines)
    asked = [*TEXTS, "money for a late contract", question.title]
    before = Searcher(NOW).preview()
    foreseen = [before.with_published(copy).ranking(text) for text in asked]
    assert foreseen != [before.ranking(text) for text in asked]
    publish(copy, by=ines, at=NOW)
    drain()
    assert foreseen == [found(text) for text in asked]


@pytest.mark.usefixtures("sample")
def test_ranking_with_a_draft_leaves_the_index_as_it_is(ines: User) -> None:
    draft = make_draft(title="How do I feed a walrus?", summary="With fish.")
    then = Searcher(NOW).preview().with_published(draft)
    assert then.ranking("walrus") == [draft.pk]
    assert draft.pk not in Searcher(NOW).preview().ranking("walrus")
    assert "walrus" not in str(search("walrus", now=NOW).hits)
    publish(draft, by=ines, at=NOW)
    drain()
    assert found("walrus") == [draft.pk]


def test_ranking_has_nothing_that_readers_may_not_see(index: Path) -> None:
    """Checks 41–49: not what is to come, and not what the index has not forgotten yet."""
    seen, gone = (make_question(title=f"Where is the walrus {each}?") for each in ("now", "then"))
    later = make_question(title="Where is the walrus?", published_at=FUTURE)
    drain()
    Question.objects.filter(pk=gone.pk).update(status="archived")
    assert Searcher(NOW).preview().ranking("walrus") == [seen.pk]
    assert set(Searcher(FUTURE).preview().ranking("walrus")) == {seen.pk, later.pk}
    assert set(Searcher(NOW).preview().with_published(later).ranking("walrus")) == {
        seen.pk,
        later.pk,
    }


def test_other_synonyms_find_other_questions(index: Path) -> None:
    question = make_question(title="Where is the walrus?")
    drain()
    live = Searcher(NOW).preview()
    other = live.with_synonyms(table([Synonym(words="tusker, walrus")]))
    assert [each.ranking("tusker") for each in (live, other)] == [[], [question.pk]]


def test_most_similar_are_the_texts_that_share_most_words_with_the_question(index: Path) -> None:
    walrus = make_question(title="Where does the walrus swim?", published_at=PAST)
    make_question(title="Where do penguins walk? And the otter?")
    drain()
    texts = ["otter", "where does it walk", "walrus penguins", "swim, walruses"]
    live = Searcher(NOW).preview()
    assert live.most_similar(texts, walrus.pk, 3) == [3, 2, 1]
    assert live.most_similar([], walrus.pk, 3) == []


def test_preview_writes_nothing_to_disk(index: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    draft = make_draft(title="How do I feed a walrus?", phrasings=["walrus food"])
    live = Searcher(NOW).preview()
    before = sorted(index.rglob("*"))

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("A file was opened for writing.")

    for module, name in ((tempfile, "mkdtemp"), (tempfile, "mkstemp"), (os, "fsync")):
        monkeypatch.setattr(module, name, refuse)
    assert live.with_published(draft).ranking("walrus") == [draft.pk]
    assert sorted(index.rglob("*")) == before


def test_there_is_no_preview_without_the_index(index: Path) -> None:
    assert Searcher(NOW).preview().ranking("walrus") == []
    shutil.rmtree(index)
    with pytest.raises(SearchUnavailable):
        Searcher(NOW).preview()


ASKED: dict[str, Callable[[], object]] = {
    "search": lambda: search("walrus", now=NOW),
    "suggest": lambda: suggest("walrus", now=NOW),
    "similar": lambda: similar_questions("walrus", count=3, now=NOW),
    "related": lambda: related_questions(Question.objects.get(), now=NOW),
    "answered": lambda: answered(["walrus"], now=NOW),
}


@pytest.mark.parametrize("asked", ASKED)
def test_bug_in_ranking_does_not_look_like_a_damaged_index(
    index: Path, monkeypatch: pytest.MonkeyPatch, asked: str
) -> None:
    make_question(title="Where is the walrus?")
    drain()

    def mistake(*_: object) -> None:
        raise IndexError("a mistake in ranking")

    for name in ("rank", "rank_related"):
        monkeypatch.setattr(index_engine, name, mistake)
    with pytest.raises(IndexError, match="a mistake"):
        ASKED[asked]()


def test_index_is_opened_once(index: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened = Mock(wraps=loading.current)
    monkeypatch.setattr(loading, "current", opened)
    searcher, query = Searcher(NOW), parse("walrus")
    searcher.search(query)
    searcher.suggest(query, limit=8)
    searcher.related(make_question(), limit=5)
    searcher.answers(["walrus"])
    assert opened.call_count == 1
