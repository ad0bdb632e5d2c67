"""Reordering the questions of a topic leaves no gaps and creates no revisions."""

import pytest
from django.contrib.auth.models import User
from hypothesis import given, settings
from hypothesis import strategies as st

from faq.models import AuditEntry, Question, Topic
from faq.publishing import NotAllowed
from faq.publishing.ordering import reorder
from tests.factories import NOW, make_copy, make_draft, make_question, make_topic

pytestmark = pytest.mark.django_db


def shelf(titles: str = "abcd") -> tuple[Topic, dict[str, int], dict[int, int]]:
    """A topic, the keys of its questions by title, and their places by key."""
    topic = make_topic()
    keys = {title: make_question(title=title, topic=topic).pk for title in titles}
    return topic, keys, {pk: place for place, pk in enumerate(keys.values(), start=1)}


def order(topic: Topic) -> tuple[str, list[int]]:
    rows = Question.objects.filter(topic=topic).in_order().values_list("title", "position")
    return "".join(title for title, _ in rows), [position for _, position in rows]


def test_reorder_moves_a_question_and_shifts_the_others(ines: User) -> None:
    topic, keys, was = shelf()
    reorder(topic, {**was, keys["d"]: 2}, was, by=ines, at=NOW)
    assert order(topic) == ("adbc", [1, 2, 3, 4])
    entry = AuditEntry.objects.get()
    assert (entry.act, entry.name, entry.by) == ("put in order", topic.title, ines)
    assert entry.changes == {"d": ["4", "2"]}


def test_reorder_accepts_a_complete_order(ines: User) -> None:
    topic, keys, was = shelf()
    reorder(topic, {keys[title]: n for n, title in enumerate("cadb", 1)}, was, by=ines, at=NOW)
    assert order(topic) == ("cadb", [1, 2, 3, 4])


def test_reorder_without_changes_writes_nothing(ines: User) -> None:
    topic, _, was = shelf()
    reorder(topic, was, was, by=ines, at=NOW)
    assert order(topic) == ("abcd", [0, 0, 0, 0])
    assert not AuditEntry.objects.exists()


def test_concurrent_reorders_leave_no_gaps(owner: User, rafi: User) -> None:
    """Check 74: places are 1 to n, and what each of them moved is moved."""
    topic, keys, was = shelf("abcdef")
    reorder(topic, {**was, keys["f"]: 1}, was, by=owner, at=NOW)
    reorder(topic, {**was, keys["a"]: 6}, was, by=rafi, at=NOW)
    assert order(topic) == ("fbcdea", [1, 2, 3, 4, 5, 6])


@settings(max_examples=10)
@given(st.lists(st.dictionaries(st.integers(0, 4), st.integers(-2, 9)), max_size=3))
def test_any_reorders_leave_no_gaps(ines: User, moves: list[dict[int, int]]) -> None:
    """Check 74: whatever is sent, from whatever was shown."""
    topic, keys, was = shelf("abcde")
    for asked in moves:
        places = {list(keys.values())[n]: place for n, place in asked.items()}
        reorder(topic, places, was, by=ines, at=NOW)
        if any(was[pk] != place for pk, place in places.items()):
            assert order(topic)[1] == [1, 2, 3, 4, 5]
    assert sorted(order(topic)[0]) == list("abcde")


def test_reorder_creates_no_revision(ines: User) -> None:
    topic, keys, was = shelf("ab")
    question = Question.objects.get(pk=keys["b"])
    reorder(topic, {**was, question.pk: 1}, was, by=ines, at=NOW)
    updated_at = question.updated_at
    question.refresh_from_db()
    assert (question.position, question.updated_at) == (1, updated_at)
    assert question.revisions.count() == 0


def test_reorder_handles_questions_added_or_deleted_since(ines: User) -> None:
    topic, keys, was = shelf("abc")
    Question.objects.filter(pk=keys["b"]).delete()
    make_draft(title="n", topic=topic, position=9)
    elsewhere = make_question(title="x")
    make_copy(Question.objects.get(pk=keys["a"]), by=ines, title="copy")
    places = {keys["c"]: 1, keys["b"]: 2, keys["a"]: 3, elsewhere.pk: 1}
    reorder(topic, places, was, by=ines, at=NOW)
    assert order(topic) == ("cna", [1, 2, 3])
    elsewhere.refresh_from_db()
    assert elsewhere.position == 0


def test_reorder_of_thousands_takes_few_queries(ines: User, django_assert_max_num_queries) -> None:
    topic = make_topic()
    rows = [
        Question(slug=f"q-{n}", title=f"Q{n:04}?", topic=topic, updated_at=NOW) for n in range(1000)
    ]
    made = Question.objects.bulk_create(rows)
    with django_assert_max_num_queries(60):
        reorder(topic, {made[-1].pk: 1}, {made[-1].pk: 1000}, by=ines, at=NOW)
    assert order(topic)[1] == list(range(1, 1001))


def test_reorder_is_refused_to_viewers(viewer: User) -> None:
    topic, keys, was = shelf("ab")
    with pytest.raises(NotAllowed):
        reorder(topic, {keys["b"]: 1}, was, by=viewer, at=NOW)
    assert order(topic) == ("ab", [0, 0])
