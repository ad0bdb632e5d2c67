"""How many passwords are hashed at once, and how long they are."""

from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest
from django.contrib.auth.hashers import PBKDF2PasswordHasher, check_password
from django.contrib.auth.models import User
from django.contrib.auth.password_validation import validate_password
from django.core.cache import caches
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.test import Client

from faq.ops import passwords
from faq.ops.passwords import MAX_LENGTH, MAX_THREADS, BoundedHasher, HashingBusy
from tests.people import PASSWORD


@pytest.fixture
def hashing(settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """The hasher of the site, with less work for each hash."""
    settings.PASSWORD_HASHERS = ["faq.ops.passwords.BoundedHasher"]
    monkeypatch.setattr(PBKDF2PasswordHasher, "iterations", 1)


@pytest.mark.usefixtures("hashing")
def test_passwords_of_an_older_site_are_checked_as_before() -> None:
    older = PBKDF2PasswordHasher().encode(PASSWORD, "salt")
    assert BoundedHasher().encode(PASSWORD, "salt") == older
    assert (check_password(PASSWORD, older), check_password("wrong", older)) == (True, False)


def test_one_password_is_hashed_at_a_time_and_one_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    """Check 28: however many clients sign in at once, most threads stay free for readers."""
    running, most_running = [], []
    started, may_end = Event(), Event()

    def slow_hash(self: object, password: str, salt: str, iterations: int | None = None) -> str:
        running.append(password)
        most_running.append(len(running))
        started.set()
        may_end.wait(30)
        running.remove(password)
        return password

    monkeypatch.setattr(PBKDF2PasswordHasher, "encode", slow_hash)
    with ThreadPoolExecutor(8) as pool:
        first = pool.submit(BoundedHasher().encode, "first", "")
        assert started.wait(30)
        others = [pool.submit(BoundedHasher().encode, f"other {n}", "") for n in range(7)]
        refused = [isinstance(each.exception(30), HashingBusy) for each in others[1:]]
        may_end.set()
        assert first.result(30) == "first"
        refused.append(isinstance(others[0].exception(30), HashingBusy))
    # One of the others came first and waited.
    assert (refused.count(True), refused.count(False)) == (8 - MAX_THREADS, MAX_THREADS - 1)
    assert set(most_running) == {1}
    assert BoundedHasher().encode("later", "") == "later"


@pytest.mark.usefixtures("hashing")
def test_every_page_that_hashes_a_password_asks_to_wait(
    as_owner: Client, owner: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Check 28: signing in, changing one's password, and giving an account one."""
    call_command("createcachetable", verbosity=0)
    caches["logins"].clear()
    caches["limits"].clear()
    new = {"password1": "a new long password", "password2": "a new long password"}
    change = {"new_password1": new["password1"], "new_password2": new["password2"]}
    forms = {
        "/admin/login/": {"username": "nobody", "password": "x"},
        "/admin/password_change/": {"old_password": PASSWORD, **change},
        f"/admin/auth/user/{owner.pk}/password/": {"usable_password": "true", **new},
        "/admin/auth/user/add/": {"username": "new", "usable_password": "true", **new},
    }
    turns = [passwords._threads.acquire(blocking=False) for _ in range(MAX_THREADS)]
    try:
        answers = {address: as_owner.post(address, form) for address, form in forms.items()}
    finally:
        for _ in turns:
            passwords._threads.release()
    seen = {
        address: (each.status_code, each.get("Retry-After")) for address, each in answers.items()
    }
    assert seen == dict.fromkeys(forms, (429, "5"))
    assert not User.objects.filter(username="new").exists()
    # Nothing was checked, so nothing counts as a failure.
    assert as_owner.post("/admin/auth/user/add/", forms["/admin/auth/user/add/"]).status_code == 302


def test_longest_password_is_accepted_and_a_longer_one_refused(owner: User) -> None:
    """Check 39: with a message that says the limit."""
    longest = "correct horse " * 10
    validate_password(longest[:MAX_LENGTH], owner)
    with pytest.raises(ValidationError) as error:
        validate_password(longest[: MAX_LENGTH + 1], owner)
    assert error.value.messages == ["This password is too long. Use at most 128 characters."]


@pytest.mark.parametrize(
    ("password", "message"),
    [
        ("x1!" * 50, "too long"),
        ("x1!y2?z", "too short"),
        ("olga-at-work", "too similar"),
        ("password123", "too common"),
        ("918273645546", "entirely numeric"),
    ],
)
def test_weak_and_long_passwords_are_refused_wherever_one_is_set(
    as_owner: Client,
    owner: User,
    password: str,
    message: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Check 39: on the page of one's own password, of an account, of a new account, and in the command."""
    caches["limits"].clear()
    User.objects.update(username="olga-at-work")
    two = {"password1": password, "password2": password, "usable_password": "true"}
    change = {"old_password": PASSWORD, "new_password1": password, "new_password2": password}
    own = as_owner.post("/admin/password_change/", change)
    account = as_owner.post(f"/admin/auth/user/{owner.pk}/password/", two)
    new = as_owner.post("/admin/auth/user/add/", {"username": "olga-at-work2", **two})
    assert [message in page.text for page in (own, account, new)] == [True, True, True]
    monkeypatch.setenv("EDITOR_NAME", "olga-at-work2")
    monkeypatch.setenv("EDITOR_PASSWORD", password)
    with pytest.raises(CommandError, match=message):
        call_command("editor")
    assert User.objects.get().check_password(PASSWORD)
