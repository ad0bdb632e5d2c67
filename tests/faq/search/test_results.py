"""search(): what a reader gets for what they type."""

import pytest

from faq.models import Phrasing, Question
from faq.search import search
from tests.factories import NOW


@pytest.mark.usefixtures("sample")
def test_search_finds_each_question_first_by_its_title() -> None:
    first = {
        question.title: search(question.title, now=NOW).hits[0].question.slug
        for question in Question.objects.published(NOW)
    }
    assert len(first) == 14
    assert first == dict(Question.objects.published(NOW).values_list("title", "slug"))


@pytest.mark.usefixtures("sample")
def test_search_finds_each_question_in_the_first_three_by_its_phrasings() -> None:
    missed = [
        phrasing.text
        for phrasing in Phrasing.objects.select_related("question")
        if phrasing.question
        not in [hit.question for hit in search(phrasing.text, now=NOW).hits[:3]]
    ]
    assert Phrasing.objects.count() >= 14 * 3
    assert missed == []
