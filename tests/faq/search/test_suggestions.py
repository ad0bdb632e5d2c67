"""Suggestions while one types: beginnings, any order, slips, and nothing that is not public."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from faq.models import Phrasing, Question
from faq.search import search, suggest
from faq.search.index.outbox import drain
from faq.search.suggestions import COUNT
from tests.factories import FUTURE, NOW, make_draft, make_question

pytestmark = pytest.mark.django_db


def slugs(text: str) -> list[str]:
    return [each.question.slug for each in suggest(text, now=NOW)]


@pytest.mark.usefixtures("sample")
def test_every_beginning_of_a_title_is_answered_with_the_question_in_the_end_first() -> None:
    for question in Question.objects.published(NOW):
        assert slugs(question.title)[0] == question.slug
        # From the first letter of a word that says something on, there is always something.
        for end in range(len("How do I e"), len(question.title), 3):
            assert slugs(question.title[:end]) != [], question.title[:end]


@pytest.mark.usefixtures("sample")
def test_words_may_come_in_any_order_and_be_unfinished() -> None:
    assert slugs("refund esc")[0] == slugs("esc refund")[0] == slugs("escrow ref")[0]
    assert slugs("ref esc")[0] == slugs("escrow refund")[0]


@pytest.mark.usefixtures("sample")
def test_phrasings_are_suggested_by_as_well() -> None:
    missed = [
        phrasing.text
        for phrasing in Phrasing.objects.select_related("question")
        if phrasing.question.slug not in slugs(phrasing.text)
    ]
    assert missed == []


@pytest.mark.usefixtures("index")
def test_misspelled_words_are_corrected_whether_finished_or_not() -> None:
    make_question(slug="walrus", title="How do I feed a walrus?")
    make_question(slug="penguin", title="How do I wash a penguin?")
    drain()
    assert slugs("walrsu") == ["walrus"]
    assert slugs("feed a wlaru")[0] == "walrus"
    assert slugs("pengiun wash")[0] == "penguin"
    assert slugs("pneg") == ["penguin"]
    assert slugs("wxl") == []


@pytest.mark.usefixtures("index")
def test_question_with_the_content_words_is_suggested_first() -> None:
    make_question(slug="walrus", title="How do I feed a walrus?")
    make_question(slug="penguin", title="How do I feed a penguin?")
    drain()
    assert slugs("how can i please feed my walrus")[0] == "walrus"
    assert slugs("how can i please feed my peng")[0] == "penguin"
    assert slugs("how do i") == ["walrus", "penguin"]


def found(text: str) -> list[str]:
    """The first results of a search."""
    return [hit.question.slug for hit in search(text, now=NOW).hits[:COUNT]]


@pytest.mark.usefixtures("sample")
def test_whole_query_suggests_its_results_in_their_order() -> None:
    titles = Question.objects.published(NOW).values_list("title", flat=True)
    phrasings = Phrasing.objects.order_by("pk").values_list("text", flat=True)[::5]
    differing = [
        text
        for text in (*titles, *phrasings, "refund", "cancel", "fee", "how do i change", "acount")
        if search(text, now=NOW).is_confident and slugs(text)[: len(found(text))] != found(text)
    ]
    assert differing == []


@pytest.mark.usefixtures("sample")
def test_finished_words_suggest_the_results_alone() -> None:
    """Whatever is typed, in whatever combination, with slips too."""
    texts = [each.title for each in Question.objects.published(NOW)]
    texts += Phrasing.objects.values_list("text", flat=True)
    words = sorted({word for text in texts for word in text.split()})
    word = st.sampled_from(words) | st.sampled_from(words).map(lambda each: each[1::-1] + each[2:])

    @given(st.lists(word, min_size=1, max_size=6).map(" ".join))
    def suggests_the_results(text: str) -> None:
        suggested = slugs(f"{text} ")
        results = found(text)
        # What shares only parts of words with a query is not suggested.
        assert suggested == results or (not suggested and not search(text, now=NOW).is_confident)

    suggests_the_results()


@pytest.mark.usefixtures("answered_by")
def test_suggestions_are_published_only() -> None:
    """Check 41–47: drafts, questions in review, archived and scheduled ones are not suggested."""
    make_question(slug="shown", title="Feeding a walrus")
    make_draft(title="Washing a walrus", phrasings=["walrus bath"])
    for status in (Question.Status.IN_REVIEW, Question.Status.ARCHIVED):
        make_question(title=f"A walrus, {status}", status=status)
    make_question(title="Finding a walrus", published_at=FUTURE)
    drain()
    assert slugs("walrus") == ["shown"]
    assert slugs("wal") == ["shown"]


@pytest.mark.usefixtures("index")
def test_words_of_what_is_hidden_are_not_told() -> None:
    """Check 44: a slip in a word that only a scheduled question has finds nothing."""
    make_question(title="Finding a walrus", published_at=FUTURE)
    make_question(slug="shown", title="Finding a penguin")
    drain()
    assert slugs("walrsu") == []
    assert slugs("finding") == ["shown"]


@pytest.mark.usefixtures("answered_by")
def test_at_most_eight_are_suggested_in_the_order_of_the_results() -> None:
    for number in range(12):
        make_question(slug=f"walrus-{number}", title="A walrus" + " of mine" * (12 - number))
    drain()
    assert slugs("walrus") == found("walrus")
    assert len(found("walrus")) == 8


@pytest.mark.usefixtures("answered_by")
def test_text_that_matched_is_shown_if_the_title_says_less() -> None:
    make_question(
        title="Where do seals sleep?",
        summary="On the ice, and a walrus next to them.",
        phrasings=["bed of a walrus", "ice bed of a walrus", "rest"],
    )
    drain()

    def matches(text: str) -> list[str | None]:
        return [each.match for each in suggest(text, now=NOW)]

    assert matches("seals sleep") == matches("where do seal") == [None]
    assert matches("walrus") == matches("the walr") == ["bed of a walrus"]
    assert matches("walrus ice") == ["ice bed of a walrus"]
    assert matches("next") == ["On the ice, and a walrus next to them."]


@pytest.mark.usefixtures("index")
def test_stale_index_suggests_nothing_that_is_gone() -> None:
    """Check 49: the database is asked last."""
    make_question(slug="gone", title="Feeding a walrus")
    make_question(slug="left", title="Washing a walrus")
    drain()
    Question.objects.filter(slug="gone").update(status=Question.Status.DRAFT)
    assert slugs("walrus") == ["left"]


@pytest.mark.usefixtures("answered_by")
def test_nothing_is_suggested_for_nothing() -> None:
    make_question(title="Feeding a walrus")
    drain()
    for text in ("", "   ", "?!", "\x00", "\ud800", "zzzzzz"):
        assert suggest(text, now=NOW) == ()


@pytest.mark.usefixtures("answered_by")
def test_any_text_is_answered() -> None:
    """Check 54: any text at all."""
    for number in range(20):
        make_question(title=f"Feeding walrus {number}")
    drain()

    @given(text=st.text(alphabet=st.characters(exclude_categories=()), max_size=120))
    def any_text_is_answered(text: str) -> None:
        assert len(suggest(text, now=NOW)) <= 8
        assert len(suggest(f"walrus {text}", now=NOW)) <= 8

    any_text_is_answered()


@pytest.mark.usefixtures("sample")
def test_suggesting_takes_three_queries(django_assert_max_num_queries) -> None:
    suggest("refund", now=NOW)
    with django_assert_max_num_queries(3):
        assert suggest("refund", now=NOW) != ()
