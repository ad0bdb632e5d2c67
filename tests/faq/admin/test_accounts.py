"""Invitations and new passwords, by e-mail to a real server."""

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.core.cache import caches
from django.core.management import call_command
from django.test import Client

from faq.models import Notification
from tests import people
from tests.factories import NOW
from tests.html import parse
from tests.smtp import MailServer, mail_server

pytestmark = [pytest.mark.django_db, pytest.mark.time_machine(NOW, tick=False)]

RESET = "/admin/password_reset/"
INVITE = "/admin/auth/user/invite/"
PASSWORD = "a new long password"


@pytest.fixture
def smtp(settings) -> Iterator[MailServer]:
    caches["limits"].clear()
    settings.SENDS_MAIL = True
    settings.SITE_URL = "https://help.example.com"
    settings.DEFAULT_FROM_EMAIL = "help@example.com"
    with mail_server() as server:
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
        yield server


@pytest.fixture
def person(ines: User) -> User:
    ines.email = "Ines@example.com"
    ines.save()
    return ines


def link_in(server: MailServer) -> str:
    """Send what is due, and return the path of the link in the last e-mail."""
    call_command("mail_send")
    text = server.messages[-1].get_content()
    (link,) = re.findall(r"https://help\.example\.com(/admin/reset/\S+)", text)
    return str(link)


def set_password(client: Client, link: str, password: str = PASSWORD) -> str:
    """Follow a link and send its form; return the page that follows."""
    page = client.get(link, follow=True)
    sent = {"new_password1": password, "new_password2": password}
    return client.post(page.redirect_chain[-1][0], sent, follow=True).text


def has_password(name: str, password: str = PASSWORD) -> bool:
    return User.objects.get(username=name).check_password(password)


@pytest.mark.usefixtures("person")
def test_forgotten_password_is_replaced(client: Client, smtp: MailServer) -> None:
    login = parse(client.get("/admin/login/"))
    assert ("Forgotten your password?", RESET) in login.links()
    done = client.post(RESET, {"email": "ines@EXAMPLE.com"}, follow=True)
    assert done.redirect_chain == [("/admin/password_reset/done/", 302)]
    link = link_in(smtp)
    assert smtp.recipients == [["Ines@example.com"]]
    assert "Your user name: ines" in smtp.messages[0].get_content()
    assert "Your password is set. Sign in with it." in set_password(client, link)
    assert has_password("ines")
    # The link works once.
    again = client.get(link, follow=True)
    assert "The password reset link was invalid" in again.text


@pytest.mark.usefixtures("person")
def test_answer_is_the_same_whether_an_account_exists(
    client: Client, smtp: MailServer, django_assert_num_queries
) -> None:
    """Check 28: in what it says and in what it does."""
    pages, queries = [], []
    for address in ("ines@example.com", "nobody@example.com"):
        with django_assert_num_queries(3) as counted:
            answer = client.post(RESET, {"email": address})
        pages.append((answer.status_code, answer["Location"], answer.content))
        queries.append([query["sql"].partition(" ")[0] for query in counted.captured_queries])
    assert pages[0] == pages[1]
    assert queries == [["SAVEPOINT", "INSERT", "RELEASE"]] * 2
    call_command("mail_send")
    assert [message["To"] for message in smtp.messages] == ["Ines@example.com"]
    assert Notification.objects.get().recipient
    assert client.get("/admin/password_reset/done/").status_code == 200


@pytest.mark.parametrize("fields", [{"is_active": False}, {"is_staff": False}], ids=str)
def test_accounts_that_may_not_sign_in_here_get_no_link(
    client: Client, smtp: MailServer, person: User, fields: dict[str, bool]
) -> None:
    User.objects.filter(pk=person.pk).update(**fields)
    client.post(RESET, {"email": "ines@example.com"})
    call_command("mail_send")
    assert smtp.messages == []
    assert not Notification.objects.exists()


def test_address_that_only_looks_alike_gets_no_link(client: Client, smtp: MailServer) -> None:
    """The link goes to the address of the account, never to the one that was typed."""
    User.objects.create_user("mike", "mike@example.org", is_staff=True)
    client.post(RESET, {"email": "mıke@example.org"})
    call_command("mail_send")
    assert smtp.messages == []


@pytest.mark.usefixtures("person")
def test_link_has_the_configured_host(client: Client, smtp: MailServer, settings) -> None:
    """Check 33."""
    settings.ALLOWED_HOSTS = ["*"]
    client.post(RESET, {"email": "ines@example.com"}, HTTP_HOST="evil.example")
    assert link_in(smtp).startswith("/admin/reset/")
    assert "evil" not in smtp.messages[0].as_string()


def test_no_token_is_stored(client: Client, smtp: MailServer, person: User) -> None:
    """Check 61: whoever reads the database or the list of e-mails cannot set a password."""
    client.post(RESET, {"email": "ines@example.com"})
    token = link_in(smtp).split("/")[-2]
    for row in Notification.objects.values():
        assert token not in str(row)


