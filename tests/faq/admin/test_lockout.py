"""The limit of sign-in attempts and the page for locked-out users."""

import pytest
from django.contrib.auth.hashers import MD5PasswordHasher
from django.contrib.auth.models import User
from django.core.cache import caches
from django.core.management import call_command
from django.http import HttpResponseBase
from django.test import Client
from time_machine import TimeMachineFixture

from faq.admin.lockout import PASSWORD_CHANGE_RATE
from faq.ops.sign_in import NETWORK_RATE, TOTAL_RATE
from tests.factories import NOW
from tests.html import parse
from tests.people import PASSWORD, signed_in

LIMIT = 5
NAMES, TOTAL = NETWORK_RATE[0], TOTAL_RATE[0]


@pytest.fixture(autouse=True)
def no_failures_yet(db: None) -> None:
    call_command("createcachetable", verbosity=0)
    caches["logins"].clear()
    caches["limits"].clear()


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

    names = ["ines", "nobody", "reader", "gone"]
    # One network may try only so many names.
    addresses = {name: f"10.3.0.{number}" for number, name in enumerate(names)}

    def answers(name: str) -> list[tuple[int, str, str]]:
        replies = [sign_in(name, PASSWORD + "x", addresses[name]) for _ in range(LIMIT + 1)]
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


# --- Many names, many networks


