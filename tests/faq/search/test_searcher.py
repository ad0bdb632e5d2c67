"""What texts find on a stage, against what readers find."""

import shutil
from pathlib import Path

import pytest
from django.contrib.auth.models import User

from faq.models import Phrasing, Question, Synonym
from faq.publishing import open_working_copy, publish
from faq.search import SearchUnavailable, search, searcher
from faq.search.index.outbox import drain
from faq.search.query.synonyms import table
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
    live = searcher.live(NOW)
    assert [live.ranking(text) for text in asked] == [found(text) for text in asked]
    assert any(len(found(text)) > 2 for text in TEXTS)


@pytest.mark.usefixtures("sample")
def test_ranking_with_a_copy_is_the_one_after_publishing_it(ines: User) -> None:
    question = Question.objects.published(NOW).order_by("pk")[3]
    copy = rewritten(question, ines)
    asked = [*TEXTS, "money for a late contract", question.title]
    before = searcher.live(NOW)
    foreseen = [before.with_published(copy).ranking(text) for text in asked]
    assert foreseen != [before.ranking(text) for text in asked]
    publish(copy, by=ines, at=NOW)
    drain()
    assert foreseen == [found(text) for text in asked]


@pytest.mark.usefixtures("sample")
def test_ranking_with_a_draft_leaves_the_index_as_it_is(ines: User) -> None:
    draft = make_draft(title="How do I feed a walrus?", summary="With fish.")
    then = searcher.live(NOW).with_published(draft)
    assert then.ranking("walrus") == [draft.pk]
    assert draft.pk not in searcher.live(NOW).ranking("walrus")
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
    assert searcher.live(NOW).ranking("walrus") == [seen.pk]
    assert set(searcher.live(FUTURE).ranking("walrus")) == {seen.pk, later.pk}
    assert set(searcher.live(NOW).with_published(later).ranking("walrus")) == {seen.pk, later.pk}


def test_other_synonyms_find_other_questions(index: Path) -> None:
    question = make_question(title="Where is the walrus?")
    drain()
    live = searcher.live(NOW)
    other = live.with_synonyms(table([Synonym(words="tusker, walrus")]))
    assert [each.ranking("tusker") for each in (live, other)] == [[], [question.pk]]


def test_nearest_are_the_texts_with_most_of_the_question(index: Path) -> None:
    walrus = make_question(title="Where does the walrus swim?", published_at=PAST)
    make_question(title="Where do penguins walk? And the otter?")
    drain()
    texts = ["otter", "where does it walk", "walrus penguins", "swim, walruses"]
    live = searcher.live(NOW)
    assert live.nearest(texts, walrus.pk, 3) == [3, 2, 1]
    assert live.nearest([], walrus.pk, 3) == []


def test_a_word_is_held_in_any_form_and_one_that_became_known_too() -> None:
    members = searcher.differing(
        table([Synonym(words="gig economy, job"), Synonym(words="bill, fee")]), table()
    )
    texts = ["two jobs", "the gig economy", "gigs", "billing", "nothing"]
    assert [searcher.holds(text, members) for text in texts] == [True, True, True, True, False]


def test_there_is_no_stage_without_the_index(index: Path) -> None:
    assert searcher.live(NOW).ranking("walrus") == []
    shutil.rmtree(index)
    with pytest.raises(SearchUnavailable):
        searcher.live(NOW)
