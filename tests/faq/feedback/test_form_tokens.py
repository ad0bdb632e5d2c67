"""The signed tokens of feedback forms."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from faq.feedback import form_tokens
from faq.feedback.exceptions import EXPIRED, FORGED, UntrustedForm
from faq.models import Question
from tests.factories import NOW, make_question

pytestmark = [pytest.mark.django_db, pytest.mark.time_machine(NOW, tick=False)]

DAY = timedelta(days=1)
MIDNIGHT = datetime(2026, 11, 23, tzinfo=UTC)


@pytest.fixture
def question(db: None) -> Question:
    return make_question()


def refusal(text: str, question: Question, now: datetime = NOW) -> object:
    with pytest.raises(UntrustedForm) as refused:
        form_tokens.verify_token(text, question, now=now)
    return refused.value.args[0]


def test_page_token_changes_once_a_day(question: Question) -> None:
    """A cached page works for every reader of the day."""
    moments = [MIDNIGHT, NOW, MIDNIGHT + DAY - timedelta(microseconds=1)]
    assert len({form_tokens.page_token(question, now=moment) for moment in moments}) == 1
    assert form_tokens.page_token(question, now=MIDNIGHT + DAY) != form_tokens.page_token(
        question, now=NOW
    )


def test_page_token_is_valid_for_a_day_after_its_day(question: Question) -> None:
    last = MIDNIGHT + DAY - timedelta(seconds=1)
    token = form_tokens.page_token(question, now=last)
    assert form_tokens.verify_token(token, question, now=last + DAY).question_id == question.pk
    assert refusal(token, question, last + DAY + timedelta(hours=2)) == EXPIRED


def test_token_contains_the_version_to_the_microsecond(question: Question) -> None:
    version = datetime(2026, 11, 1, 9, 0, 0, 123457, tzinfo=UTC)
    question.updated_at = version
    token = form_tokens.page_token(question, now=NOW)
    question.updated_at = NOW
    assert form_tokens.verify_token(token, question, now=NOW).version == version


def test_words_token_contains_the_time_of_the_form(question: Question) -> None:
    shown_at = NOW + timedelta(seconds=1, microseconds=5)
    words = form_tokens.verify_token(
        form_tokens.words_token(question, now=shown_at), question, now=NOW
    )
    assert (words.shown_at, words.takes_words) == (shown_at, True)
    page = form_tokens.verify_token(
        form_tokens.page_token(question, now=shown_at), question, now=NOW
    )
    assert (page.shown_at, page.takes_words) == (MIDNIGHT, False)


def test_token_of_another_question_is_rejected(question: Question) -> None:
    other = make_question()
    assert (
        form_tokens.verify_token(form_tokens.page_token(other, now=NOW), other, now=NOW).question_id
        == other.pk
    )
    assert refusal(form_tokens.page_token(other, now=NOW), question) == FORGED


def test_token_signed_with_another_key_is_rejected(question: Question, settings) -> None:
    token = form_tokens.page_token(question, now=NOW)
    settings.SECRET_KEY = "another" * 10
    assert refusal(token, question) == FORGED


def test_page_token_changed_to_a_words_token_is_rejected(question: Question) -> None:
    token = form_tokens.page_token(question, now=NOW)
    assert ".page:" in token
    assert refusal(token.replace(".page:", ".words:"), question) == FORGED


@given(text=st.text(max_size=100) | st.from_regex(r"[0-9.]{1,40}(page|words):[\w-]{43}"))
def test_arbitrary_token_is_rejected(question: Question, text: str) -> None:
    assert refusal(text, question) == FORGED
