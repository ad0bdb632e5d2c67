"""Sends feedback forms in tests and parses the responses."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpResponseBase
from django.test import Client

from faq.models import Question, StuckReport, Vote
from tests.html import Element, parse

PAGE = "/questions/refund/"
SAME_ORIGIN = {"origin": "http://testserver", "user-agent": "Firefox"}
Sent = dict[str, str | list[str]]


def place(page: Element, name: str) -> Element:
    return page.one(id=name)


def fill(form: Element, **more: str) -> tuple[str, Sent]:
    """Return the address of a form, and its data with these fields filled in or buttons pressed."""
    names = {element.get("name") for element in form.walk()}
    assert set(more) <= names
    return form["action"], {**form.filled_in(), **more}


def follow(client: Client, response: HttpResponseBase) -> Element:
    """Follow a redirect and return the page. Neither response may be cached or set a cookie."""
    assert response.status_code == 303
    target = client.get(response["Location"].partition("#")[0])
    assert target.status_code == 200
    for answer in (response, target):
        assert answer["Cache-Control"] == "no-store"
        assert not answer.cookies
    return parse(target)


def tap(client: Client, name: str = "answered", **more: str) -> HttpResponseBase:
    """Send a form of the page that the server returns."""
    address, sent = fill(place(parse(client.get(PAGE)), name).all("form")[0], **more)
    return client.post(address, sent)


def status(page: Element, name: str = "answered") -> str:
    return place(page, name).one(role="status").text


def refused(response: HttpResponseBase, code: int) -> str:
    """Return the message of the page that rejects feedback."""
    assert response.status_code == code
    assert response["Cache-Control"] == "no-store"
    assert not response.cookies
    page = parse(response)
    assert page.one("h1").text == "We could not save that"
    return page.one("p", cls="lead").text


def stored_count() -> int:
    return Vote.objects.count() + StuckReport.objects.count()


def posts(client: Client, question: Question, **more: Any) -> Iterator[HttpResponseBase]:
    """Yield the responses to both forms, valid except for the given fields; None removes a field."""
    page = parse(client.get(question.get_absolute_url()))
    valid = {"answered": {"answered": "yes"}, "stuck-1": {"reason": "other"}}
    headers = more.pop("headers", {})
    for name, fields in valid.items():
        address, sent = fill(place(page, name).all("form")[0], **fields)
        sent = {n: v for n, v in {**sent, **more}.items() if v is not None}
        yield client.post(address, sent, headers=headers)
