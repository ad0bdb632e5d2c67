"""The questions and working copies that wait for a member of the team."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User

from faq.models import ContentVersion, Question
from faq.publishing import send_back, submit
from tests.factories import FUTURE, NOW, PAST, make_copy, make_draft, make_question

pytestmark = pytest.mark.django_db

TEXTS = Question.with_copies


def titles(rows: Any) -> set[str]:
    return set(rows.values_list("title", flat=True))


def days_ago(days: int) -> Any:
    return NOW - timedelta(days=days)


def test_querysets_by_state_include_working_copies(ines: User) -> None:
    make_draft(title="Draft?")
    copy = make_copy(make_question(title="Live?"), by=ines, title="Copy?", summary="S.")
    make_question(title="Old?", status="archived")
    submit(copy, by=ines, at=NOW)
    assert titles(TEXTS.drafts()) == {"Draft?"}
    assert titles(TEXTS.in_review()) == {"Copy?"}
    assert titles(TEXTS.archived()) == {"Old?"}
    assert titles(TEXTS.listed()) == {"Draft?", "Live?", "Old?"}
    assert titles(TEXTS.listed().with_text_in(TEXTS.in_review())) == {"Live?"}
    assert titles(TEXTS.listed().with_text_in(TEXTS.drafts())) == {"Draft?"}


def test_copy_of_a_deleted_question_is_listed(ines: User) -> None:
    live = make_question()
    make_copy(live, by=ines, title="Left over?")
    live.delete()
    assert titles(TEXTS.listed()) == {"Left over?"}


def test_drafts_of_somebody_are_the_ones_they_write(ines: User, rafi: User) -> None:
    make_draft(title="Owned?", owner=ines)
    make_copy(by=ines, title="Begun?")
    make_draft(title="Nobody’s?")
    make_draft(title="Rafi’s?", owner=rafi)
    assert titles(TEXTS.drafts_of(ines)) == {"Owned?", "Begun?"}
    assert titles(TEXTS.drafts_of(rafi)) == {"Rafi’s?"}


def test_sent_back_to_is_the_author_unless_they_took_it_back(ines: User, rafi: User) -> None:
    back, taken = (make_draft(title=title, summary="S.") for title in ("Back?", "Taken?"))
    for draft in (back, taken):
        submit(draft, by=ines, at=NOW)
    send_back(back, "Name the button.", by=rafi, at=NOW)
    send_back(taken, "", by=ines, at=NOW)
    assert titles(TEXTS.sent_back_to(ines)) == {"Back?"}
    assert titles(TEXTS.drafts_of(ines)) == {"Taken?"}
    assert titles(TEXTS.sent_back_to(rafi) | TEXTS.drafts_of(rafi)) == set()


def test_longest_waiting_review_comes_first(ines: User) -> None:
    for hour, title in enumerate(("First?", "Second?", "Third?")):
        submit(make_draft(title=title, summary="S."), by=ines, at=PAST + timedelta(hours=9 - hour))
    found = TEXTS.in_review().longest_waiting_first().values_list("title", flat=True)
    assert list(found) == ["Third?", "Second?", "First?"]


@pytest.mark.parametrize(
    ("fields", "is_due"),
    [
        ({"published_at": days_ago(181)}, True),
        ({"published_at": days_ago(180)}, True),
        ({"published_at": days_ago(179)}, False),
        ({"published_at": days_ago(31), "review_every": 30}, True),
        ({"published_at": days_ago(29), "review_every": 30}, False),
        ({"published_at": days_ago(999), "review_every": 0}, False),
        ({"published_at": days_ago(999), "walked_through_at": days_ago(179)}, False),
        ({"published_at": days_ago(999), "walked_through_at": days_ago(181)}, True),
        ({"published_at": days_ago(10), "walked_through_at": days_ago(999)}, False),
        ({"published_at": FUTURE, "walked_through_at": days_ago(999)}, False),
        ({"published_at": days_ago(999), "review_every": 32_767}, False),
    ],
)
def test_due_for_review_depends_on_the_interval(fields: Any, is_due: bool) -> None:
    make_question(title="It?", **fields)
    make_question(title="Always?", published_at=days_ago(400), review_every=399)
    due = titles(Question.objects.due_for_review(NOW, default_days=180))
    assert due == {"Always?"} | ({"It?"} if is_due else set())


def test_due_for_review_ignores_questions_without_an_interval() -> None:
    make_question(published_at=days_ago(9999))
    make_question(title="Said so itself?", published_at=days_ago(9999), review_every=1)
    assert titles(Question.objects.due_for_review(NOW, default_days=0)) == {"Said so itself?"}


def test_due_for_review_handles_many_intervals(
    django_assert_max_num_queries,
) -> None:
    for days in range(1, 30):
        make_question(published_at=days_ago(days), review_every=days)
    with django_assert_max_num_queries(2):
        assert len(Question.objects.due_for_review(NOW, default_days=180)) == 29


def test_oldest_review_comes_first() -> None:
    make_question(title="Second?", published_at=days_ago(300))
    make_question(title="Third?", published_at=days_ago(900), walked_through_at=days_ago(200))
    make_question(title="First?", published_at=days_ago(400))
    found = Question.objects.oldest_review_first().values_list("title", flat=True)
    assert list(found) == ["First?", "Second?", "Third?"]


def test_owned_by_or_unowned_leaves_out_other_owners(ines: User, rafi: User) -> None:
    gone = User.objects.create_user("gone", is_active=False)
    for title, owner in (
        ("Ines’s?", ines),
        ("Rafi’s?", rafi),
        ("Gone’s?", gone),
        ("No one’s?", None),
    ):
        make_question(title=title, owner=owner)
    assert titles(Question.objects.owned_by_or_unowned(ines)) == {"Ines’s?", "Gone’s?", "No one’s?"}
    assert titles(Question.objects.without_owner()) == {"Gone’s?", "No one’s?"}
    assert titles(Question.objects.owned_by(rafi)) == {"Rafi’s?"}


def test_update_editorial_changes_nothing_for_readers(ines: User) -> None:
    question = make_question()
    before = (ContentVersion.objects.current(NOW), Question.objects.get().updated_at)
    Question.objects.update_editorial(owner=ines)
    after = Question.objects.get()
    assert (ContentVersion.objects.current(NOW), after.updated_at) == before
    assert (after, after.owner) == (question, ines)
