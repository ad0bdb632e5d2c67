"""The pages of the trash, and the ways into it and out of it."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone

from faq.models import Notification, Question, TrashedText
from faq.publishing import discard, open_working_copy
from faq.publishing.trash import delete
from tests.factories import NOW, make_copy, make_draft, make_question, make_trashed
from tests.html import Element, parse

pytestmark = pytest.mark.django_db

LIST = "/admin/faq/question/"
TRASH = f"{LIST}trash/"


def hidden(form: Element, name: str) -> dict[str, list[str]]:
    return {name: [each["value"] for each in form.all("input", name=name)]}


def undo(page: Element) -> dict[str, list[str]]:
    """Return what the button in a message sends."""
    return hidden(page.one("ul", cls="messagelist").one("form"), "trashed")


def test_discarded_copy_is_restored_from_the_message(as_rafi: Client, ines: User) -> None:
    copy = make_copy(make_question(), by=ines, title="A day's work?")
    answer = as_rafi.post(f"{LIST}{copy.pk}/do/discard/", follow=True)
    again = as_rafi.post(f"{TRASH}restore/", undo(parse(answer)), follow=True)
    assert again.redirect_chain == [(f"{LIST}{copy.pk}/change/", 302)]
    assert "Restored: A day" in again.text
    assert Question.with_copies.copies().get().title == "A day's work?"


def test_deleted_draft_is_restored_from_the_message(as_ines: Client) -> None:
    draft = make_draft(title="Mine?")
    answer = as_ines.post(f"{LIST}{draft.pk}/delete/", {"post": "yes"}, follow=True)
    assert "“Mine?” is in the trash for 30 days." in answer.text
    as_ines.post(f"{TRASH}restore/", undo(parse(answer)))
    assert Question.objects.get().title == "Mine?"


def news(client: Client) -> list[tuple[str, str]]:
    """Return the lines of the card with messages on the dashboard, if it is there."""
    return [
        link
        for card in parse(client.get("/admin/")).all("li", id="news")
        for link in card.one("ul").links()
    ]


@pytest.fixture
def removed(ines: User, rafi: User) -> Question:
    """A draft or working copy of Ines that Rafi removed."""
    copy = make_copy(make_question(), by=ines, title="Mine?")
    discard(copy, by=rafi, at=NOW)
    # Django has taken the key of the deleted object away.
    copy.pk = TrashedText.objects.get().question_pk
    return copy


def test_author_is_led_from_the_dashboard_to_the_text_in_the_trash(
    as_ines: Client, as_viewer: Client, removed: Question
) -> None:
    address = f"{LIST}{removed.pk}/change/"
    assert news(as_ines) == [("rafi discarded or deleted “Mine?”", address)]
    # Somebody else who looks at it changes nothing for the author.
    assert as_viewer.get(address, follow=True).status_code == 200
    assert len(news(as_ines)) == 1
    shown = as_ines.get(address, follow=True)
    trashed = TrashedText.objects.get()
    assert shown.redirect_chain == [(f"{TRASH}{trashed.pk}/", 302)]
    assert parse(shown).one("div", id="content-main").all("button")[0].text == "Restore"
    assert news(as_ines) == []
    assert "rafi discarded or deleted “Mine?”" in as_ines.get("/admin/notifications/").text


def test_restored_text_is_no_news_and_its_links_lead_to_it(
    as_ines: Client, as_rafi: Client, removed: Question
) -> None:
    trashed = TrashedText.objects.get()
    [(_text, address)] = news(as_ines)
    as_rafi.post(f"{TRASH}restore/", {"trashed": str(trashed.pk)})
    assert news(as_ines) == []
    assert parse(as_ines.get(address)).one("textarea", name="title").raw_text.strip() == "Mine?"
    old = as_ines.get(f"{TRASH}{trashed.pk}/", follow=True)
    assert old.redirect_chain == [(TRASH, 302)]
    assert "It is no longer in the trash. Somebody restored it, or it expired." in old.text


@pytest.mark.parametrize("is_stored", [True, False])
def test_text_that_expired_is_no_news_and_its_links_fail_kindly(
    as_ines: Client, ines: User, removed: Question, is_stored: bool
) -> None:
    [(_text, address)] = news(as_ines)
    trashed = TrashedText.objects.get()
    long_ago = timezone.now() - timedelta(days=31)
    TrashedText.objects.update(deleted_at=long_ago)
    Notification.objects.update(at=long_ago)
    if not is_stored:
        # The next removal empties the trash.
        delete(make_draft(owner=ines), by=ines)
    assert news(as_ines) == []
    assert Notification.objects.exists() is is_stored
    for link in (address, f"{TRASH}{trashed.pk}/"):
        gone = as_ines.get(link, follow=True)
        assert gone.status_code == 200
        assert len(gone.redirect_chain) == 1
        assert parse(gone).one("ul", cls="messagelist").texts("li")


def test_latest_removal_is_what_the_old_address_leads_to(as_ines: Client, ines: User) -> None:
    draft = make_draft(owner=ines)
    key = draft.pk
    delete(draft, by=ines)
    as_ines.post(f"{TRASH}restore/", {"trashed": str(TrashedText.objects.get().pk)})
    delete(Question.objects.get(pk=key), by=ines)
    latest = TrashedText.objects.get()
    for page in ("change", "delete"):
        assert as_ines.get(f"{LIST}{key}/{page}/")["Location"] == f"{TRASH}{latest.pk}/"


def test_address_of_a_removed_text_tells_strangers_nothing(removed: Question) -> None:
    """Check 36: the answer is the same for a question that never existed."""
    stranger = Client()
    stranger.force_login(User.objects.create_user("stranger", is_staff=True))
    answers = [stranger.get(f"{LIST}{key}/change/") for key in (removed.pk, removed.pk + 9)]
    assert [answer.status_code for answer in answers] == [403, 403]
    assert "Mine?" not in answers[0].text


def test_trash_lists_what_was_deleted_when_and_by_whom(as_ines: Client) -> None:
    make_trashed()
    shown = parse(as_ines.get(TRASH))
    (text,) = shown.one("ul", cls="faq-trash").all("li")
    assert text.one("span").text == (
        "Draft · written by ines · deleted by rafi, 23 November 2026 12:00 (UTC), kept until 23 "
        "December 2026"
    )
    assert "trash is empty" not in shown.text
    TrashedText.objects.all().delete()
    assert "The trash is empty." in as_ines.get(TRASH).text


def test_what_cannot_be_restored_is_named_with_the_reason(
    as_ines: Client, ines: User, rafi: User
) -> None:
    live = make_question()
    discard(make_copy(live, by=ines, title="First?"), by=ines, at=NOW)
    open_working_copy(live, by=rafi, at=NOW)
    saw = make_trashed(status="archived")
    keys = [str(pk) for pk in TrashedText.objects.values_list("pk", flat=True)]
    answer = as_ines.post(f"{TRASH}restore/", {"trashed": keys}, follow=True)
    (first, second) = parse(answer).one("ul", cls="messagelist").texts("li")
    assert first.startswith("“First?” was not restored. rafi started this working copy")
    assert (
        second
        == f"“{saw}” was not restored. Readers have seen it, so only reviewers can restore it."
    )
    assert TrashedText.objects.count() == 2


@pytest.mark.parametrize("keys", [["9"], []])
def test_text_that_left_the_trash_is_said_to_have(as_ines: Client, keys: list[str]) -> None:
    answer = as_ines.post(f"{TRASH}restore/", {"trashed": keys}, follow=True)
    assert "no longer in the trash" in answer.text


def test_trash_needs_rights(client: Client, as_viewer: Client) -> None:
    """Checks 34 and 36: people without rights see and change nothing."""
    trashed = make_trashed(content={**make_trashed().content, "title": "Secret?"})
    addresses = (TRASH, f"{TRASH}{trashed.pk}/")
    stranger = Client()
    stranger.force_login(User.objects.create_user("stranger", is_staff=True))
    for someone in (client, stranger):
        for address in addresses:
            answer = someone.get(address)
            assert answer.status_code == (302 if someone is client else 403)
            assert "Secret?" not in answer.text
    for address in addresses:
        assert "Secret?" in as_viewer.get(address).text
        assert "Restore" not in as_viewer.get(address).text
    for someone in (client, stranger, as_viewer):
        someone.post(f"{TRASH}restore/", {"trashed": str(trashed.pk)})
    assert TrashedText.objects.count() == 2
    assert as_viewer.post(f"{TRASH}restore/", {"trashed": "x"}).status_code == 400
    assert as_viewer.get(f"{TRASH}restore/").status_code == 405


def delete_selected(client: Client, *questions: Question, **more: str) -> Element:
    keys = [str(question.pk) for question in questions]
    data = {"action": "delete_selected", "_selected_action": keys, **more}
    return parse(client.post(LIST, data, follow=True))


def test_selected_questions_are_deleted_and_the_others_named(as_ines: Client, rafi: User) -> None:
    live, *drafts = make_question(title="Live?"), make_draft(title="A?"), make_draft(title="B?")
    shown = delete_selected(as_ines, live, *drafts)
    assert shown.one("div", id="content-main").texts("h2") == [
        *("These cannot be deleted", "2 questions go into the trash"),
    ]
    assert "Live? Readers have seen it, so only reviewers can delete it." in shown.text
    assert Question.objects.count() == 3
    form = shown.one("div", id="content-main").one("form")
    asked = {**form.filled_in(), **hidden(form, "_selected_action"), "delete": "Delete"}
    answer = parse(as_ines.post(LIST, asked, follow=True))
    assert "In the trash for 30 days: 2." in answer.text
    assert Question.objects.get() == live
    as_ines.post(f"{TRASH}restore/", undo(answer))
    assert Question.objects.count() == 3


def test_delete_is_the_last_action_and_offered_to_those_who_may(
    as_ines: Client, as_viewer: Client, rafi: User
) -> None:
    live = make_question(title="Live?")
    actions = parse(as_ines.get(LIST)).one("select", name="action").all("option")
    assert actions[-1]["value"] == "delete_selected"
    delete_selected(as_viewer, live, delete="Delete")
    delete_selected(as_ines, live, delete="Delete")
    assert Question.objects.get() == live
