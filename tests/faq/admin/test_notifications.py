"""The page of somebody's notifications."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.test import Client

from faq.models import Notification, NotificationPreferences
from faq.notifications.preferences import make_token
from faq.notifications.recipients import wants
from tests.factories import NOW, make_draft, make_notification
from tests.html import parse

pytestmark = [pytest.mark.django_db, pytest.mark.time_machine(NOW)]

PAGE = "/admin/notifications/"


def test_everybody_reads_their_own(as_ines: Client, as_rafi: Client, ines: User) -> None:
    """Checks 34 and 1."""
    draft = make_draft(title="How?")
    make_notification(ines, question=draft, comment="<b>Why?</b>\nSay so.")
    make_notification(ines, kind="removed", title="Gone?", question=None, at=NOW - timedelta(1))
    make_notification(ines, kind="password_reset", title="Secret")
    page = parse(as_ines.get(PAGE))
    assert page.one("p", cls="paginator").text == "2 messages"
    assert page.one("ul", cls="faq-news").links() == [
        ("rafi sent back “How?”", f"/admin/faq/question/{draft.pk}/change/"),
        ("rafi discarded or deleted “Gone?”", "/admin/faq/question/trash/"),
    ]
    assert page.one("p", cls="faq-comment").text == "<b>Why?</b> Say so."
    calm = parse(as_rafi.get(PAGE)).one("p", cls="faq-calm").text
    assert calm.startswith("Nothing has happened to your texts")


def test_page_needs_an_account_of_the_team(client: Client, ines: User) -> None:
    """Check 40."""
    make_notification(ines)
    assert client.get(PAGE)["Location"] == f"/admin/login/?next={PAGE}"
    client.force_login(User.objects.create_user("reader"))
    assert client.get(PAGE)["Location"] == f"/admin/login/?next={PAGE}"


def test_many_are_on_pages(as_ines: Client, ines: User) -> None:
    for number in range(51):
        make_notification(ines, title=f"Text {number}?", at=NOW - timedelta(hours=number))
    first, second = (parse(as_ines.get(PAGE, {"p": page})) for page in ("1", "2"))
    assert len(first.one("ul", cls="faq-news").links()) == 50
    assert second.one("ul", cls="faq-news").links()[0][0] == "rafi sent back “Text 50?”"
    for odd in ("0", "-1", "x", "9" * 30):
        assert as_ines.get(PAGE, {"p": odd}).status_code == 200


@pytest.fixture
def with_mail(settings, ines: User) -> None:
    settings.SENDS_MAIL = True
    ines.email = "ines@example.com"
    ines.save()


def ticked(client: Client) -> list[str]:
    boxes = parse(client.get(PAGE)).all("input", name="kinds")
    return [box["value"] for box in boxes if "checked" in box.attributes]


@pytest.mark.usefixtures("with_mail")
def test_everybody_chooses_what_they_get(as_ines: Client, as_rafi: Client, ines: User) -> None:
    """Check 34: and nobody chooses for others."""
    assert ticked(as_ines) == [kind.value for kind in Notification.OPTIONAL]
    page = as_ines.post(PAGE, {"kinds": ["sent_back"], "language": "de"}, follow=True)
    assert parse(page).one("ul", cls="messagelist").text == "Your choice is saved."
    stored = NotificationPreferences.objects.get()
    assert (stored.person, stored.language) == (ines, "de")
    assert set(stored.muted) == set(Notification.OPTIONAL) - {"sent_back"}
    assert ticked(as_ines) == ["sent_back"]
    as_ines.post(PAGE, {"language": ""})
    assert set(NotificationPreferences.objects.get().muted) == set(Notification.OPTIONAL)
    assert not wants(User.objects.get(pk=ines.pk), "sent_back")


@pytest.mark.usefixtures("with_mail")
@pytest.mark.parametrize("sent", [{"kinds": ["invitation"]}, {"kinds": ["x"]}, {"language": "xx"}])
def test_choices_that_are_none_are_refused(as_ines: Client, sent: dict[str, object]) -> None:
    page = as_ines.post(PAGE, sent)
    assert "Select a valid choice" in page.text
    assert not NotificationPreferences.objects.exists()


def test_page_says_where_mail_goes(as_ines: Client, as_rafi: Client, with_mail: None) -> None:
    assert "Goes to ines@example.com." in parse(as_ines.get(PAGE)).text
    assert "Your account has no e-mail address" in parse(as_rafi.get(PAGE)).text


def test_site_without_a_server_offers_no_mail(as_ines: Client) -> None:
    assert "e-mail" not in parse(as_ines.get(PAGE)).one("div", cls="faq-page").text.lower()


def test_link_in_mail_turns_it_off_without_a_session(client: Client, ines: User) -> None:
    """Checks 20, 26 and 27: programs send the form without a token, and reading changes nothing."""
    address = f"{PAGE}off/{make_token(ines, 'commented')}/"
    client = Client(enforce_csrf_checks=True)
    page = client.get(address)
    assert parse(page).one("h1").text == "Get no more of these e-mails?"
    assert not NotificationPreferences.objects.exists()
    assert page.cookies == {}
    done = client.post(address, {"List-Unsubscribe": "One-Click"})
    assert parse(done).one("h1").text == "You get no more of these e-mails"
    assert done.cookies == {}
    assert NotificationPreferences.objects.get().muted == ["commented"]
    client.post(address)
    assert NotificationPreferences.objects.get().muted == ["commented"]


def test_link_that_is_forged_or_old_turns_nothing_off(
    client: Client, ines: User, rafi: User, time_machine
) -> None:
    """Check 37."""
    token = make_token(ines, "commented")
    for odd in ("x", token[:-1], token.replace(":", ""), f"{token}x", "a:b:c"):
        assert client.post(f"{PAGE}off/{odd}/").status_code == 404
    time_machine.move_to(NOW + timedelta(days=91))
    assert client.post(f"{PAGE}off/{token}/").status_code == 404
    ines.delete()
    assert client.post(f"{PAGE}off/{token}/").status_code == 404
    assert not NotificationPreferences.objects.exists()


def test_operators_see_how_mail_fares_and_no_text(as_owner: Client, ines: User) -> None:
    make_notification(ines, title="No e-mail?")
    row = make_notification(
        ines, title="Secret?", comment="Secret.", delivery="failed", error="550 No such mailbox"
    )
    page = as_owner.get("/admin/faq/notification/")
    assert parse(page).one("p", cls="paginator").text == "1 e-mail"
    assert "550 No such mailbox" in page.text
    shown = page.text + as_owner.get(f"/admin/faq/notification/{row.pk}/change/").text
    assert "Secret" not in shown.replace("A text of yours", "")
