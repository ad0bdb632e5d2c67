"""Tests of manage.py editor."""

import io
from collections.abc import Callable

import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command
from django.test import Client

from tests.people import PASSWORD
from tests.site import Site


@pytest.fixture
def make_editor(db: None, monkeypatch: pytest.MonkeyPatch) -> Callable[[str, str], str]:
    def _make(name: str, password: str) -> str:
        monkeypatch.setenv("EDITOR_NAME", name)
        monkeypatch.setenv("EDITOR_PASSWORD", password)
        out = io.StringIO()
        call_command("editor", stdout=out)
        return out.getvalue()

    return _make


def test_editor_can_sign_in_and_edit(make_editor: Callable[[str, str], str]) -> None:
    assert make_editor("ines", PASSWORD) == "ines can sign in at /admin/.\n"
    client = Client()
    signed_in = client.post("/admin/login/", {"username": "ines", "password": PASSWORD})
    assert signed_in.status_code == 302
    assert "Add question" in client.get("/admin/faq/question/add/").text


def test_editor_that_exists_keeps_the_password(make_editor: Callable[[str, str], str]) -> None:
    make_editor("ines", PASSWORD)
    with pytest.raises(CommandError, match="The account ines already exists"):
        make_editor("ines", "another horse battery staple")
    assert User.objects.get().check_password(PASSWORD)


@pytest.mark.parametrize(
    ("password", "reason"),
    [
        ("Xq7-v", "too short"),
        ("password1234", "too common"),
        ("8264027461", "entirely numeric"),
        ("ines-the-editor", "too similar"),
    ],
)
def test_editor_needs_a_strong_password(
    make_editor: Callable[[str, str], str], password: str, reason: str
) -> None:
    """Check 39."""
    with pytest.raises(CommandError, match=reason) as error:
        make_editor("ines-the-editor", password)
    assert str(error.value).startswith("No account was created. ")
    assert password not in str(error.value)
    assert not User.objects.exists()


@pytest.mark.parametrize("name", ["ines edits", "<script>", "x" * 151])
def test_editor_needs_a_valid_name(make_editor: Callable[[str, str], str], name: str) -> None:
    with pytest.raises(CommandError, match="No account was created"):
        make_editor(name, PASSWORD)
    assert not User.objects.exists()


def test_editor_without_a_terminal_says_what_to_set(make_site: Callable[..., Site]) -> None:
    site = make_site()
    done = site.manage("editor", stdin="")
    assert done.returncode == 1
    assert done.stderr == (
        "CommandError: No account was created. Set EDITOR_NAME and EDITOR_PASSWORD.\n"
    )
