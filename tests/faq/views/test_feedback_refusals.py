"""Feedback that is rejected, with a page that says why."""

from datetime import timedelta
from typing import Any

import pytest
from django.http import HttpResponseBase
from django.test import Client
from time_machine import TimeMachineFixture

from faq.models import Question, StuckReport, Vote
from tests.factories import FUTURE, NOW, make_question
from tests.faq.views.feedback_forms import (
    PAGE,
    fill,
    follow,
    place,
    posts,
    refused,
    stored_count,
    tap,
)
from tests.html import Element, parse
from tests.security.addresses import everything_stored

pytestmark = [pytest.mark.usefixtures("index"), pytest.mark.time_machine(NOW, tick=False)]


def test_valid_forms_are_accepted(reader: Client, question: Question) -> None:
    """The other tests of this module change one thing each."""
    assert [each.status_code for each in posts(reader, question)] == [303, 303]
    assert stored_count() == 2


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "https://evil.example"},
        {"origin": "null"},
        {"origin": "http://testserver.evil.example"},
        {"origin": "http://testserver", "sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site", "origin": "http://testserver"},
        {"sec-fetch-site": "same-origin", "origin": "https://evil.example"},
    ],
    ids=lambda headers: " ".join(headers.values()),
)
def test_form_from_another_site_is_rejected(
    reader: Client, question: Question, headers: dict[str, str]
) -> None:
    """Check 26: the status is 403 even with a valid token."""
    before = everything_stored()
    for response in posts(reader, question, headers=headers):
        assert "was not sent from the page of the question" in refused(response, 403)
    assert everything_stored() == before


def test_form_without_origin_is_rejected(question: Question) -> None:
    """Check 26: every browser sends the origin of a form."""
    for response in posts(Client(enforce_csrf_checks=True), question):
        assert "was not sent from the page of the question" in refused(response, 403)
    assert stored_count() == 0


@pytest.mark.parametrize(
    "headers",
    [
        {"sec-fetch-site": "same-origin", "origin": "http://127.0.0.1:8000"},
        {"origin": "https://help.example.org"},
        {"origin": "https://a.example.net"},
    ],
    ids=["SITE_URL", "trusted", "trusted below"],
)
def test_form_from_the_address_in_the_settings_is_accepted(
    question: Question, settings, headers: dict[str, str]
) -> None:
    """A proxy may change the Host header."""
    settings.CSRF_TRUSTED_ORIGINS = ["https://help.example.org", "https://*.example.net"]
    client = Client(headers=headers)
    assert [each.status_code for each in posts(client, question)] == [303, 303]


@pytest.mark.parametrize("token", [None, "", "x" * 64, "1.2.3.page:" + "x" * 43, "\x00"])
def test_form_without_a_token_is_rejected(
    reader: Client, question: Question, token: str | None
) -> None:
    """Check 26."""
    for response in posts(reader, question, token=token):
        assert "was not sent from the page of the question" in refused(response, 403)
        links = parse(response).links()
        assert ("Back to the question", PAGE) in links
    assert stored_count() == 0


def test_form_with_the_token_of_another_question_is_rejected(
    reader: Client, question: Question
) -> None:
    other = make_question(slug="other")
    form = place(parse(reader.get(other.get_absolute_url())), "answered").one("form")
    for response in posts(reader, question, token=form.filled_in()["token"]):
        refused(response, 403)
    assert stored_count() == 0


@pytest.mark.parametrize(
    "state",
    [{"status": "archived"}, {"status": "draft"}, {"published_at": FUTURE}, {"slug": "renamed"}],
    ids=lambda state: "".join(map(str, state.values())),
)
def test_removed_question_answers_like_an_unknown_one(
    reader: Client, question: Question, state: dict[str, Any]
) -> None:
    """Checks 36, 41: the response does not reveal whether a draft exists."""
    form = place(parse(reader.get(PAGE)), "answered").one("form")
    address, sent = fill(form, answered="yes")
    Question.objects.filter(pk=question.pk).update(title="Zanzibar?", **state)
    response = reader.post(address, sent)
    assert "moved or removed" in refused(response, 404)
    assert "Zanzibar" not in response.text
    never = reader.post("/questions/nevers/answered/", sent)
    assert never.status_code == 404
    assert never.text.replace("nevers", "refund") == response.text
    assert stored_count() == 0


@pytest.mark.parametrize("language", ["", "/de"])
def test_renamed_question_accepts_feedback(
    reader: Client, question: Question, language: str
) -> None:
    """The thanks are at the new address."""
    form = place(parse(reader.get(language + PAGE)), "stuck-2").one("form")
    address, sent = fill(form, reason="other")
    question.slug = "money-back"
    question.save()
    response = reader.post(address, sent)
    assert response["Location"] == (
        f"{language}/questions/money-back/?said=stuck&step=2&reason=other#stuck-2"
    )
    follow(reader, response)
    assert StuckReport.objects.get().question == question


def test_removed_step_is_reported(reader: Client, question: Question) -> None:
    form = place(parse(reader.get(PAGE)), "stuck-2").one("form")
    address, sent = fill(form, reason="other")
    question.steps.get(position=2).delete()
    assert "step was removed" in refused(reader.post(address, sent), 404)
    assert stored_count() == 0


