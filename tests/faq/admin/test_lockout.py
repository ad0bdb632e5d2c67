"""The limit of sign-in attempts and the page for locked-out users."""

import pytest
from django.contrib.auth.models import User
from django.core.cache import caches
from django.core.management import call_command
from django.http import HttpResponseBase
from django.test import Client

from tests.conftest import PASSWORD
from tests.html import parse

LIMIT = 5


@pytest.fixture(autouse=True)
def no_failures_yet(db: None) -> None:
    call_command("createcachetable", verbosity=0)
    caches["logins"].clear()


def sign_in(
    name: str, password: str, address: str = "10.0.0.1", **headers: str
) -> HttpResponseBase:
    return Client().post(
        "/admin/login/?next=/admin/",
        {"username": name, "password": password},
        REMOTE_ADDR=address,
        headers=headers,
    )


def lock(name: str, address: str = "10.0.0.1", **headers: str) -> list[int]:
    return [sign_in(name, "wrong", address, **headers).status_code for _ in range(LIMIT)]


def test_login_names_the_site(client: Client, settings) -> None:
    page = parse(client.get("/admin/login/"))
    assert page.one("title").text.endswith(settings.SITE_NAME)
    assert page.one(id="site-name").text == f"{settings.SITE_NAME} · editors"


def test_login_lets_the_right_password_in(ines: User) -> None:
    response = sign_in("ines", PASSWORD)
    assert (response.status_code, response["Location"]) == (302, "/admin/")


def test_login_locks_out_after_five_attempts_and_says_how_long(ines: User) -> None:
    """Check 28: the right password does not end the lockout."""
    assert lock("ines") == [200] * (LIMIT - 1) + [429]
    response = sign_in("ines", PASSWORD)
    assert response.status_code == 429
    assert response["Retry-After"] == "900"
    page = parse(response)
    assert page.one("h1").text == "Too many attempts to sign in"
    assert page.one("main").one("p", cls="lead").text == "Wait 15 minutes, then try again."
    assert "sessionid" not in str(response.cookies)


@pytest.mark.time_machine("2026-11-23 12:00 +0000")
def test_lock_out_ends_after_its_time(ines: User, time_machine) -> None:
    lock("ines")
    time_machine.shift(14 * 60)
    assert sign_in("ines", PASSWORD).status_code == 429
    time_machine.shift(16 * 60)
    assert sign_in("ines", PASSWORD).status_code == 302


def test_success_resets_the_count_of_failures(ines: User) -> None:
    for _ in range(3):
        assert [sign_in("ines", "wrong").status_code for _ in range(LIMIT - 1)] == [200] * 4
        assert sign_in("ines", PASSWORD).status_code == 302


def test_login_answers_alike_for_known_and_unknown_names(ines: User) -> None:
    """Check 28: the response does not reveal whether the account exists."""
    User.objects.create_user("reader", password=PASSWORD)
    User.objects.create_user("gone", password=PASSWORD, is_staff=True, is_active=False)

    def answers(name: str) -> list[tuple[int, str, str]]:
        replies = [sign_in(name, PASSWORD + "x") for _ in range(LIMIT + 1)]
        return [
            (
                reply.status_code,
                reply.get("Retry-After", ""),
                parse(reply).one("body").text.replace(name, "NAME"),
            )
            for reply in replies
        ]

    known = answers("ines")
    assert "Please enter the correct username and password" in known[0][2]
    assert {name: answers(name) == known for name in ("nobody", "reader", "gone")} == {
        "nobody": True,
        "reader": True,
        "gone": True,
    }


def test_reader_account_gets_the_message_for_a_wrong_password(ines: User) -> None:
    User.objects.create_user("reader", password=PASSWORD)
    wrong, right = sign_in("reader", "wrong"), sign_in("reader", PASSWORD)
    assert parse(wrong).one(cls="errornote").text == parse(right).one(cls="errornote").text
    assert right.status_code == 200


def test_lock_out_applies_to_one_name_at_one_address(ines: User, rafi: User) -> None:
    """Check 29: an attack from one address does not lock out the owner at another."""
    lock("ines", "10.6.6.6")
    assert sign_in("ines", PASSWORD, "10.6.6.6").status_code == 429
    assert sign_in("ines", PASSWORD, "10.0.0.1").status_code == 302
    assert sign_in("rafi", PASSWORD, "10.6.6.6").status_code == 302


def test_forwarded_address_is_ignored_without_a_proxy(ines: User) -> None:
    """Check 29: without a proxy, X-Forwarded-For has no effect."""
    claims = [f"10.9.9.{number}" for number in range(LIMIT)]
    codes = [
        sign_in("ines", "wrong", "10.6.6.6", **{"X-Forwarded-For": claim}).status_code
        for claim in claims
    ]
    assert codes[-1] == 429
    fresh = {"X-Forwarded-For": "10.8.8.8"}
    assert sign_in("ines", PASSWORD, "10.6.6.6", **fresh).status_code == 429
    assert sign_in("ines", PASSWORD, "10.9.9.0").status_code == 302


def test_forwarded_address_counts_behind_a_proxy(ines: User, settings) -> None:
    """Check 29: with one proxy, only the entry that it appended counts."""
    settings.PROXY_COUNT = 1
    for number in range(LIMIT):
        chain = f"10.9.9.{number}, 10.6.6.6"
        last = sign_in("ines", "wrong", "127.0.0.1", **{"X-Forwarded-For": chain})
    assert last.status_code == 429
    attacker = {"X-Forwarded-For": "10.0.0.1, 10.6.6.6"}
    assert sign_in("ines", PASSWORD, "127.0.0.1", **attacker).status_code == 429
    owner = {"X-Forwarded-For": "10.0.0.1"}
    assert sign_in("ines", PASSWORD, "127.0.0.1", **owner).status_code == 302
