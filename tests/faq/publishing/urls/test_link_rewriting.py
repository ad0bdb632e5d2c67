"""Links are rewritten when a question or topic gets a new slug."""

import pytest
from django.contrib.auth.models import User
from django.test import Client

from faq.models import IndexChange, Question, Redirect, Step
from faq.publishing import open_working_copy, publish, restore, snapshot_of
from faq.publishing.urls.link_rewriting import with_current_links
from faq.search.index.outbox import compare
from faq.text.markdown import MAX_LENGTH
from tests.content import dump
from tests.factories import NOW, PAST, make_copy, make_draft, make_question, make_topic

pytestmark = pytest.mark.django_db


def rename(thing: object, slug: str) -> None:
    thing.slug = slug  # type: ignore[attr-defined]
    thing.save()  # type: ignore[attr-defined]


def test_rename_rewrites_links_in_every_text(client: Client) -> None:
    old = make_question(slug="old")
    page = make_question(
        slug="page", body="See [it](/questions/old/#step-1), not [x](/questions/old-2/)."
    )
    Step.objects.create(
        question=page,
        position=1,
        title="Open it",
        body="<http://127.0.0.1:8000/de/questions/old.md>",
        caution="First [read it](</questions/old/>).",
    )
    draft = make_draft(body="[it]\n\n[it]: /questions/old/")
    rename(old, "new")
    page, step = Question.objects.get(pk=page.pk), page.steps.get()
    assert page.body == "See [it](/questions/new/#step-1), not [x](/questions/old-2/)."
    assert step.body == "<http://127.0.0.1:8000/de/questions/new.md>"
    assert step.caution == "First [read it](</questions/new/>)."
    assert Question.objects.get(pk=draft.pk).body == "[it]\n\n[it]: /questions/new/"
    html = client.get("/questions/page/").text
    assert ("/questions/new/#step-1" in html, 'href="/questions/old/' in html) == (True, False)


def test_rename_of_a_topic_rewrites_links_to_it() -> None:
    topic = make_topic(slug="shelf")
    page = make_question(topic=topic, body="[All](/topics/shelf/) [it](/questions/shelf/)")
    rename(topic, "place")
    assert Question.objects.get(pk=page.pk).body == "[All](/topics/place/) [it](/questions/shelf/)"


def test_rename_rewrites_links_to_itself_and_to_all_its_earlier_addresses() -> None:
    question = make_question(slug="one", body="[Up](/questions/one/)", published_at=PAST)
    rename(question, "two")
    page = make_question(body="[a](/questions/one/) [b](/questions/two/)")
    rename(Question.objects.get(pk=question.pk), "three")
    stored = Question.objects.get(pk=question.pk)
    assert (stored.body, "/questions/three/" in stored.body_html) == (
        "[Up](/questions/three/)",
        True,
    )
    assert Question.objects.get(pk=page.pk).body == "[a](/questions/three/) [b](/questions/three/)"


def test_rename_changes_only_the_links(index: object) -> None:
    """The time of the last update stays, and the index is updated."""
    old = make_question(slug="old")
    page = make_question(slug="page", body="[it](/questions/old/)")
    before = Question.objects.filter(pk=page.pk).values("updated_at", "title", "status").get()
    IndexChange.objects.all().delete()
    rename(old, "new")
    assert (
        Question.objects.filter(pk=page.pk).values("updated_at", "title", "status").get() == before
    )
    assert set(IndexChange.objects.values_list("question_id", flat=True)) == {old.pk, page.pk}


def test_rename_keeps_a_link_if_the_text_would_be_too_long(client: Client) -> None:
    """The old address redirects to the new one."""
    old = make_question(slug="old", published_at=PAST)
    link = "[it](/questions/old/)"
    page = make_question(body=link + "x" * (MAX_LENGTH - len(link)))
    rename(old, "a-much-longer-one")
    assert Question.objects.get(pk=page.pk).body == page.body
    assert client.get("/questions/old/")["Location"] == "/questions/a-much-longer-one/"


def test_rename_by_a_copy_leaves_other_copies_publishable(ines: User) -> None:
    """Rewritten links do not count as changes to the live text."""
    target = make_question(slug="old", summary="S.", published_at=PAST)
    page = make_question(slug="page", summary="S.", body="[it](/questions/old/)")
    waiting = make_copy(page, by=ines, summary="Better.")
    publish(make_copy(target, by=ines, slug="new"), by=ines, at=NOW)
    live = publish(waiting, by=ines, at=NOW)
    assert (live.summary, live.body) == ("Better.", "[it](/questions/new/)")
    # The found content and the published one. Rewriting a link creates no revision.
    assert [row.number for row in page.revisions.order_by("number")] == [1, 2]


def test_new_slug_of_a_working_copy_changes_no_links(ines: User) -> None:
    target = make_question(slug="old", summary="S.")
    page = make_question(body="[it](/questions/old/)")
    make_copy(target, by=ines, slug="new")
    assert Question.objects.get(pk=page.pk).body == "[it](/questions/old/)"


def test_restore_updates_links_to_renamed_questions(ines: User) -> None:
    target = make_question(slug="old", summary="S.", published_at=PAST)
    page = make_question(summary="S.", body="[it](/questions/old/)", steps=["Open it"])
    page.steps.update(body="[it](/questions/old/)")
    open_working_copy(page, by=ines, at=NOW).delete()
    Question.objects.filter(pk=page.pk).update(body="Nothing.")
    rename(target, "new")
    revision = page.revisions.get()
    copy, _ = restore(revision, by=ines, at=NOW)
    assert revision.content["body"] == "[it](/questions/old/)"
    assert (copy.body, copy.steps.get().body) == ("[it](/questions/new/)", "[it](/questions/new/)")


@pytest.mark.parametrize("body", ["", "No link.", "[it](/questions/it/) [x](/questions/never/)"])
def test_snapshot_without_former_addresses_is_unchanged(db: None, body: str) -> None:
    make_question(slug="it")
    content = snapshot_of(make_question(body=body))
    assert with_current_links(content) == content
    assert not Redirect.objects.exists()


def test_renamed_content_is_the_same_when_dumped_and_searched(index: object) -> None:
    """Check 70: fixtures hold slugs."""
    old = make_question(slug="old")
    make_question(slug="page", body="[it](/questions/old/)")
    rename(old, "new")
    assert '"body": "[it](/questions/new/)"' in dump()
    assert list(compare().pks) == []
