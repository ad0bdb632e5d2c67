"""What must hold wherever one looks: every address there is, and none can be forgotten here."""

import html
import json
import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any
from urllib.parse import quote

import pytest
from django.conf import settings as site_settings
from django.contrib.auth.models import User
from django.core.cache import caches
from django.core.cache.backends.locmem import LocMemCache
from django.db import connection
from django.test import Client

from faq.insights.popular_searches import clear_cache
from faq.models import Question
from faq.ops import page_cache
from faq.publishing import archive
from faq.search.index.outbox import drain
from tests.factories import (
    FUTURE,
    NOW,
    PAST,
    make_question,
    make_topic,
)
from tests.html import parse
from tests.security import surfaces
from tests.security.addresses import of_admin
from tests.security.surfaces import ALL, FORMS, LISTED, OPERATORS, TYPED, ask, fill
from tests.security.texts import write

pytestmark = pytest.mark.time_machine(NOW, tick=False)

SECRET = "zanzibar"


class Watched(LocMemCache):
    """A cache that says how often it was asked, and how often something was put into it."""

    asked = 0
    put = 0

    def get(self, *args: Any, **kwargs: Any) -> Any:
        Watched.asked += 1
        return super().get(*args, **kwargs)

    def set(self, *args: Any, **kwargs: Any) -> None:
        Watched.put += 1
        super().set(*args, **kwargs)


