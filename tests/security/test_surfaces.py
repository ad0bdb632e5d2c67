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

from faq.insights.popular import forget
from faq.models import Question, Step
from faq.ops import freshness, page_cache
from faq.publishing import archive
from faq.search.sync import drain
from tests.factories import (
    FUTURE,
    NOW,
    PAST,
    make_audience,
    make_question,
    make_search_term,
    make_stuck_report,
    make_topic,
    make_vote,
)
from tests.html import parse
from tests.security import surfaces
from tests.security.addresses import everything_stored, of_admin
from tests.security.surfaces import ALL, FORMS, LISTED, OPERATORS, PARAMETERS, TYPED, ask, fill

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
    monkeypatch.setattr(freshness, "STARTED_AT", PAST)
    caches["pages"].clear()
    page_cache.try_again()
    forget()
    Watched.asked = Watched.put = 0
    yield Watched
    forget()


def write(text: str, **fields: Any) -> Question:
    """A question with a text in everything it has, and with all that readers leave behind."""
    question = make_question(
        **{
            "slug": "walrus",
            "title": f"Where is the {text}?",
            "summary": f"In {text}.",
            "body": f"The {text}.",
            "phrasings": [f"{text} please"],
            "featured": True,
            "urgent": True,
            **fields,
        }
    )
    step = Step.objects.create(
        question=question, position=1, title=f"Go to {text}", body=text, caution=text
    )
    question.audiences.add(make_audience(title=f"People of {text}"))
    make_vote(question=question, words=text)
    make_stuck_report(step, words=text)
    for searched in (text, "seal", "otter"):
        for day in range(1, 5):
            make_search_term(searched, day=NOW.date() - timedelta(days=day), count=50)
    return question


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
    *("question_picture", "picture", "robots", "opensearch", "openapi", "sitemap"),
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
    wanted = {"topic": 404, "missing": 404, "answered": 302, "stuck": 302}
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


@pytest.fixture
def sea(db: None) -> Question:
    return write("walrus", topic=make_topic(slug="sea"))


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


# --- Odd requests


@pytest.mark.usefixtures("index", "sea")
def test_any_parameter_may_hold_anything_anywhere(client: Client) -> None:
    """Checks 12, 27, 52: a page, a list or a refusal, and nothing stored."""
    drain()
    before = everything_stored()
    odd = [
        "' OR 1=1 --",
        "\x00",
        "\ud800",
        "%s%n",
        "../" * 9,
        "-1",
        "1e9",
        "9" * 4000,
        "[]",
        "é\u202e",
    ]
    for name, address in ALL.items():
        path = fill(address).partition("?")[0]
        wanted = {302} if name in FORMS else {200, 400} if name in TYPED else {200}
        if name == "sitemap" or "api" in name:
            wanted |= {400, 404}
        for value in odd:
            query = "&".join(
                f"{each}={quote(value, errors='surrogatepass')}" for each in PARAMETERS
            )
            status, _ = ask(client, f"{path}?{query}")
            assert status in wanted, (name, value)
    assert everything_stored() == before


ODD_PAGES = ["0", "-1", "1e9", "1000000000", "abc", "NaN", "1.5", "%00", "%201%200", "9" * 5000]


@pytest.mark.usefixtures("index", "sea")
def test_page_that_is_none_is_answered(client: Client) -> None:
    """Check 53: people get a page, and programs are told what can be used."""
    drain()
    for number in ODD_PAGES:
        # Longer numbers are not read as any.
        past_the_end = number == "1000000000"
        topic = client.get(f"/topics/sea/?page={number}")
        assert (topic.status_code, "Where is the walrus?" in topic.text) == (200, True), number
        search = client.get(f"/search/?q=walrus&page={number}")
        found = "Where is the walrus?" in parse(search).one("main").texts("h2")
        assert (search.status_code, found) == (200, not past_the_end), number
        for address in ("/api/v1/search/?q=walrus&", "/api/v1/questions/?"):
            refused = client.get(f"{address}page={number}")
            assert refused.status_code == 400, number
            text = json.loads(refused.text)["error"]
            assert text.startswith("page must be a whole number from 1 to")
        assert client.get(f"/sitemap.xml?page={number}").status_code == 404, number


