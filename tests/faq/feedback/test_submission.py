"""The validation and storage of feedback."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from faq.feedback import (
    FeedbackRefused,
    Sender,
    exceptions,
    form_tokens,
    report_stuck,
    submission,
    vote,
)
from faq.models import Question, Step, StuckReport, Vote
from faq.models.feedback import WORDS_LENGTH, WhyAnswered, WhyNot, WhyStuck
from faq.text.cleaning import one_line
from tests.factories import NOW, PAST, make_question

pytestmark = [pytest.mark.django_db, pytest.mark.time_machine(PAST, tick=False)]

READER = Sender("203.0.113.7", "Firefox")
SOON = NOW + timedelta(seconds=5)


@pytest.fixture
def question(db: None) -> Question:
    return make_question(slug="refund", steps=["Open **Jobs**", "Close it"])


def form(question: Question, **more: str) -> dict[str, str]:
    """Return the data of the form of a page, or of the form for words."""
    make = form_tokens.words_token if more.get("words") else form_tokens.page_token
    return {"token": make(question, now=NOW), **more}


def say(question: Question, sender: Sender = READER, now: datetime = SOON, **more: str) -> Vote:
    return vote(question, form(question, **more), sender=sender, now=now)


def report(question: Question, step: Step, sender: Sender = READER, **more: str) -> StuckReport:
    sent = form(question, step=str(step.uid), **more)
    return report_stuck(question, sent, sender=sender, now=SOON)


def refused(question: Question, sent: dict[str, str], now: datetime = SOON) -> list[object]:
    """Return the message that rejects a vote and a report. Nothing is stored."""
    reasons = []
    for keep in (vote, report_stuck):
        with pytest.raises(FeedbackRefused) as error:
            keep(question, sent, sender=READER, now=now)
        reasons.append(error.value.args[0])
    assert not Vote.objects.exists()
    assert not StuckReport.objects.exists()
    return reasons


def test_vote_is_stored_with_day_and_version_only(question: Question) -> None:
    """Check 59: no address, browser or time of day is stored."""
    say(question, answered="yes")
    row: dict[str, Any] = dict(Vote.objects.values().get())
    assert len(bytes(row.pop("reader"))) == 32
    assert {name: value for name, value in row.items() if name != "id"} == {
        "question_id": question.pk,
        "version": PAST,
        "day": date(2026, 11, 23),
        "words": "",
        "answered": True,
        "reason": "",
    }


def test_second_vote_of_a_day_replaces_the_first(question: Question) -> None:
    """Check 57: a repeated vote changes nothing, and a changed vote replaces the first."""
    say(question, answered="yes", reason="easy", words="fine")
    for _ in range(2):
        say(question, answered="no", reason="unclear", words="not so")
        kept = Vote.objects.values_list("answered", "reason", "words")
        assert list(kept) == [(False, "unclear", "not so")]


def test_votes_of_other_readers_days_and_questions_are_separate(question: Question) -> None:
    """Check 57."""
    say(question, answered="yes")
    say(question, answered="no", sender=Sender("203.0.113.8", "Firefox"))
    say(question, answered="no", now=NOW + timedelta(days=1))
    say(make_question(), answered="no")
    assert sorted(Vote.objects.values_list("answered", flat=True)) == [False, False, False, True]


def test_vote_has_the_version_of_the_page(question: Question) -> None:
    sent = form(question, answered="no")
    Question.objects.filter(pk=question.pk).touch(NOW)
    question.refresh_from_db()
    assert vote(question, sent, sender=READER, now=SOON).version == PAST
    assert say(question, answered="no").version == NOW
    assert Vote.objects.get().version == NOW


@pytest.mark.parametrize(
    ("answered", "reason"),
    [("yes", each) for each in WhyAnswered.values] + [("no", each) for each in WhyNot.values],
)
def test_vote_accepts_the_reasons_for_its_answer(
    question: Question, answered: str, reason: str
) -> None:
    say(question, answered=answered, reason=reason)
    row = Vote.objects.get()
    assert (row.answered, row.reason) == (answered == "yes", reason)


@pytest.mark.parametrize(("answered", "reason"), [("yes", "unclear"), ("no", "easy"), ("no", "x")])
def test_vote_with_a_reason_for_another_answer_is_rejected(
    question: Question, answered: str, reason: str
) -> None:
    with pytest.raises(FeedbackRefused) as error:
        say(question, answered=answered, reason=reason)
    assert error.value.args[0] == exceptions.NO_REASON
    assert not Vote.objects.exists()


def test_report_is_stored_with_position_and_title_of_the_step(question: Question) -> None:
    step = question.steps.get(position=1)
    report(question, step, reason="button_missing", words="grey")
    row: dict[str, Any] = dict(StuckReport.objects.values().get())
    assert len(bytes(row.pop("reader"))) == 32
    assert {name: value for name, value in row.items() if name != "id"} == {
        "question_id": question.pk,
        "version": PAST,
        "day": date(2026, 11, 23),
        "words": "grey",
        "step_uid": step.uid,
        "position": 1,
        "title": "Open Jobs",
        "reason": "button_missing",
    }


def test_report_stays_with_its_step_when_steps_move_or_go(question: Question) -> None:
    first, second = question.steps.in_order()
    sent = form(question, step=str(first.uid), reason="unsure")
    question.steps.all().renumber([second.pk, first.pk])
    question.refresh_from_db()
    kept = report_stuck(question, sent, sender=READER, now=SOON)
    assert (kept.step_uid, kept.position) == (first.uid, 2)
    first.delete()
    assert StuckReport.objects.get().step_uid == first.uid


@pytest.mark.parametrize("reason", WhyStuck.values)
def test_second_report_of_a_day_replaces_the_first(question: Question, reason: str) -> None:
    """Check 57."""
    first, second = question.steps.in_order()
    report(question, first, reason="other", words="hm")
    report(question, second, reason="other")
    report(question, first, reason=reason)
    kept = StuckReport.objects.order_by("position").values_list("position", "reason", "words")
    assert list(kept) == [(1, reason, ""), (2, "other", "")]


def test_report_on_an_unknown_step_is_rejected(question: Question) -> None:
    other = make_question(steps=["Other ways to find an answer"]).steps.get()
    wrong = {
        str(other.uid): exceptions.STEP_GONE,
        "6fa459ea-ee8a-3ca4-894e-db77e160355e": exceptions.STEP_GONE,
        str(other.pk): exceptions.FORGED,
        "": exceptions.FORGED,
    }
    for step, reason in wrong.items():
        sent = form(question, step=step, reason="other")
        with pytest.raises(FeedbackRefused) as error:
            report_stuck(question, sent, sender=READER, now=SOON)
        assert error.value.args[0] == reason
    assert not StuckReport.objects.exists()


def test_unknown_fields_are_ignored(question: Question) -> None:
    """Check 35: extra fields are not stored."""
    extra: dict[str, Any] = {
        "id": "99",
        "question_id": "7",
        "day": "2020-01-01",
        "version": "x",
        "reader": "x",
    }
    say(question, answered="yes", title="x", is_staff="on", **extra)
    row = Vote.objects.get()
    assert (row.question_id, row.day, row.version) == (question.pk, NOW.date(), PAST)
    assert row.pk != 99


def test_filled_honeypot_is_rejected(question: Question) -> None:
    """Check 58: the field is hidden from people."""
    step = question.steps.get(position=1)
    sent = form(question, answered="yes", step=str(step.uid), reason="", website="x")
    assert refused(question, sent) == [exceptions.TRAP_FILLED] * 2


def test_words_sent_too_fast_are_rejected(question: Question) -> None:
    """Check 58: the token contains the time at which the form was shown."""
    step = question.steps.get(position=1)
    sent = form(question, answered="no", step=str(step.uid), words="Buy here")
    quick = NOW + submission.MIN_TYPING_TIME - timedelta(milliseconds=1)
    with pytest.raises(FeedbackRefused) as error:
        vote(question, sent, sender=READER, now=quick)
    assert error.value.args[0] == exceptions.TOO_QUICK
    with pytest.raises(FeedbackRefused) as error:
        report_stuck(question, {**sent, "reason": "other"}, sender=READER, now=quick)
    assert error.value.args[0] == exceptions.TOO_QUICK
    assert not Vote.objects.exists()
    vote(question, sent, sender=READER, now=NOW + submission.MIN_TYPING_TIME)
    assert Vote.objects.get().words == "Buy here"


def test_words_with_a_page_token_are_rejected(question: Question) -> None:
    """Check 58: a page token contains no time, so it cannot be used for words."""
    sent = {**form(question, answered="no"), "words": "Buy here"}
    with pytest.raises(FeedbackRefused) as error:
        vote(question, sent, sender=READER, now=SOON)
    assert error.value.args[0] == exceptions.FORGED
    assert not Vote.objects.exists()


def test_words_have_a_maximum_length(question: Question) -> None:
    """Check 58: the limit is in characters, not bytes."""
    say(question, answered="no", words="é" * WORDS_LENGTH)
    assert Vote.objects.get().words == "é" * WORDS_LENGTH
    for words in ("é" * (WORDS_LENGTH + 1), "x" * 100_000):
        with pytest.raises(FeedbackRefused, match=f"has {len(words)} characters, and at most 300 "):
            say(question, answered="yes", words=words)
    assert Vote.objects.get().answered is False


def test_words_are_cleaned_before_they_are_stored(question: Question) -> None:
    """Check 60: control characters and personal details are removed."""
    words = (
        "I\u202e am\r\n\x00 ines@\u200bexample.com, call 020 7946 0958 <script>alert(1)</script>"
    )
    say(question, answered="no", words=words)
    kept = "I am [e-mail], call [number] <script>alert(1)</script>"
    assert Vote.objects.get().words == kept


@given(words=st.text(st.characters(exclude_categories=()), max_size=320))
def test_arbitrary_words_are_stored_as_one_line_or_rejected(question: Question, words: str) -> None:
    try:
        say(question, answered="no", words=words)
    except FeedbackRefused:
        assert len(one_line(words)) > WORDS_LENGTH
    else:
        kept = Vote.objects.get().words
        assert len(kept) <= WORDS_LENGTH
        assert kept == one_line(kept)


@pytest.mark.parametrize("answered", ["", "maybe", "YES", "1", "\x00"])
def test_vote_without_an_answer_is_rejected(question: Question, answered: str) -> None:
    with pytest.raises(FeedbackRefused) as error:
        say(question, answered=answered)
    assert error.value.args[0] == exceptions.NO_ANSWER
    assert not Vote.objects.exists()


@pytest.mark.parametrize("token", ["", "x", "1.2.3.page:x"])
def test_feedback_without_a_token_is_rejected(question: Question, token: str) -> None:
    """Check 26."""
    step = question.steps.get(position=1)
    sent = {"token": token, "answered": "yes", "step": str(step.uid), "reason": "other"}
    assert refused(question, sent) == [exceptions.FORGED] * 2
    assert refused(question, {}) == [exceptions.FORGED] * 2


def test_feedback_with_an_old_token_is_rejected(question: Question) -> None:
    step = question.steps.get(position=1)
    sent = form(question, answered="yes", step=str(step.uid), reason="")
    assert refused(question, sent, NOW + timedelta(days=3)) == [exceptions.EXPIRED] * 2
