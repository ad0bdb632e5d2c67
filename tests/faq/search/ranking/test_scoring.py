"""What is found, and in which order."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from faq.models import Question
from faq.search.index import loading
from faq.search.index_engine import IndexEngine
from faq.search.query.analysis import stem
from faq.search.query.parser import parse
from faq.search.types import TopHits
from tests.faq.search.indexes import (
    Texts,
    any_text,
    batches,
    everything,
    in_folder,
    make_index,
    queries,
)


@in_folder
@given(batches=batches, text=queries)
def test_words_find_documents_that_have_them_if_there_are_any(
    batches: list[list[Texts]], text: str
) -> None:
    """In any form and any field. Those with little of the query beside better ones are left out."""
    index = loading.read(make_index(batches))
    query = parse(text)
    documents = [each for batch in batches for each in batch]
    stems = {stem(word) for word in query.words}
    holding = {
        pk
        for pk, texts in enumerate(documents, start=1)
        if stems & {stem(word) for each in texts.values() for word in parse(each).words}
    }
    found = everything(index, query)
    assert bool(holding & set(found)) == bool(holding)
    assert len(found) == len(set(found)) == IndexEngine(index).search(query).total


@in_folder
def test_more_of_the_words_rank_higher_and_rare_words_count_more() -> None:
    index = loading.read(
        make_index(
            [
                [
                    {"text": "refund from escrow"},
                    {"text": "refund from upwork"},
                    {"text": "walrus from upwork"},
                    *[{"text": "refund of something"} for _ in range(5)],
                ]
            ]
        )
    )
    assert everything(index, parse("escrow refund"))[0] == 1
    assert everything(index, parse("refund walrus"))[0] == 3


@in_folder
def test_words_that_say_little_find_but_decide_nothing() -> None:
    texts = ["please help me thanks hello", "the refund", "how to feed a walrus"]
    index = loading.read(make_index([[{"text": text} for text in texts]]))
    assert everything(index, parse("hello please help the walrus"))[0] == 3
    assert everything(index, parse("please")) == [1]


@in_folder
def test_parts_of_words_order_what_words_find() -> None:
    """Of two documents with the word, the one with another form of the second word is first."""
    texts = ["fee for hyper things here", "fee for hypertextual things here", "other", "more"]
    index = loading.read(make_index([[{"text": text} for text in texts]]))
    assert everything(index, parse("fee")) == [1, 2]
    assert everything(index, parse("fee for textuality")) == [2, 1]


@in_folder
def test_form_that_was_typed_is_before_other_forms_of_it() -> None:
    texts = ["the refunding", "the refunds", "the refund", *(f"walrus x{n}" for n in range(9))]
    index = loading.read(make_index([[{"text": text} for text in texts]]))
    for number, word in enumerate(("refunding", "refunds", "refund"), start=1):
        assert everything(index, parse(word))[0] == number


@in_folder
def test_parts_of_words_find_by_themselves_only_what_is_near() -> None:
    texts = ["hypertextual", "text", "walrus", "penguin"]
    index = loading.read(make_index([[{"text": text} for text in texts]]))
    assert everything(index, parse("hypertextuality")) == [1]
    assert everything(index, parse("quagga")) == []


@in_folder
def test_parts_of_words_find_more_where_a_word_is_english() -> None:
    """Someone asks for something; a row of letters does not."""
    texts = ["carpenter", "hypertextual walrus penguin refrigerator", "unrelated"]
    index = loading.read(make_index([[{"text": text} for text in texts]]))
    assert everything(index, parse("scarcity xylem")) == []
    assert everything(index, parse("cars xylem")) == [1]


@in_folder
def test_nothing_that_is_hidden_is_found_by_parts() -> None:
    texts = ["hypertextual", "hypertext", "walrus", "penguin", "quagga"]
    index = loading.read(make_index([[{"text": text} for text in texts]]))
    query = parse("hypertextuality")
    assert IndexEngine(index, hidden=frozenset({1, 2})).search(query).pks == []
    assert IndexEngine(index).search(query).pks == [1]
    assert IndexEngine(index, hidden=frozenset({1})).search(query).pks == [2]


@pytest.mark.usefixtures("sample")
@pytest.mark.parametrize(
    "text", ["zebra", "xylophone quagga", "asdfgh", "qwxz vbnk", "xqzzt", "1234567", "привет"]
)
def test_what_has_nothing_to_do_with_the_content_finds_nothing(text: str) -> None:
    assert IndexEngine(loading.current()).search(parse(text)) == TopHits(
        pks=[], total=0, topic_counts={}
    )


@in_folder
@given(batches=batches, text=any_text, spelling=st.booleans())
def test_no_text_is_too_much(batches: list[list[Texts]], text: str, spelling: bool) -> None:
    """Checks 52, 54: whatever is typed, and whatever is indexed, there is an answer."""
    query = parse(text, spelling=spelling)
    index = loading.read(make_index([*batches, [{"title": query.text}]]))
    found = IndexEngine(index).search(query, page_size=1_000)
    assert found.total == len(found.pks) <= index.count
    if query.words:
        assert index.count in found.pks


@pytest.mark.usefixtures("sample")
def test_query_of_sixteen_words_or_of_one_repeated_is_answered() -> None:
    """Check 51: as many and as long as parse() lets through."""
    index = loading.current()
    size = Question.objects.indexable().count()
    for text in ("refund " * 28, " ".join(f"refunx{letter}" for letter in "abcdefghijklmnop")):
        found = IndexEngine(index).search(parse(text), page_size=size)
        assert found.total == len(found.pks) > 0
    once = IndexEngine(index).search(parse("refund"), page_size=size)
    assert once.pks == IndexEngine(index).search(parse("refund " * 28), page_size=size).pks


@in_folder
def test_words_of_asking_say_little_where_few_questions_have_them() -> None:
    """They are rare in a help center whose titles are no questions, and would count like a name."""
    others = [{"title": f"Setting {number}", "text": "Open the panel."} for number in range(90)]
    others += [{"title": f"Form {number}", "text": "Password. Change it."} for number in range(3)]
    asking = {"title": "Default settings", "text": "How do I prepare one for all my users?"}
    meant = {"title": "Change your password"}
    index = loading.read(make_index([[asking, meant, *others]]))
    assert everything(index, parse("how do i change my password"))[0] == 2
