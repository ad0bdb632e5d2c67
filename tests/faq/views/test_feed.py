"""The Atom feed."""

import html
from datetime import UTC, datetime
from xml.etree import ElementTree

import pytest
from django.test import Client

from faq.models import Question
from faq.text.cleaning import one_line
from faq.views import feed
from tests.factories import NOW, PAST, make_draft, make_question, make_topic
from tests.faq.api.hidden_questions import SECRET, make_hidden
from tests.html import parse
from tests.xss import PAYLOADS

pytestmark = [pytest.mark.usefixtures("index"), pytest.mark.time_machine(NOW)]

ATOM = "{http://www.w3.org/2005/Atom}"
SITE = "http://127.0.0.1:8000"


def read(client: Client, path: str = "/feed/", **headers: str) -> ElementTree.Element:
    response = client.get(path, headers=headers)
    assert response.status_code == 200
    assert response["Content-Type"] == "application/atom+xml; charset=utf-8"
    return ElementTree.fromstring(response.content)


def titles(client: Client) -> list[str | None]:
    return [entry.findtext(f"{ATOM}title") for entry in read(client).iter(f"{ATOM}entry")]


def test_feed_has_title_author_and_link(client: Client) -> None:
    whole = read(client)
    assert whole.findtext(f"{ATOM}title") == "Helpcenter: new and changed answers"
    assert whole.findtext(f"{ATOM}author/{ATOM}name") == "Helpcenter"
    links = {link.get("rel"): link.get("href") for link in whole.findall(f"{ATOM}link")}
    assert links == {"alternate": f"{SITE}/", "self": f"{SITE}/feed/"}


def test_feed_of_a_topic_has_its_answers_alone(client: Client) -> None:
    """Checks 41–47: a topic without published questions has no feed."""
    payments = make_topic(slug="payments", title="Payments")
    make_question(topic=payments, title="Refund?"), make_question(title="Another?")
    whole = read(client, "/topics/payments/feed/")
    assert whole.findtext(f"{ATOM}title") == "Payments – Helpcenter: new and changed answers"
    assert [each.findtext(f"{ATOM}title") for each in whole.iter(f"{ATOM}entry")] == ["Refund?"]
    links = {link.get("rel"): link.get("href") for link in whole.findall(f"{ATOM}link")}
    address = f"{SITE}/topics/payments/"
    assert links == {"alternate": address, "self": f"{address}feed/"}
    feeds = parse(client.get("/topics/payments/")).all("link", type="application/atom+xml")
    assert [link["href"] for link in feeds] == [f"{address}feed/", f"{SITE}/feed/"]
    make_draft(topic=make_topic(slug="hidden"))
    for slug in ("hidden", "nowhere"):
        assert client.get(f"/topics/{slug}/feed/").status_code == 404
    payments.slug = "money"
    payments.save()
    moved = client.get("/topics/payments/feed/")
    assert (moved.status_code, moved["Location"]) == (301, "/topics/money/feed/")


def test_id_stays_when_the_address_changes(client: Client) -> None:
    question, _ = make_question(slug="old"), make_question(slug="other")

    def ids() -> set[str | None]:
        return {entry.findtext(f"{ATOM}id") for entry in read(client).iter(f"{ATOM}entry")}

    before = ids()
    assert len(before) == 2
    question.slug = "new"
    question.save()
    assert ids() == before


def test_entry_has_title_summary_topic_and_times(client: Client) -> None:
    question = make_question(
        topic=make_topic(title="Payments"), slug="refund", title="Refund?", summary="Ask < wait."
    )
    Question.objects.filter(pk=question.pk).touch(datetime(2026, 11, 20, 8, tzinfo=UTC))
    (entry,) = read(client).iter(f"{ATOM}entry")
    link, category = entry.find(f"{ATOM}link"), entry.find(f"{ATOM}category")
    assert link is not None
    assert category is not None
    assert {
        "id": entry.findtext(f"{ATOM}id"),
        "link": link.get("href"),
        "title": entry.findtext(f"{ATOM}title"),
        "summary": entry.findtext(f"{ATOM}summary"),
        "category": category.get("term"),
        "published": entry.findtext(f"{ATOM}published"),
        "updated": entry.findtext(f"{ATOM}updated"),
    } == {
        "id": f"tag:127.0.0.1,2026:question/{question.pk}",
        "link": f"{SITE}/questions/refund/",
        "title": "Refund?",
        "summary": "Ask &lt; wait.",
        "category": "Payments",
        "published": "2026-11-01T09:00:00+00:00",
        "updated": "2026-11-20T08:00:00+00:00",
    }


def test_feed_has_a_limited_number_of_entries_newest_first(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(feed, "ENTRIES", 3)
    for day, title in enumerate(("oldest", "middle", "newest", "scheduled"), start=1):
        question = make_question(title=title)
        Question.objects.filter(pk=question.pk).touch(datetime(2026, 11, day, 12, tzinfo=UTC))
    # It was written first and went public last.
    Question.objects.filter(pk=question.pk).update(
        updated_at=PAST, published_at=datetime(2026, 11, 9, tzinfo=UTC)
    )
    assert titles(client) == ["scheduled", "newest", "middle"]


def test_hidden_questions_are_not_in_the_feed(client: Client) -> None:
    """Checks 41–47."""
    make_hidden()
    assert titles(client) == ["Where is the walrus?"]
    assert SECRET not in client.get("/feed/").text


def test_payloads_are_escaped_in_the_feed(
    client: Client, settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Check 1: summaries are HTML in Atom, so they are escaped twice."""
    monkeypatch.setattr(feed, "ENTRIES", len(PAYLOADS))
    settings.SITE_NAME = PAYLOADS[0]
    for payload in PAYLOADS:
        shelf = make_topic(title=payload[:80])
        make_question(topic=shelf, title=payload[:200], summary=f"{payload}\uffff\x01"[:300])
    whole = read(client)
    assert whole.findtext(f"{ATOM}author/{ATOM}name") == PAYLOADS[0]
    said = [
        (entry.findtext(f"{ATOM}title"), html.unescape(entry.findtext(f"{ATOM}summary") or ""))
        for entry in whole.iter(f"{ATOM}entry")
    ]
    assert sorted(said) == sorted((one_line(each), one_line(each)) for each in PAYLOADS)
    for summary in whole.iter(f"{ATOM}summary"):
        assert "<" not in str(summary.text)


def test_addresses_in_the_feed_come_from_the_settings(client: Client, settings) -> None:
    """Check 33."""
    make_question(slug="one")
    settings.SITE_URL = "https://help.example.com"
    text = ElementTree.tostring(read(client, host="localhost"), encoding="unicode")
    assert "https://help.example.com/questions/one/" in text
    assert "localhost" not in text