@pytest.mark.usefixtures("person")
def test_link_expires(client: Client, smtp: MailServer, time_machine) -> None:
    client.post(RESET, {"email": "ines@example.com"})
    link = link_in(smtp)
    time_machine.move_to(NOW + timedelta(days=3, seconds=1), tick=False)
    assert "The password reset link was invalid" in client.get(link, follow=True).text
    for odd in ("/admin/reset/x/y/", "/admin/reset/MQ/set-password/", "/admin/reset/%00/y/"):
        assert "The password reset link was invalid" in client.get(odd, follow=True).text


@pytest.mark.usefixtures("person")
def test_weak_password_is_refused(client: Client, smtp: MailServer) -> None:
    """Check 39."""
    client.post(RESET, {"email": "ines@example.com"})
    assert "too short" in set_password(client, link_in(smtp), "short")
    assert not has_password("ines", "short")


def test_requests_have_limits(client: Client, smtp: MailServer) -> None:
    """Check 28: for a network and for an address, known or not."""
    for number in range(5):
        assert client.post(RESET, {"email": f"a{number}@example.com"}).status_code == 302
    refused = client.post(RESET, {"email": "b@example.com"})
    assert (refused.status_code, "Retry-After" in refused) == (429, True)
    assert Notification.objects.count() == 5
    for number in range(3):
        elsewhere = Client(REMOTE_ADDR=f"192.0.2.{number}")
        assert elsewhere.post(RESET, {"email": "b@example.com"}).status_code == 302
    elsewhere = Client(REMOTE_ADDR="192.0.2.9")
    assert elsewhere.post(RESET, {"email": "B@example.com"}).status_code == 429


@pytest.mark.parametrize("email", ["", "x", "a@b.c\nBcc: d@e.f", "x" * 300 + "@example.com"])
def test_address_that_is_none_is_refused(client: Client, smtp: MailServer, email: str) -> None:
    """Check 11."""
    assert client.post(RESET, {"email": email}).status_code == 200
    assert not Notification.objects.exists()


def test_invited_person_sets_a_password_and_signs_in(
    as_owner: Client, client: Client, smtp: MailServer
) -> None:
    users = parse(as_owner.get("/admin/auth/user/"))
    assert ("Invite by e-mail", INVITE) in users.links()
    group = people.group("Editors")
    sent = {"username": "nina", "email": "nina@example.com", "groups": [str(group.pk)]}
    page = as_owner.post(INVITE, sent, follow=True)
    assert parse(page).one("ul", cls="messagelist").text == (
        "The account “nina” is created. Its owner gets an e-mail with a link that sets a password."
    )
    nina = User.objects.get(username="nina")
    assert (nina.is_staff, nina.is_superuser, nina.has_usable_password()) == (True, False, False)
    assert list(nina.groups.all()) == [group]
    link = link_in(smtp)
    subject = "[Helpcenter] olga invited you to write for this help center"
    assert (smtp.messages[0]["To"], smtp.messages[0]["Subject"]) == ("nina@example.com", subject)
    set_password(client, link)
    assert has_password("nina")


def test_invitation_that_expired_is_replaced_by_a_new_password(
    as_owner: Client, client: Client, smtp: MailServer
) -> None:
    as_owner.post(INVITE, {"username": "nina", "email": "nina@example.com"})
    call_command("mail_send")
    client.post(RESET, {"email": "nina@example.com"})
    set_password(client, link_in(smtp))
    assert has_password("nina")


@pytest.mark.parametrize(
    ("fields", "problem"),
    [
        ({"username": "INES"}, "Somebody has this user name."),
        ({"username": "a b"}, "Enter a valid username."),
        ({"email": "ines@example.com"}, "The account “ines” has this address already."),
        ({"email": "x"}, "Enter a valid email address."),
        ({"groups": ["999"]}, "Select a valid choice."),
        ({"groups": ["x"]}, "is not a valid value."),
    ],
)
def test_invitation_that_cannot_be_is_refused(
    as_owner: Client, person: User, smtp: MailServer, fields: dict[str, object], problem: str
) -> None:
    before = User.objects.count()
    page = as_owner.post(INVITE, {"username": "nina", "email": "nina@example.com", **fields})
    assert problem in page.text
    assert User.objects.count() == before
    assert not Notification.objects.exists()


def test_invitations_need_permission_to_manage_accounts(
    as_rafi: Client, rafi: User, smtp: MailServer
) -> None:
    """Check 34."""
    sent = {"username": "nina", "email": "nina@example.com"}
    assert as_rafi.get(INVITE).status_code == 403
    assert as_rafi.post(INVITE, sent).status_code == 403
    assert Client().post(INVITE, sent)["Location"].startswith("/admin/login/")
    assert not User.objects.filter(username="nina").exists()


def test_site_without_mail_has_neither(as_owner: Client, client: Client) -> None:
    paths = [RESET, "/admin/password_reset/done/", "/admin/reset/MQ/x-y/"]
    assert [client.get(path).status_code for path in paths] == [404] * 3
    assert as_owner.get(INVITE).status_code == 404
    assert RESET not in client.get("/admin/login/").text
    assert INVITE not in as_owner.get("/admin/auth/user/").text