# Written oddly, and where that leads: in one hop, or to a page that names what is near.
ODD_ADDRESSES = [
    ("/Questions/Walrus/", 301, "/questions/walrus/"),
    ("/questions/walrus", 301, "/questions/walrus/"),
    ("/QUESTIONS/WALRUS.MD", 301, "/questions/walrus.md"),
    ("/questions/walrus.md/", 301, "/questions/walrus.md"),
    ("/api/v1/questions/Walrus", 301, "/api/v1/questions/walrus/"),
    ("/Topics/SEA", 301, "/topics/sea/"),
    ("/de/topics/Sea", 301, "/de/topics/sea/"),
    ("/search", 301, "/search/"),
    ("/questions/walrus/answered", 301, "/questions/walrus/answered/"),
    # The server decodes them before anything of ours sees the address.
    ("/questions/walrus%2f", 200, ""),
    ("/questions%2fwalrus%2F", 200, ""),
    ("/questions/walrus./", 404, ""),
    ("/questions/walrus../", 404, ""),
    ("/questions/walrus/.", 404, ""),
    ("/questions/walrus/%2e%2e/", 404, ""),
    ("/questions/walrus%252f", 404, ""),
    ("/questions//walrus/", 404, ""),
    ("/questions/walrus%00/", 404, ""),
    ("/questions/walrus%0a/", 404, ""),
    ("/questions/walrus%20/", 404, ""),
    ("/questions/%E2%80%AEwalrus/", 404, ""),
    ("/questions/walrus%ED%A0%80/", 404, ""),
    ("/questions/walrus;x/", 404, ""),
    ("/questions/walrus.txt", 404, ""),
    ("/topics/sea/walrus/", 404, ""),
    ("/sitemap.xml/", 404, ""),
    ("/api/v1/questions/walrus%00/", 404, ""),
]


@pytest.mark.usefixtures("index", "sea")
def test_address_written_oddly_leads_there_or_to_what_is_near(client: Client) -> None:
    """Whatever people type and programs mangle; never anywhere else."""
    drain()
    for address, status, leads_to in ODD_ADDRESSES:
        response = client.get(address)
        assert (response.status_code, response.get("Location", "")) == (status, leads_to), address
        if leads_to:
            assert client.get(leads_to).status_code in {200, 302}, address
        elif status == 404 and response["Content-Type"] == "application/json":
            assert list(json.loads(response.text)) == ["error"], address
        elif status == 404:
            page = parse(response)
            assert page.one("h1").text == "There is no page at this address"
            is_near = "/questions/walrus/" in [link for _, link in page.links()]
            assert is_near == ("walrus" in address), address
            assert not set(page.one("main").raw_text) & set("\x00\u202e\ufffd"), address
        else:
            canonical = parse(response).one("link", rel="canonical")["href"]
            assert canonical == f"{site_settings.SITE_URL}/questions/walrus/", address


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
            if response.status_code == 500:
                broken.append(address)
                assert [each for each in known if each.lower() in whole.lower()] == [], address
                if response["Content-Type"] == "application/json":
                    assert response.json()["error"].startswith("Something broke on our side")
                else:
                    assert parse(response).one("h1").text == "Something broke on our side"
            else:
                assert address in {fill(ALL[name]) for name in ("livez", "readyz", "robots")} | {
                    *("/picture.png", "/opensearch.xml", "/api/v1/openapi.json", *forms)
                } | {fill(each, words="oyster") for each in TYPED.values()}, address
    assert len(broken) > 15
    assert "no such table" in caplog.text
