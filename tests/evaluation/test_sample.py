"""The evaluation set over the sample help center: true to the fixture, judged, and no test of memory."""

import json
from collections import Counter
from collections.abc import Iterable
from difflib import get_close_matches
from pathlib import Path
from typing import Any

import pytest

from faq.models import Question
from faq.search.query.analysis import stem
from faq.text.words import find_words
from tests.evaluation.documents import documents
from tests.factories import NOW

SAMPLE = Path(__file__).parent / "sample"
OFF_TOPIC = {"off_topic", "off_topic_unseen"}
KINDS = {"keyword", "question", "blunt", "misspelled", "synonym", "step"} | OFF_TOPIC
ANSWER = 3

# Words without a subject of their own: sharing them finds nothing.
SMALL_WORDS = {
    *("a", "an", "the", "this", "that", "it", "i", "my", "our", "we", "they", "them", "some"),
    *("and", "or", "of", "to", "in", "on", "off", "from", "by", "for", "with", "at", "up", "out"),
    *("when", "how", "what", "where", "which", "can", "may", "will", "am", "is", "are", "do"),
}


def read_lines(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (SAMPLE / name).read_text("utf-8").splitlines()]


def read_qrels() -> list[tuple[str, str, int]]:
    rows = (line.split("\t") for line in (SAMPLE / "qrels.tsv").read_text("utf-8").splitlines())
    return [(query, document, int(grade)) for query, document, grade in rows]


DOCUMENTS = {document["id"]: document for document in read_lines("docs.jsonl")}
QUERIES = {query["id"]: query for query in read_lines("queries.jsonl")}
QRELS = read_qrels()
ANSWERS = {query: document for query, document, grade in QRELS if grade == ANSWER}


def answered(kind: str) -> dict[str, dict[str, Any]]:
    """By the text of each query of the kind, the document that answers it."""
    return {
        query["text"]: DOCUMENTS[ANSWERS[query["id"]]]
        for query in QUERIES.values()
        if query["kind"] == kind
    }


def words(text: str) -> tuple[str, ...]:
    return tuple(word.text for word in find_words(text))


def words_of_documents(*found: dict[str, Any]) -> set[str]:
    texts = [
        text
        for each in found
        for text in (each["topic"], each["title"], each["body"], *each["steps"], *each["phrasings"])
    ]
    return {word for text in texts for word in words(text)}


def stems(found: Iterable[str]) -> set[str]:
    return {stem(word) for word in found}


def stems_that_matter(text: str) -> set[str]:
    return stems(set(words(text)) - SMALL_WORDS)


def test_documents_are_what_the_fixture_publishes() -> None:
    """After a change of the fixture:

    python -m tests.evaluation.documents > tests/evaluation/sample/docs.jsonl
    """
    assert read_lines("docs.jsonl") == documents()


def test_documents_are_what_readers_see(sample: None) -> None:
    assert Question.objects.count() > len(DOCUMENTS)
    assert set(DOCUMENTS) == {question.slug for question in Question.objects.published(NOW)}


@pytest.mark.parametrize("name", ["docs.jsonl", "queries.jsonl"])
def test_ids_are_unique(name: str) -> None:
    assert [
        row for row, count in Counter(row["id"] for row in read_lines(name)).items() if count > 1
    ] == []


def test_queries_have_an_id_a_kind_and_a_text() -> None:
    assert {tuple(query) for query in QUERIES.values()} == {("id", "kind", "text")}


def test_queries_are_enough_of_every_kind() -> None:
    counts = Counter(query["kind"] for query in QUERIES.values())
    assert set(counts) == KINDS
    assert min(counts.values()) >= 15
    assert counts.total() >= 150


def test_queries_are_not_titles_or_phrasings_or_each_other() -> None:
    known = {
        words(text) for each in DOCUMENTS.values() for text in (each["title"], *each["phrasings"])
    }
    asked = Counter(words(query["text"]) for query in QUERIES.values())
    assert [text for text, count in asked.items() if text in known or count > 1] == []


def test_judgments_name_a_query_and_a_document() -> None:
    pairs = Counter((query, document) for query, document, _ in QRELS)
    assert [
        (query, document)
        for (query, document), count in pairs.items()
        if query not in QUERIES or document not in DOCUMENTS or count > 1
    ] == []
    assert {grade for _, _, grade in QRELS} == {1, 2, ANSWER}


def test_off_topic_queries_have_no_judgment() -> None:
    judged = {query for query, _, _ in QRELS}
    assert {query["id"] for query in QUERIES.values() if query["kind"] in OFF_TOPIC} == (
        set(QUERIES) - judged
    )


def test_every_other_query_has_one_answer() -> None:
    answers = Counter(query for query, _, grade in QRELS if grade == ANSWER)
    assert answers == {
        query["id"]: 1 for query in QUERIES.values() if query["kind"] not in OFF_TOPIC
    }


def test_every_question_is_the_answer_to_queries_of_many_kinds() -> None:
    kinds: dict[str, set[str]] = {document: set() for document in DOCUMENTS}
    for query, document in ANSWERS.items():
        kinds[document].add(QUERIES[query]["kind"])
    everywhere = KINDS - OFF_TOPIC
    assert kinds == {
        document: everywhere if DOCUMENTS[document]["steps"] else everywhere - {"step"}
        for document in DOCUMENTS
    }


def test_misspelled_queries_miss_a_word_of_their_answer() -> None:
    """A word whose stem is nowhere in the documents, and which is close to a word of the answer."""
    known = stems(words_of_documents(*DOCUMENTS.values()))
    assert [
        text
        for text, answer in answered("misspelled").items()
        if not any(
            stem(word) not in known
            and get_close_matches(word, words_of_documents(answer), cutoff=0.75)
            for word in words(text)
        )
    ] == []


def test_synonym_queries_share_no_word_with_their_answer() -> None:
    assert {
        text: shared
        for text, answer in answered("synonym").items()
        if (shared := stems_that_matter(text) & stems(words_of_documents(answer)))
        or not stems_that_matter(text)
    } == {}


def test_step_queries_speak_of_one_step() -> None:
    """At least two words that matter stand together in a step of the answer."""
    assert [
        text
        for text, answer in answered("step").items()
        if max(len(stems_that_matter(text) & stems(words(step))) for step in answer["steps"]) < 2
    ] == []
