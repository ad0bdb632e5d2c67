"""Tells the site what a reader has to say, and reads what it answers."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpResponseBase
from django.test import Client

from faq.models import Question, StuckReport, Vote
from tests.html import Element, parse

PAGE = "/questions/refund/"
OURS = {"origin": "http://testserver", "user-agent": "Firefox"}
Sent = dict[str, str | list[str]]


def place(page: Element, name: str) -> Element:
    return page.one(id=name)


def fill(form: Element, **more: str) -> tuple[str, Sent]:
    """Where a form goes, and what it sends with these fields filled in or buttons pressed."""
    names = {each.get("name") for each in form.walk()}
    assert set(more) <= names
    return form["action"], {**form.filled_in(), **more}


def follow(client: Client, response: HttpResponseBase) -> Element:
    """The page that an answer leads to; an address there, and nothing that anybody keeps."""
    assert response.status_code == 303
    shown = client.get(response["Location"].partition("#")[0])
    assert shown.status_code == 200
    for each in (response, shown):
        assert each["Cache-Control"] == "no-store"
        assert not each.cookies
    return parse(shown)


def tap(client: Client, name: str = "answered", **more: str) -> HttpResponseBase:
    """Press a button on the page as it comes from the server."""
    address, sent = fill(place(parse(client.get(PAGE)), name).all("form")[0], **more)
    return client.post(address, sent)


def status(page: Element, name: str = "answered") -> str:
    return place(page, name).one(role="status").text


def refused(response: HttpResponseBase, code: int) -> str:
    """What the page says that turns something away, with a way back for people."""
    assert response.status_code == code
    assert response["Cache-Control"] == "no-store"
    assert not response.cookies
    page = parse(response)
    assert page.one("h1").text == "We could not save that"
    return page.one("p", cls="lead").text


def kept() -> int:
    return Vote.objects.count() + StuckReport.objects.count()


def posts(client: Client, question: Question, **more: Any) -> Iterator[HttpResponseBase]:
    """Answers to both forms filled in well, but for what is given; None leaves a field out."""
    page = parse(client.get(question.get_absolute_url()))
    well = {"answered": {"answered": "yes"}, "stuck-1": {"reason": "other"}}
    headers = more.pop("headers", {})
    for name, fields in well.items():
        address, sent = fill(place(page, name).all("form")[0], **fields)
        sent = {n: v for n, v in {**sent, **more}.items() if v is not None}
        yield client.post(address, sent, headers=headers)
