"""Who may do what: strangers nothing, those who only look no change, and no form without its token."""

from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.contrib.auth.models import User
from django.test import Client

from faq.models import Question
from tests.factories import make_draft, make_question
from tests.html import parse
from tests.people import PASSWORD
from tests.security.addresses import everything_stored, of_admin, of_readers

pytestmark = pytest.mark.usefixtures("index")


@pytest.fixture
def question(db: None) -> Question:
    return make_question(steps=["Open", "Close"], phrasings=["ajar"])


@pytest.fixture
def as_chief(db: None) -> Client:
    """Somebody with all rights, so that nothing is refused for want of one."""
    chief = Client()
    chief.force_login(User.objects.create_superuser("chief", password=PASSWORD))
    return chief


def sent_to(client: Client, address: str) -> dict[str, Any]:
    """A form of that page filled in, or what any form might hold."""
    response = client.get(address)
    sent: dict[str, Any] = {
        "post": "yes",
        "title": "Changed",
        "slug": "changed",
        "status": "archived",
    }
    if response.status_code == 200 and response["Content-Type"].startswith("text/html"):
        for form in parse(response).all("form", method="post"):
            sent = form.filled_in() | {n: v for n, v in sent.items() if n != "status"}
    return sent


def kind_of(address: str) -> tuple[str, frozenset[str]]:
    """Return the path of an address and the names of its parameters."""
    parts = urlsplit(address)
    return parts.path, frozenset(parse_qs(parts.query, keep_blank_values=True))


def test_strangers_are_sent_to_the_login_from_every_page_of_the_admin(
    question: Question, client: Client
) -> None:
    """Check 40: reading and writing, existing objects and missing ones."""
    pages = [*of_admin(question), "/admin/faq/question/999/change/", "/admin/nothing/", "/admin/x"]
    assert len(pages) > 30
    before = everything_stored()
    for page in pages:
        for response in (client.get(page), client.post(page, {"post": "yes"})):
            assert response.status_code == 302, page
            assert response["Location"].startswith("/admin/login/?next=/admin/"), page
    assert everything_stored() == before


def test_an_account_that_is_no_editors_is_a_stranger_to_the_admin(
    question: Question, client: Client
) -> None:
    """Check 40: signed in is not enough."""
    client.force_login(User.objects.create_user("reader", password=PASSWORD))
    for page in of_admin(question):
        response = client.get(page)
        assert (response.status_code, response["Location"].split("?")[0]) == (302, "/admin/login/")


def test_viewer_sees_everything_and_changes_nothing(question: Question, as_viewer: Client) -> None:
    """Checks 34, 40: whoever may look only cannot write through any page, whatever is sent."""
    draft = make_draft(title="Under review", summary="Yes.")
    assert "Under review" in as_viewer.get(f"/admin/faq/question/{draft.pk}/change/").text
    pages = [page for page in of_admin(question) if "/faq/" in page]
    assert as_viewer.get(f"/admin/faq/question/{question.pk}/change/").status_code == 200
    before = everything_stored()
    codes = {as_viewer.post(page, sent_to(as_viewer, page)).status_code for page in pages}
    for action in ("publish_selected", "archive_selected", "delete_selected"):
        sent = {"action": action, "_selected_action": [str(draft.pk)], "post": "yes"}
        codes.add(as_viewer.post("/admin/faq/question/", sent).status_code)
    assert everything_stored() == before
    assert codes <= {200, 302, 403, 405}
    assert 403 in codes


def test_ines_is_refused_what_is_not_content(question: Question, as_ines: Client) -> None:
    """Check 34: an editor of content has no say over accounts and locks."""
    pages = [page for page in of_admin(question) if "/auth/" in page or "/axes/" in page]
    assert len(pages) > 10
    assert {as_ines.get(page).status_code for page in pages} <= {403, 404, 302}
    before = everything_stored()
    for page in pages:
        as_ines.post(page, {"post": "yes", "username": "evil", "is_superuser": "on"})
    assert everything_stored() == before


def test_no_form_is_taken_without_its_token(question: Question, as_chief: Client) -> None:
    """Check 26: with all rights and a valid session, and still 403; also for login and logout."""
    pages = [*of_admin(question), "/admin/login/", "/admin/logout/", *of_readers(question)]
    forms = {page: sent_to(as_chief, page) for page in pages}
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = as_chief.cookies
    before = everything_stored()
    for page, sent in forms.items():
        bare = {name: value for name, value in sent.items() if name != "csrfmiddlewaretoken"}
        answers = [
            strict.post(page, bare),
            strict.post(page, bare | {"csrfmiddlewaretoken": "x" * 64}),
            strict.post(page, sent, headers={"origin": "https://evil.example"}),
        ]
        for answer in answers:
            assert answer.status_code == 403, page
            assert parse(answer).one("h1").text == "You do not have access to this page"
    assert everything_stored() == before
    assert strict.get("/admin/").status_code == 200


def test_public_pages_take_no_writing_method(question: Question, client: Client) -> None:
    before = everything_stored()
    for page in of_readers(question):
        for method in ("post", "put", "patch", "delete", "options", "trace"):
            response = getattr(client, method)(page)
            assert (response.status_code, response["Allow"]) == (405, "GET, HEAD"), (method, page)
    assert everything_stored() == before


def test_head_answers_like_get_without_the_body(question: Question, client: Client) -> None:
    for page in [*of_readers(question), "/nowhere/", f"/questions/{question.slug}"]:
        get, head = client.get(page), client.head(page)
        assert head.status_code == get.status_code
        assert head.content == b""
        assert head.headers.get("Content-Length") == get.headers.get("Content-Length")
        assert head.headers.get("Location") == get.headers.get("Location")


def test_reading_changes_nothing(question: Question, as_chief: Client) -> None:
    """Check 27: every page there is, and every link on them, read; every row stays as it was.

    Of links that differ only in the values of their parameters, as those of a filter, one is read.
    """
    make_draft()
    as_chief.get("/admin/")
    before = everything_stored()
    waiting = [*of_readers(question), *of_admin(question), "/nowhere/", "/admin/logout/"]
    seen = {kind_of(page) for page in waiting}
    while waiting:
        page = waiting.pop(0)
        response = as_chief.get(page)
        if response.status_code != 200 or not response["Content-Type"].startswith("text/html"):
            continue
        for _, link in parse(response).links():
            address = page.split("?")[0] + link if link.startswith("?") else link.split("#")[0]
            # Filters lead to more filters for ever; one step is enough.
            is_second_step = "?" in page and "?" in address
            if address.startswith("/") and kind_of(address) not in seen and not is_second_step:
                seen.add(kind_of(address))
                waiting.append(address)
    assert len(seen) > 80
    assert everything_stored() == before