@pytest.fixture
def hashed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The passwords that are hashed from now on."""
    passwords: list[str] = []
    encode = MD5PasswordHasher.encode

    def noted(self: MD5PasswordHasher, password: str, salt: str) -> str:
        passwords.append(password)
        return encode(self, password, salt)

    monkeypatch.setattr(MD5PasswordHasher, "encode", noted)
    return passwords


def try_names(count: int, *addresses: str) -> list[int]:
    """Try a new name each time, from the addresses in turn."""
    return [
        sign_in(f"name{number}", "wrong", addresses[number % len(addresses)]).status_code
        for number in range(count)
    ]


@pytest.mark.time_machine(NOW, tick=False)
def test_network_may_try_only_so_many_names(ines: User, hashed: list[str]) -> None:
    """Check 28: above the limit no password is hashed, not even the right one."""
    assert try_names(NAMES + 2, "10.6.6.6") == [200] * NAMES + [429] * 2
    assert len(hashed) == NAMES
    known, unknown = sign_in("ines", PASSWORD, "10.6.6.6"), sign_in("nobody", "x", "10.6.6.6")
    assert (known.status_code, known["Retry-After"]) == (429, "900")
    assert parse(known).one("main").text == parse(unknown).one("main").text
    assert len(hashed) == NAMES
    assert sign_in("ines", PASSWORD, "10.0.0.1").status_code == 302


def test_one_password_is_hashed_whether_or_not_the_name_exists(
    ines: User, hashed: list[str]
) -> None:
    """Check 28: the response time does not reveal it either."""
    User.objects.create_user("gone", password=PASSWORD, is_staff=True, is_active=False)
    hashed.clear()
    for name in ("ines", "nobody", "gone", ""):
        sign_in(name, f"wrong for {name}")
    assert hashed == ["wrong for ines", "wrong for nobody", "wrong for gone"]


@pytest.mark.time_machine(NOW, tick=False)
def test_network_of_ipv6_may_try_no_more_than_an_address(ines: User) -> None:
    """Checks 28, 29: nor may a client that changes the address within its network."""
    addresses = [f"2001:db8::{number}" for number in range(NAMES + 1)]
    assert try_names(NAMES + 1, *addresses)[-1] == 429
    assert sign_in("ines", PASSWORD, "2001:db8::ffff").status_code == 429
    assert sign_in("ines", PASSWORD, "2001:db8:0:1::1").status_code == 302


@pytest.mark.time_machine(NOW, tick=False)
def test_people_who_sign_in_use_up_nothing(ines: User, rafi: User) -> None:
    """A whole office signs in from one address."""
    codes = [sign_in(name, PASSWORD).status_code for name in ("ines", "rafi") * NAMES]
    assert codes == [302] * 2 * NAMES
    assert try_names(NAMES + 1, "10.0.0.1")[-2:] == [200, 429]


def test_attempts_from_everywhere_are_limited_for_a_minute(
    ines: User, time_machine: TimeMachineFixture, hashed: list[str]
) -> None:
    """Check 28: many networks together make no more hashes than the server has room for."""
    time_machine.move_to(NOW, tick=False)
    networks = [f"10.1.0.{number}" for number in range(TOTAL)]
    assert try_names(TOTAL, *networks) == [200] * TOTAL
    refused = sign_in("ines", PASSWORD, "10.2.0.1")
    assert (refused.status_code, refused["Retry-After"], len(hashed)) == (429, "60", TOTAL)
    time_machine.shift(60)
    assert sign_in("ines", PASSWORD, "10.2.0.1").status_code == 302


@pytest.mark.time_machine(NOW, tick=False)
def test_network_that_is_refused_uses_up_nothing_for_others(ines: User) -> None:
    """Check 29: one network alone keeps nobody else out."""
    try_names(NAMES + TOTAL, "10.6.6.6")
    assert sign_in("ines", PASSWORD, "10.0.0.1").status_code == 302


@pytest.mark.time_machine(NOW, tick=False)
def test_attack_keeps_nobody_out_of_a_browser_that_signed_in_before(ines: User, rafi: User) -> None:
    """Check 29: neither an attack from her own network nor one from everywhere."""
    form = {"username": "ines", "password": PASSWORD}
    browser = Client(REMOTE_ADDR="10.0.0.1")
    assert browser.post("/admin/login/", form).status_code == 302
    browser.post("/admin/logout/")
    try_names(NAMES + 1, "10.0.0.1")
    try_names(TOTAL, *[f"10.1.0.{number}" for number in range(TOTAL)])
    assert browser.post("/admin/login/", {**form, "username": "rafi"}).status_code == 429
    assert browser.post("/admin/login/", form).status_code == 302
    forged = Client(REMOTE_ADDR="10.0.0.1")
    forged.cookies["browser"] = browser.cookies["browser"].value[:-1] + "_"
    assert forged.post("/admin/login/", form).status_code == 429


def test_browser_is_forgotten_after_its_time(ines: User, time_machine: TimeMachineFixture) -> None:
    time_machine.move_to(NOW, tick=False)
    form = {"username": "ines", "password": PASSWORD}
    browser = Client()
    browser.post("/admin/login/", form)
    assert "ines" not in browser.cookies["browser"].value
    time_machine.shift(91 * 86_400)
    try_names(NAMES + 1, "127.0.0.1")
    assert browser.post("/admin/login/", form).status_code == 429


@pytest.mark.time_machine(NOW, tick=False)
def test_known_browser_has_no_more_attempts_for_its_name(ines: User) -> None:
    """Check 28: five failures lock the name at that network for this browser too."""
    browser = Client(REMOTE_ADDR="10.0.0.1")
    browser.post("/admin/login/", {"username": "ines", "password": PASSWORD})
    wrong = {"username": "ines", "password": "wrong"}
    codes = [browser.post("/admin/login/", wrong).status_code for _ in range(LIMIT + 1)]
    assert codes == [200] * (LIMIT - 1) + [429] * 2


@pytest.mark.time_machine(NOW, tick=False)
def test_password_change_may_try_only_so_many_old_passwords(ines: User, as_rafi: Client) -> None:
    """Check 28: who takes over a session cannot guess the password of the account."""
    thief = signed_in(ines)
    new = {"new_password1": "a new long password", "new_password2": "a new long password"}
    limit = PASSWORD_CHANGE_RATE[0]
    answers = [
        thief.post("/admin/password_change/", {"old_password": f"guess {number}", **new})
        for number in range(limit + 1)
    ]
    assert [answer.status_code for answer in answers] == [200] * limit + [429]
    assert thief.get("/admin/password_change/").status_code == 200
    right = {"old_password": PASSWORD, **new}
    assert thief.post("/admin/password_change/", right).status_code == 429
    assert as_rafi.post("/admin/password_change/", right).status_code == 302