@pytest.fixture
def pages(settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[type[Watched]]:
    """Whole pages are kept, as on a real site."""
    kept = {"BACKEND": f"{__name__}.Watched", "LOCATION": "surfaces"}
    settings.CACHES = {**settings.CACHES, "pages": kept}
    monkeypatch.setattr(page_cache, "STARTED_AT", PAST)
    caches["pages"].clear()
    clear_cache()
    Watched.asked = Watched.put = 0
    yield Watched
    clear_cache()


def test_every_address_there_is_stands_here() -> None:
    """Whoever adds one adds it here, and all that follows holds for it."""
    assert surfaces.names() - surfaces.PRIVATE - surfaces.FILES == set(ALL)


# --- Taken away


def by_archiving(question: Question) -> None:
    archive(question, by=User.objects.create_superuser("chief"), at=NOW)


def by_editing(question: Question) -> None:
    question.status = Question.Status.DRAFT
    question.save()


def by_scheduling(question: Question) -> None:
    Question.objects.filter(pk=question.pk).update(published_at=FUTURE)


def by_deleting(question: Question) -> None:
    question.delete()


# Where a question's title, or anything else of it, is to be read.
SHOWING = (LISTED.keys() | TYPED.keys()) - {
    *("question_picture", "picture", "robots", "security", "opensearch", "openapi", "sitemap"),
}


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("index", "pages")
@pytest.mark.parametrize("take_away", [by_archiving, by_editing, by_scheduling, by_deleting])
def test_what_is_taken_away_is_nowhere_with_the_next_request(
    client: Client, time_machine: Any, take_away: Callable[[Question], None]
) -> None:
    """Checks 41–48: in no page, list, count, neighbour, cache or 304, without any other command."""
    shelf = make_topic(slug="sea")
    for animal in ("seal", "otter"):
        make_question(topic=shelf, slug=animal, title=f"Where is the {animal} of the walrus?")
    question = write(SECRET, topic=make_topic(slug="depths", title=f"Depths of {SECRET}"))
    addresses = {name: fill(each, topic="depths", words=SECRET) for name, each in ALL.items()}
    addresses |= {"neighbour": "/questions/seal/", "other topic": "/topics/sea/"}
    addresses |= {"missing": "/questions/where-walrus/", "hint": "/search/?q=zanzibat"}
    time_machine.move_to(NOW + timedelta(minutes=1), tick=False)
    shown, kept = set(), {}
    for name, address in addresses.items():
        response: Any = client.get(address)
        if SECRET in response.getvalue().decode("utf-8", "replace").lower():
            shown.add(name)
        if "ETag" in response:
            kept[name] = {
                "if-none-match": response["ETag"],
                "if-modified-since": response["Last-Modified"],
            }
            by_time = {"if-modified-since": response["Last-Modified"]}
            assert client.get(address, headers=kept[name]).status_code == 304
            assert client.get(address, headers=by_time).status_code == 304
    assert shown - {"sitemap"} == SHOWING | {"neighbour", "other topic", "missing", "hint"}
    assert kept.keys() >= LISTED.keys()

    time_machine.move_to(NOW + timedelta(minutes=2), tick=False)
    take_away(question)
    time_machine.move_to(NOW + timedelta(minutes=3), tick=False)
    gone = 410 if take_away is by_archiving else 404
    wanted = {"topic": 404, "topic_feed": 404, "missing": 404, "answered": 302, "stuck": 302}
    wanted |= {name: gone for name, address in LISTED.items() if "{question}" in address}
    for name, address in addresses.items():
        for headers in (kept.get(name, {}), {}):
            status, whole = ask(client, address, headers=headers)
            assert status == wanted.get(name, 200), name
            if name in TYPED:
                never = ask(client, fill(ALL[name], words="quagmire"))[1]
                assert whole.replace(SECRET, "…") == never.replace("quagmire", "…"), name
            else:
                assert SECRET not in whole.lower(), name


# --- Kept or not


@pytest.mark.usefixtures("index", "sea", "pages")
def test_what_somebody_typed_is_stored_nowhere_and_the_rest_is_asked_about(client: Client) -> None:
    """Checks 20, 65, 66: lists and answers have a tag; searches, outcomes and refusals are not stored."""
    drain()
    found, wanted = {}, {}
    typed = [
        *TYPED.values(),
        "/questions/{question}/?said=no",
        "/questions/x/",
        "/api/v1/questions/x/",
    ]
    for address in [*LISTED.values(), *typed]:
        response = client.get(fill(address))
        assert not response.cookies, address
        assert "Cookie" not in response.get("Vary", ""), address
        found[address] = (response.get("Cache-Control"), "ETag" in response)
        wanted[address] = ("no-cache", True) if address in LISTED.values() else ("no-store", False)
        if "ETag" in response:
            again = client.get(fill(address), headers={"if-none-match": response["ETag"]})
            assert (again.status_code, again.content) == (304, b""), address
    assert found == wanted
    for address in OPERATORS.values():
        assert "no-store" in client.get(address)["Cache-Control"]


@pytest.mark.usefixtures("index", "sea")
def test_editors_are_given_nothing_kept_and_nothing_is_kept_of_what_they_are_given(
    client: Client, as_ines: Client, pages: type[Watched]
) -> None:
    """Check 63: every kept answer; whoever reads anonymously is given what was put there."""
    drain()
    for address in LISTED.values():
        as_ines.get(fill(address))
        as_ines.get(fill(address))
    assert (pages.asked, pages.put) == (0, 0)
    for address in LISTED.values():
        client.get(fill(address))
        client.get(fill(address))
    # One is long, and sent in pieces.
    assert (pages.asked, pages.put) == (2 * len(LISTED), len(LISTED) - 1)


# --- Hostile text


@pytest.mark.usefixtures("index")
def test_templates_and_invisible_characters_in_texts_are_shown_as_what_they_are(
    client: Client,
) -> None:
    """Checks 7, 10: wherever a question is to be read, no template is run and nothing is reordered."""
    hostile = "{{ request.path }} {% debug %} \u202eevil\u2066\u200bwalrus\ufeff"
    plain = "{{ request.path }} {% debug %} evilwalrus"
    write(hostile, topic=make_topic(slug="sea", title=hostile))
    drain()
    words = quote("evilwalrus")
    for name in SHOWING:
        status, whole = ask(client, fill(ALL[name], words=words))
        assert status == 200
        shown = html.unescape(whole)
        assert plain in shown, name
        assert re.findall("[\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]", shown) == [], name
        assert re.findall(r"\\u20(?:0[bef]|2[a-e]|6[6-9])|\\ufeff", shown) == [], name
    for address in ("/search/?q=", "/search/suggest/?q=", "/api/v1/search/?q=", "/questions/"):
        _, whole = ask(client, address + quote(hostile, safe=""))
        assert re.findall("[\u200b\u202e\u2066\ufeff]", whole) == [], address


@pytest.mark.usefixtures("index")
def test_links_in_answers_lead_nowhere_that_runs_and_vouch_for_nobody(client: Client) -> None:
    """Checks 3, 8: on the page, in JSON and in Markdown."""
    bad = [
        "javascript:alert(1)",
        "JAVASCRIPT:alert(1)",
        "data:text/html,x",
        "vbscript:x",
        "file:///x",
    ]
    good = [
        "https://a.example/",
        "//b.example/",
        "HTTP://c.example/x",
        "/questions/walrus/",
        "#step-1",
    ]
    links = "\n\n".join(f"[walrus {number}]({each})" for number, each in enumerate([*bad, *good]))
    write("walrus", body=links, topic=make_topic(slug="sea"))
    data = json.loads(client.get("/api/v1/questions/walrus/").text)
    for page in (parse(client.get("/questions/walrus/")), parse(data["body_html"])):
        made = {a.text: a for a in page.all("a") if re.fullmatch(r"walrus \d", a.text)}
        assert [a.get("href") for a in made.values()] == good
        away = [a.get("href") for a in made.values() if a.get("rel") == "noopener nofollow"]
        assert away == good[:3]
    for address in ("/questions/walrus.md", "/llms-full.txt"):
        _, whole = ask(client, address)
        assert "walrus 9" in whole
        assert (
            re.findall(r"(?<!\\)\]\(<?(?:javascript|data|vbscript|file):", whole, re.IGNORECASE)
            == []
        )


# --- Broken


@pytest.mark.usefixtures("index", "sea")
def test_error_of_ours_tells_nothing_of_its_cause_anywhere(
    client: Client, as_ines: Client, caplog: pytest.LogCaptureFixture
) -> None:
    """Check 62: neither in text, comments nor headers; the log alone knows."""
    assert site_settings.DEBUG is False
    drain()
    editing = [
        each
        for each in of_admin(Question.objects.get())
        if "/faq/question/" in each and "add" not in each
    ]
    forms = [fill(each) for each in FORMS.values()]
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE faq_question RENAME TO faq_elsewhere")
    broken = []
    for who, method, addresses in (
        (client, "get", [fill(each, words="oyster") for each in ALL.values()]),
        (client, "post", forms),
        (as_ines, "get", editing),
    ):
        who.raise_request_exception = False
        for address in addresses:
            response: Any = getattr(who, method)(address, headers={"origin": "http://testserver"})
            whole = f"{dict(response.headers)}\n{response.getvalue().decode('utf-8', 'replace')}"
            known = ["faq_question", "no such table", "Traceback", "oyster", "OperationalError"]
            known += ["sqlite", "django", "<!--", ".py", "0x", site_settings.SECRET_KEY]
            known += [str(site_settings.BASE_DIR), str(site_settings.VAR), "ines", "session"]
            if response.status_code == 503 and address != "/readyz":
                broken.append(address)
                assert [each for each in known if each.lower() in whole.lower()] == [], address
                if response["Content-Type"] == "application/json":
                    assert response.json()["error"].startswith("The database does not work")
                else:
                    assert parse(response).one("h1").text.endswith(": the database does not work")
            else:
                assert address in {
                    fill(ALL[name]) for name in ("livez", "readyz", "robots", "security")
                } | {*("/picture.png", "/opensearch.xml", "/api/v1/openapi.json", *forms)} | {
                    fill(each, words="oyster") for each in TYPED.values()
                }, address
    assert len(broken) > 15
    assert "no such table" in caplog.text
