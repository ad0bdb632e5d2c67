"""The search of editors: the engine of readers, over questions in all states."""

import pytest
from django.contrib.auth.models import User
from hypothesis import given, settings
from hypothesis import strategies as st

from faq.models import Phrasing, Question
from faq.search import SearchUnavailable, editorial, suggest
from faq.search.editorial import find_link_targets, search_all
from faq.search.index.outbox import drain
from faq.search.index.store import live_folder
from tests.factories import FUTURE, NOW, make_copy, make_draft, make_question, make_synonym

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("index")]


def found(text: str) -> list[str]:
    rows = Question.with_copies.in_bulk(search_all(text, now=NOW))
    return [rows[pk].title for pk in search_all(text, now=NOW)]


def test_drafts_copies_and_archived_questions_are_found_in_all_their_texts(ines: User) -> None:
    live = make_question(title="Walrus?")
    make_copy(live, by=ines, title="Walrus in a hurry?")
    make_draft(title="Slow?", body="The mouse is **slow**.", steps=["Press [[Reset]]"])
    make_question(title="Gone?", status="archived", phrasings=["old bicycle"])
    make_question(title="Later?", published_at=FUTURE, summary="A zeppelin.")
    drain()
    assert found("walrus") == ["Walrus?", "Walrus in a hurry?"]
    assert found("moues slow")[0] == "Slow?"
    assert found("reset") == ["Slow?"]
    assert found("bicycles") == ["Gone?"]
    assert found("zepelin") == ["Later?"]
    assert found("") == found("?!") == []


def test_synonyms_hold_for_drafts() -> None:
    make_synonym("gig, job")
    make_draft(title="Close a gig?")
    assert found("job") == ["Close a gig?"]


def test_found_texts_follow_every_change(ines: User) -> None:
    draft = make_draft(title="Walrus?")
    assert found("walrus") == ["Walrus?"]
    draft.title = "Seal?"
    draft.save()
    assert (found("walrus"), found("seal")) == ([], ["Seal?"])
    Phrasing.objects.create(question=draft, text="sea lion")
    assert found("lion") == ["Seal?"]
    draft.status, draft.published_at = Question.Status.PUBLISHED, NOW
    draft.save()
    drain()
    assert found("seal") == ["Seal?"]
    draft.delete()
    drain()
    assert found("seal") == []


def test_many_changes_leave_few_segments() -> None:
    draft = make_draft(title="Walrus?")
    for number in range(25):
        draft.title = f"Walrus number {number}?"
        draft.save()
        assert found("walrus") == [draft.title]
    assert len(editorial._known.documents.segments) <= 11


WORDS = st.lists(st.sampled_from(["walrus", "seal", "bear", "fox", "owl"]), max_size=3).map(
    " ".join
)


@settings(max_examples=15)
@given(st.lists(st.tuples(st.integers(0, 3), WORDS), max_size=8))
def test_any_series_of_changes_gives_what_a_fresh_start_gives(
    db: None, changes: list[tuple[int, str]]
) -> None:
    Question.objects.all().delete()
    for number, words in changes:
        slug = f"draft-{number}"
        Question.objects.filter(slug=slug).delete()
        if words:
            make_draft(slug=slug, title=words)
        kept = sorted(found("walrus seal"))
        editorial.clear_cache()
        assert sorted(found("walrus seal")) == kept


def test_link_targets_are_published_questions_and_drafts_with_their_best_steps() -> None:
    live = make_question(title="How do I open it?", steps=["Open the lid", "Press the walrus"])
    draft = make_draft(title="Walrus to come?")
    make_question(title="Walrus gone?", status="archived")
    drain()
    targets = find_link_targets("walrsu", now=NOW)
    assert {(each.pk, step and step.position) for each, step in targets} == {
        (live.pk, 2),
        (draft.pk, None),
    }
    assert find_link_targets("", now=NOW) == []


def test_what_is_being_typed_is_suggested_first() -> None:
    question = make_question(title="Walruses?")
    drain()
    assert [each.pk for each, _ in find_link_targets("walr", now=NOW)] == [question.pk]


def test_without_an_index_the_database_suggests(ines: User) -> None:
    question = make_question(title="Walruses?")
    drain()
    (live_folder() / "CURRENT").unlink(missing_ok=True)
    for path in live_folder().iterdir():
        path.unlink()
    with pytest.raises(SearchUnavailable):
        search_all("walruses", now=NOW)
    assert [each.pk for each, _ in find_link_targets("walruses", now=NOW)] == [question.pk]
    assert [each.question for each in suggest("walruses", now=NOW)] == [question]
