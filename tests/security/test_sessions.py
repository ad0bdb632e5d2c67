"""Signing in and out: sessions, cookies, and where one is sent afterwards."""

import pytest
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.core.cache import caches
from django.core.management import call_command
from django.test import Client
from time_machine import TimeMachineFixture

from tests.factories import NOW, make_question
from tests.html import parse
from tests.people import PASSWORD

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def no_failures_yet(db: None) -> None:
    call_command("createcachetable", verbosity=0)
    caches["logins"].clear()
    caches["limits"].clear()


def sign_in(client: Client, target: str = "/admin/") -> str:
    """Sign Ines in with a form, and say where she is sent."""
    response = client.post(
        "/admin/login/", {"username": "ines", "password": PASSWORD, "next": target}
    )
    assert response.status_code == 302
    return response["Location"]


def test_session_gets_a_new_key_at_login_and_is_gone_at_logout(ines: User, client: Client) -> None:
    """Check 30: a key planted before login is worth nothing after it; a copy dies with logout."""
    planted = client.session
    planted["planted"] = True
    planted.save()
    old_key = planted.session_key
    client.cookies["session"] = old_key or ""
    sign_in(client)
    new_key = client.cookies["session"].value
    assert new_key != old_key
    assert list(Session.objects.values_list("session_key", flat=True)) == [new_key]

    thief = Client()
    thief.cookies["session"] = new_key
    assert thief.get("/admin/").status_code == 200
    assert client.post("/admin/logout/").status_code == 200
    assert client.cookies["session"].value == ""
    assert not Session.objects.exists()
    assert thief.get("/admin/").status_code == 302


@pytest.mark.parametrize("works", [True, False], ids=["working", "idle"])
def test_session_ends_twelve_hours_after_login(
    ines: User, client: Client, time_machine: TimeMachineFixture, works: bool
) -> None:
    """Check 31: whether one works or not, in the browser and for a copy of its cookie."""
    time_machine.move_to(NOW, tick=False)
    sign_in(client)
    thief = Client()
    thief.cookies["session"] = client.cookies["session"].value
    time_machine.shift(11 * 3600)
    if works:
        # Saving leaves a message in the session, which is stored again.
        address = "/admin/faq/topic/add/"
        form = parse(client.get(address)).one("form", id="topic_form").filled_in()
        sent = {**form, "slug": "sea", "title": "The sea"}
        assert client.post(address, sent).status_code == 302
    assert client.cookies["session"]["max-age"] in {3600, 12 * 3600}
    time_machine.shift(3599)
    assert [each.get("/admin/").status_code for each in (client, thief)] == [200, 200]
    time_machine.shift(2)
    assert [each.get("/admin/").status_code for each in (client, thief)] == [302, 302]


def test_logout_is_no_link(as_ines: Client) -> None:
    """Check 27: a picture with that address must not sign anybody out."""
    assert as_ines.get("/admin/logout/").status_code == 405
    assert as_ines.get("/admin/").status_code == 200


def test_new_password_ends_other_sessions(ines: User, client: Client) -> None:
    sign_in(client)
    other = Client()
    sign_in(other)
    ines.set_password("another horse battery staple")
    ines.save()
    assert [each.get("/admin/").status_code for each in (client, other)] == [302, 302]


def test_cookies_of_the_admin_are_out_of_reach_of_scripts_and_other_sites(
    ines: User, client: Client
) -> None:
    """Check 21: over TLS they are Secure and __Host- as well; test_tls says so."""
    client.get("/admin/login/")
    sign_in(client)
    assert set(client.cookies) == {"csrf", "session", "browser"}
    for cookie in client.cookies.values():
        assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax")
        assert (cookie["path"], cookie["domain"]) == ("/", "")


def test_public_pages_set_no_cookie_even_for_editors(as_ines: Client) -> None:
    """Check 20: nor do they vary with one, so that they can be cached for everyone."""
    question = make_question()
    pages = ["/", question.topic.get_absolute_url(), question.get_absolute_url(), "/search/?q=x"]
    for page in [*pages, "/nowhere/"]:
        response = as_ines.get(page)
        assert not response.cookies
        assert "Cookie" not in response.get("Vary", "")
        assert response.text == Client().get(page).text


@pytest.mark.parametrize(
    "target",
    [
        "//evil.example",
        "///evil.example",
        "https://evil.example/",
        "https:evil.example",
        "http:///evil.example",
        "\\\\evil.example",
        "/\\evil.example",
        "\\evil",
        "javascript:alert(1)",
        "https://testserver@evil.example/",
        "https://testserver.evil.example/",
        "\t//evil.example",
        "//evil.example\\@testserver",
        "",
    ],
)
def test_login_sends_nobody_to_another_site(ines: User, client: Client, target: str) -> None:
    """Check 32: whatever is asked for, one stays here, at a page that exists."""
    location = sign_in(client, target)
    # Escaped, the backslash names a page of this site.
    assert location in {"/admin/", "%5Cevil"}


def test_login_that_refuses_a_target_leads_to_a_page_that_exists(
    ines: User, client: Client
) -> None:
    assert client.get(sign_in(client, "https://evil.example/")).status_code == 200


@pytest.mark.parametrize("target", ["//evil.example", "https://evil.example/", "\\\\evil.example"])
def test_logout_sends_nobody_to_another_site(ines: User, client: Client, target: str) -> None:
    """Check 32: the same on the way out."""
    sign_in(client)
    response = client.post("/admin/logout/", {"next": target}, query_params={"next": target})
    assert "evil" not in response.get("Location", "")
    assert client.get("/admin/").status_code == 302


def test_login_leads_to_the_page_that_was_asked_for(ines: User, client: Client) -> None:
    asked = client.get("/admin/faq/topic/?q=a%20b")
    page = parse(client.get(asked["Location"]))
    sent = page.one("form", id="login-form").filled_in()
    sent |= {"username": "ines", "password": PASSWORD}
    response = client.post(asked["Location"], sent)
    assert response["Location"] == "/admin/faq/topic/?q=a%20b"
