"""Forms that were not saved because the session or the token is no longer valid: one button sends them again."""

import io
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.http import HttpResponseBase, QueryDict
from django.test import Client, RequestFactory
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from faq.admin.question.admin import QuestionAdmin
from faq.models import Question, Synonym
from faq.ops.submitted_texts import submitted_values
from tests.factories import make_draft
from tests.html import Element, parse
from tests.people import PASSWORD

OWN = {"Origin": "http://testserver"}


def page(question: Question) -> str:
    return f"/admin/faq/question/{question.pk}/change/"


@pytest.fixture
def desk(ines: User) -> Client:
    """Ines's desk, which sends the token and the origin that browsers send."""
    client = Client(enforce_csrf_checks=True, headers=OWN)
    sign_in(client)
    return client


def sign_in(client: Client) -> None:
    """Sign in as in another tab, which makes the tokens of all open pages invalid."""
    client.cookies.pop("session", None)
    form = parse(client.get("/admin/login/")).one("form", id="login-form").filled_in()
    done = client.post("/admin/login/", form | {"username": "ines", "password": PASSWORD})
    assert done.status_code == 302


def opened(client: Client, address: str, form: str) -> dict[str, Any]:
    return parse(client.get(address)).one("form", id=form).filled_in()


def send_again(client: Client, refused: HttpResponseBase) -> HttpResponseBase:
    """Press the button of the page."""
    form = again(refused)
    return client.post(form["action"], form.filled_in())


def again(refused: HttpResponseBase) -> Element:
    return parse(refused).one("form", cls="send-again")


@pytest.mark.django_db
def test_form_is_saved_at_a_click_after_signing_in_in_another_tab(desk: Client) -> None:
    """Check 26: the old token is refused, and nothing is repeated without a click."""
    draft = make_draft(summary="S.", steps=["Open it"])
    sent = opened(desk, page(draft), "question_form") | {"body": "A whole\r\n evening’s work."}
    sign_in(desk)

    refused = desk.post(page(draft), sent)

    assert refused.status_code == 403
    assert "signed in again" in parse(refused).one("p", cls="errornote").text
    draft.refresh_from_db()
    assert draft.body == ""
    assert send_again(desk, refused).status_code == 302
    draft.refresh_from_db()
    assert draft.body == "A whole\n evening’s work."
    assert draft.steps.get().title == "Open it"


@pytest.mark.django_db
def test_form_is_saved_after_the_session_ended(desk: Client) -> None:
    draft = make_draft(summary="S.")
    sent = opened(desk, page(draft), "question_form") | {"body": "A whole evening’s work."}
    del desk.cookies["session"]
    signed_out = desk.post(page(draft), sent)
    assert signed_out.status_code == 403
    sign_in(desk)
    # The token of the page is older than the sign-in. The next page has a new one.
    outdated = send_again(desk, signed_out)
    assert outdated.status_code == 403
    assert send_again(desk, outdated).status_code == 302
    draft.refresh_from_db()
    assert draft.body == "A whole evening’s work."


@pytest.mark.django_db
def test_form_has_a_token_where_the_browser_has_lost_its_cookies(desk: Client) -> None:
    draft = make_draft(summary="S.")
    sent = opened(desk, page(draft), "question_form") | {"body": "Typed."}
    desk.cookies.clear()
    refused = desk.post(page(draft), sent)
    assert again(refused).filled_in()["csrfmiddlewaretoken"]
    assert "csrf" in desk.cookies


@pytest.mark.django_db
def test_comment_on_a_question_that_is_gone_is_given_back(desk: Client) -> None:
    draft = make_draft(summary="S.")
    address = page(draft)
    sent = opened(desk, address, "question_form") | {"comment": "Tried it myself."}
    draft.delete()
    refused = parse(desk.post(address, sent))
    labels = refused.one("main").texts("label")
    texts = [each.raw_text for each in refused.one("main").all("textarea")]
    assert dict(zip(labels, texts, strict=True))["Comment"] == "Tried it myself."


@pytest.mark.django_db
def test_new_synonym_is_saved_at_a_click_too(desk: Client) -> None:
    address = reverse("admin:faq_synonym_add")
    sent = opened(desk, address, "synonym_form") | {"words": "gig, job"}
    sign_in(desk)
    refused = desk.post(address, sent)
    assert refused.status_code == 403
    assert not Synonym.objects.exists()
    assert send_again(desk, refused).status_code == 302
    assert Synonym.objects.get().words == "gig, job"


