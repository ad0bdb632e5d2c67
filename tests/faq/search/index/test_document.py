"""A question as the index holds it."""

import pytest

from faq.models import Question
from faq.search.index import document
from faq.search.index.document import Document, build, prefetch_indexed
from faq.search.query.analysis import fold_words, stem
from faq.search.ranking.weights import FIELDS
from faq.search.whoosh.schema import schema
from tests.factories import make_audience, make_question, make_topic


def built(question: Question) -> Document:
    return build(prefetch_indexed(Question.objects.filter(pk=question.pk)).get())


@pytest.mark.django_db
def test_document_holds_words_without_markup_and_what_it_is_filtered_by() -> None:
    question = make_question(
        topic=make_topic(slug="jobs", title="Your jobs"),
        title="How do I end a contract?",
        summary="Close it.",
        body="Only **once**, see [fees](/questions/fees/).",
        steps=["Open **My Jobs**"],
        phrasings=["quit", "get out"],
    )
    question.steps.create(position=2, title="Confirm", body="On the *left*.", caution="For good.")
    for slug in ("client", "agency"):
        question.audiences.add(make_audience(slug=slug))
    expected = {
        "id": f"faq.question.{question.pk}",
        "django_ct": "faq.question",
        "django_id": str(question.pk),
        "topic": "jobs",
        "audiences": "agency,client",
        "title": "How do I end a contract?",
        "phrasings": "get out\nquit",
        "text": "Close it.\nOnly once, see fees.\nOpen My Jobs\nConfirm\nFor good.\nOn the left.",
        "topic_title": "Your jobs",
    }
    lengths = {f"{name}_length": len(fold_words(expected[name])) for name in FIELDS}
    words = [word for name in FIELDS for word in fold_words(expected[name])]
    found = built(question)
    assert found.fields == {
        **expected,
        **{name: fold_words(expected[name]) for name in FIELDS},
        "_stored_title": "How do I end a contract?",
        **lengths,
        "pk": question.pk,
        "order": b"".join(document.stem_number(stem(word)).to_bytes(4, "little") for word in words),
        "sentences": b"".join(
            length.to_bytes(4, "little") for length in (6, 2, 1, 2, 4, 3, 1, 2, 3, 2)
        ),
        "digest": found.digest,
    }
    assert set(found.fields) - {"_stored_title"} == set(schema().names())


@pytest.mark.django_db
def test_digest_changes_with_what_is_searched_and_with_nothing_else() -> None:
    question = make_question(steps=["One", "Two"], phrasings=["a", "b"])
    digest = built(question).digest
    question.featured = True
    question.position = 9
    question.save()
    assert built(question).digest == digest
    question.summary = "Another."
    question.save()
    assert built(question).digest != digest


@pytest.mark.django_db
def test_digest_depends_on_the_order_of_steps_but_not_of_rows() -> None:
    shelf = make_topic()
    one, two, three = (
        make_question(topic=shelf, title="Same", steps=steps, phrasings=phrasings)
        for steps, phrasings in (
            (["One", "Two"], ["a", "b"]),
            (["One", "Two"], ["b", "a"]),
            (["Two", "One"], ["a", "b"]),
        )
    )
    assert built(one).digest == built(two).digest != built(three).digest


@pytest.mark.django_db
def test_documents_take_four_queries_for_any_number(django_assert_num_queries) -> None:
    for _ in range(5):
        question = make_question(steps=["One"], phrasings=["a"])
        question.audiences.add(make_audience())
    with django_assert_num_queries(4):
        assert len([build(each) for each in prefetch_indexed(Question.objects.all())]) == 5
