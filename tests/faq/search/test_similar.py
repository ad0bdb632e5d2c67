"""The questions nearest to a text: those search finds first, and nothing that is not public."""

import pytest

from faq.search import SimilarQuestions, search, similar_questions
from faq.search.index.outbox import drain
from tests.factories import FUTURE, NOW, make_draft, make_question

pytestmark = pytest.mark.django_db


@pytest.mark.usefixtures("answered_by")
def test_nearest_are_published_only_and_as_many_as_asked_for() -> None:
    """Checks 41–47."""
    for number in range(4):
        make_question(title=f"Walrus {number}")
    make_draft(title="Walrus")
    make_question(title="Walrus", published_at=FUTURE)
    make_question(title="Walrus", status="archived")
    drain()
    found = similar_questions("  walrus ", count=3, now=NOW)
    assert found.text == "walrus"
    assert len({each.title for each in found.questions} & {f"Walrus {n}" for n in range(4)}) == 3


@pytest.mark.usefixtures("sample")
@pytest.mark.parametrize("text", ["refund from escrow", "end contrat", "zzzz", "account"])
def test_nearest_are_what_search_finds_first(text: str) -> None:
    page = search(text, now=NOW)
    found = similar_questions(text, count=3, now=NOW)
    assert list(found.questions) == [hit.question for hit in page.hits[:3]]
    assert (found.text, found.is_confident) == (page.text, page.is_confident)


@pytest.mark.usefixtures("answered_by")
@pytest.mark.parametrize("text", ["", "  ", "?!", "\x00"])
def test_nothing_is_near_to_no_words(text: str) -> None:
    make_question(title="?!")
    drain()
    assert similar_questions(text, count=3, now=NOW) == SimilarQuestions(text.strip(" \x00"))


@pytest.mark.usefixtures("sample")
def test_nearest_take_one_query(django_assert_num_queries) -> None:
    similar_questions("contract", count=3, now=NOW)
    with django_assert_num_queries(1):
        found = similar_questions("contract", count=3, now=NOW)
        assert len([each.topic.title for each in found.questions]) == 3


@pytest.mark.usefixtures("index")
def test_nearest_say_nothing_of_what_was_scheduled_just_now() -> None:
    """Check 43: not even by how sure they are, in the first answer after the change."""
    for number in range(20):
        make_question(title=f"Where is the pump {number}?", summary="There is a red shed.")
    drain()
    similar_questions("pump", count=3, now=NOW)
    make_question(title="Where is the zanzibar?", summary="Zanzibar.", published_at=FUTURE)
    drain()
    known, missing = (
        similar_questions(f"{word} shed", count=3, now=NOW) for word in ("zanzibar", "quagmire")
    )
    assert len(known.questions) == 3
    assert known[1:] == missing[1:]