@pytest.mark.django_db
def test_form_is_given_back_when_the_code_fails(
    as_ines: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*args: object) -> None:
        raise ValueError

    draft = make_draft(summary="S.")
    sent = opened(as_ines, page(draft), "question_form") | {"body": "A whole evening’s work."}
    as_ines.raise_request_exception = False
    with monkeypatch.context() as broken:
        broken.setattr(QuestionAdmin, "save_model", fail)
        failed = as_ines.post(page(draft), sent)
    assert failed.status_code == 500
    assert send_again(as_ines, failed).status_code == 302
    draft.refresh_from_db()
    assert draft.body == "A whole evening’s work."


@pytest.mark.django_db
def test_files_are_named_as_not_kept(desk: Client) -> None:
    address = reverse("admin:faq_image_add")
    sent = {"alt": "The menu", "file": io.BytesIO(b"x")}
    sent["file"].name = "menu.png"  # type: ignore[attr-defined]
    refused = desk.post(address, sent | {"csrfmiddlewaretoken": "x" * 64})
    form = again(refused)
    assert "menu.png" in form.text
    assert form.filled_in().keys() == {"alt", "csrfmiddlewaretoken"}


@pytest.mark.django_db
@pytest.mark.parametrize(
    "headers",
    [
        pytest.param({"Origin": "https://evil.example"}, id="another-site"),
        pytest.param({"Origin": "null"}, id="hidden"),
        pytest.param({}, id="none"),
        pytest.param({**OWN, "Sec-Fetch-Site": "cross-site"}, id="contradiction"),
    ],
)
def test_form_of_another_site_is_not_given_back(ines: User, headers: dict[str, str]) -> None:
    """Check 26: nobody else puts words into a page that saves them at a click."""
    client = Client(enforce_csrf_checks=True, headers=headers)
    client.force_login(ines)
    draft = make_draft()
    refused = client.post(page(draft), {"body": "evil words"})
    assert refused.status_code == 403
    assert "evil words" not in refused.text
    assert parse(refused).all("form") == []


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["login", "password_change", "auth_user_add"])
def test_password_is_not_given_back(desk: Client, name: str) -> None:
    """Check 61."""
    fields = ("password", "old_password", "new_password1", "password1")
    sent = {"username": "ines", "text": "x", **dict.fromkeys(fields, PASSWORD)}
    refused = desk.post(reverse(f"admin:{name}"), sent)
    assert refused.status_code == 403
    assert PASSWORD not in refused.text


@pytest.mark.django_db
def test_scripts_get_a_new_token_as_json(desk: Client) -> None:
    draft = make_draft()
    sent = opened(desk, page(draft), "question_form")
    sign_in(desk)
    refused = desk.post(page(draft), sent, headers={"Accept": "application/json"})
    assert refused.status_code == 403
    token = refused.json()["token"]
    assert desk.post(page(draft), sent | {"csrfmiddlewaretoken": token}).status_code == 302
    token = desk.get(reverse("admin:token")).json()["token"]
    assert desk.post("/admin/logout/", {"csrfmiddlewaretoken": token}).status_code == 200
    signed_out = desk.get(reverse("admin:token"))
    assert (signed_out.status_code, "token" in signed_out.text.replace("/token/", "")) == (
        302,
        False,
    )


names = st.text(st.characters(codec="utf-8", exclude_categories=["Cc"]), min_size=1, max_size=8)
values = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=20)


@given(st.dictionaries(names, st.lists(values, min_size=1, max_size=3), max_size=6))
def test_every_value_of_a_form_is_given_back(form: dict[str, list[str]]) -> None:
    """Check 61: but for a form with a password, and for the token."""
    sent = QueryDict(mutable=True)
    for name, several in form.items():
        sent.setlist(name, several)
    request = RequestFactory().post("/", sent.urlencode(), "application/x-www-form-urlencoded")
    expected = [(name, value) for name, several in form.items() for value in several]
    assert submitted_values(request) == expected
    sent["csrfmiddlewaretoken"] = "x"
    with_token = sent.urlencode()
    request = RequestFactory().post("/", with_token, "application/x-www-form-urlencoded")
    assert submitted_values(request) == expected
    secret = f"{with_token}&new_password1=x"
    request = RequestFactory().post("/", secret, "application/x-www-form-urlencoded")
    assert submitted_values(request) == []