def test_text_of_100_kilobytes_is_rejected(
    reader: Client, time_machine: TimeMachineFixture
) -> None:
    """Check 58: earlier feedback is kept."""
    page = follow(reader, tap(reader, answered="no"))
    address, sent = fill(place(page, "answered").one("form", cls="why"), words="x" * 100_000)
    time_machine.shift(timedelta(seconds=8))
    assert "at most 300 are allowed" in refused(reader.post(address, sent), 400)
    assert Vote.objects.get().words == ""


def test_programs_that_fill_in_forms_are_rejected(reader: Client, question: Question) -> None:
    """Check 58."""
    for response in posts(reader, question, website="https://buy.example"):
        assert "A hidden field that must stay empty was filled in" in refused(response, 400)
    assert stored_count() == 0
    page = follow(reader, tap(reader, answered="no"))
    address, sent = fill(place(page, "answered").one("form", cls="why"), words="Buy here")
    assert "Send it once more" in refused(reader.post(address, sent), 400)
    assert Vote.objects.get().words == ""


def again(page: Element) -> Element:
    return page.one("form", cls="again")


def test_reader_who_was_too_quick_sends_the_same_form_once_more(
    reader: Client, question: Question, time_machine: TimeMachineFixture
) -> None:
    """Without scripts: what was typed and chosen is on the page that asks for it."""
    words = "<b>Which</b> menu?\nThe left one?"
    page = follow(reader, tap(reader, answered="no"))
    form = place(page, "answered").one("form", cls="why")
    address, sent = fill(form, words=words, reason="unclear", website="https://autofilled.example")
    response = reader.post(address, sent)
    assert "Send the form once more" in refused(response, 400)
    address, sent = fill(again(parse(response)))
    assert sent["words"] == words
    response = reader.post(address, sent)
    assert "Send it once more" in refused(response, 400)
    address, sent = fill(again(parse(response)))
    time_machine.shift(timedelta(seconds=2))
    assert follow(reader, reader.post(address, sent))
    row = Vote.objects.get()
    assert (row.answered, row.reason, row.words) == (
        False,
        "unclear",
        "<b>Which</b> menu? The left one?",
    )


@pytest.mark.parametrize(
    ("change", "code"),
    [({"token": "x"}, 403), ({"reason": "because"}, 400), ({"answered": "perhaps"}, 400)],
    ids=lambda value: str(value),
)
def test_refused_words_are_given_back_to_be_copied(
    reader: Client, question: Question, change: dict[str, str], code: int
) -> None:
    """A form that cannot be accepted as it is has no button that sends it again."""
    page = follow(reader, tap(reader, answered="no"))
    address, sent = fill(place(page, "answered").one("form", cls="why"), words="Which menu?")
    response = reader.post(address, {**sent, **change})
    refused(response, code)
    page = parse(response)
    assert page.one("textarea", id="words").text == "Which menu?"
    assert page.all("form", cls="again") == []


def not_understood(response: HttpResponseBase) -> None:
    assert response.status_code == 400
    assert parse(response).one("h1").text == "The request is not valid"


def test_invalid_fields_are_rejected_with_a_page(reader: Client, question: Question) -> None:
    """No input causes a server error."""
    for response in posts(reader, question, answered="perhaps", reason="because"):
        refused(response, 400)
    for address in (f"{PAGE}answered/", f"{PAGE}stuck/"):
        for kind in ("application/json", "multipart/form-data", "text/plain", "x"):
            response = reader.generic("POST", address, b'{"answered": "yes"}', content_type=kind)
            if kind == "multipart/form-data":
                not_understood(response)
            else:
                refused(response, 403)
        not_understood(reader.post(address, {f"field-{n}": "x" for n in range(4_001)}))
    assert stored_count() == 0


def test_rate_limit_applies_to_a_network(
    reader: Client, question: Question, settings, tmp_path
) -> None:
    """Stored votes remain, and the response says when to try again."""
    counts = {"BACKEND": "faq.ops.counter_cache.CounterCache", "LOCATION": str(tmp_path / "limits")}
    settings.CACHES = {**settings.CACHES, "limits": counts}
    settings.FEEDBACK_RATE = (3, 3600)
    answers = [tap(reader, answered="yes") for _ in range(3)]
    assert {each.status_code for each in answers} == {303}
    # Another browser is another reader, but not another network.
    reader.defaults["HTTP_USER_AGENT"] = "Chromium"
    for response in posts(reader, question):
        assert refused(response, 429).endswith("Try again in 60 minutes.")
        assert response["Retry-After"] == "3600"
        assert again(parse(response))["action"].startswith(PAGE)
    assert stored_count() == 1


def test_get_request_redirects_to_the_question(reader: Client) -> None:
    """Check 27: a GET request stores nothing and reveals no draft."""
    for address in (f"{PAGE}answered/", f"{PAGE}stuck/"):
        response = reader.get(address)
        assert (response.status_code, response["Location"]) == (302, PAGE)
        assert reader.put(address).status_code == 405
    assert reader.get("/questions/never/answered/")["Location"] == "/questions/never/"
    assert stored_count() == 0
