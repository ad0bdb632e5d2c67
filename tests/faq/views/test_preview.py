"""The preview of drafts and working copies."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core import signing
from django.test import Client

from faq.models import Question
from faq.publishing import previews
from tests.factories import FUTURE, NOW, make_copy, make_draft, make_question
from tests.html import parse

pytestmark = pytest.mark.django_db


def link(question: Question) -> str:
    return f"/preview/{previews.make_token(question)}/"


def test_preview_shows_a_copy_as_readers_will_see_it(ines: User, client: Client) -> None:
    """Check 37: the link is signed, and the page is neither indexed nor cached."""
    question = make_question(slug="it", title="Old?", steps=["Open it"])
    copy = make_copy(question, by=ines, title="New?")
    copy.steps.update(title_html="<strong>Jump</strong>")
    answer = client.get(link(copy))
    page = parse(answer)
    assert (page.one("h1").text, page.one("ol", cls="steps").one("h3").text) == (
        "New?",
        "Step 1: Jump",
    )
    assert "Readers see the previous one." in page.one("p", cls="preview-note").text
    assert (answer["Cache-Control"], answer["X-Robots-Tag"]) == ("no-store", "noindex, nofollow")
    assert page.one("meta", name="robots")["content"] == "noindex, nofollow"
    assert answer.cookies == {}
    assert page.all("script", type="application/ld+json") == []
    assert "Old?" in client.get("/questions/it/").text


def test_preview_shows_the_final_addresses(client: Client) -> None:
    page = parse(client.get(link(make_draft(slug="it"))))
    foot = page.one("footer", cls="colophon")
    address = "http://127.0.0.1:8000/questions/it"
    assert (foot.one("a")["href"], foot.one("p", cls="address").text) == (
        f"{address}.md",
        f"{address}/",
    )


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({}, "This text is published."),
        ({"published_at": FUTURE}, "This text is not published. Readers do not see it."),
        ({"status": "archived"}, "This text is not published. Readers do not see it."),
    ],
)
def test_preview_says_whether_the_text_is_published(
    client: Client, fields: dict[str, Any], said: str
) -> None:
    note = parse(client.get(link(make_question(**fields)))).one("p", cls="preview-note")
    assert note.text == f"Preview {said} Anyone with the link can open it for seven days."


@pytest.mark.time_machine(NOW, tick=False)
def test_preview_ends_after_seven_days(client: Client, time_machine) -> None:
    """Check 37: an expired link shows nothing."""
    address = link(make_draft(title="Secret?"))
    time_machine.move_to(NOW + timedelta(days=7) - timedelta(seconds=1), tick=False)
    assert "Secret?" in client.get(address).text
    time_machine.move_to(NOW + timedelta(days=7, seconds=2), tick=False)
    answer = client.get(address)
    assert (answer.status_code, answer["Cache-Control"]) == (410, "no-store")
    assert "Secret?" not in answer.text
    assert "work for seven days" in answer.text


def test_preview_of_a_forged_link_is_not_found(client: Client) -> None:
    """Checks 36 and 37: primary keys and other tokens do not work."""
    draft = make_draft(title="Secret?")
    other = signing.dumps(draft.pk, salt="another.purpose")
    assert "Secret?" in client.get(link(draft)).text
    missing = parse(client.get("/preview/never/"))
    for token in (str(draft.pk), other, previews.make_token(draft)[:-1] + "x", "a:b:c"):
        answer = client.get(f"/preview/{token}/")
        assert (answer.status_code, "Secret?" in answer.text) == (404, False)
        assert parse(answer).shape() == missing.shape()


def test_preview_of_a_deleted_copy_is_not_found(ines: User, client: Client) -> None:
    # The page for what is missing may name the live question, so the copy has words of its own.
    copy = make_copy(by=ines, title="Secret?")
    address = link(copy)
    assert "Secret?" in client.get(address).text
    copy.delete()
    answer = client.get(address)
    assert (answer.status_code, "Secret?" in answer.text) == (404, False)


def test_preview_button_gives_a_link_that_works_for_others(as_ines: Client, client: Client) -> None:
    draft = make_draft(title="Secret?")
    given = as_ines.get(f"/admin/faq/question/{draft.pk}/preview/")
    assert given.status_code == 302
    assert "Secret?" in client.get(given["Location"]).text
