"""Hostile text in every field, on every page: it is shown as text, and nothing comes of it."""

import json
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import quote, urlsplit

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command
from django.test import Client

from faq.models import Audience, Phrasing, Question, Step, Topic
from faq.publishing.revisions import ensure_current
from faq.search.index.outbox import drain
from faq.text.cleaning import one_line
from tests.factories import NOW, PAST, make_audience, make_copy, make_question, make_topic
from tests.html import Element, parse
from tests.xss import PAYLOADS, grouped

# What Markdown may make; nothing else may come out of anybody's text.
MARKDOWN = {
    *((tag, "") for tag in ("p", "ul", "ol", "li", "blockquote", "pre", "hr", "h2", "h3", "h4")),
    *((tag, "") for tag in ("a", "b", "br", "code", "em", "s", "strong", "mark")),
    *(("a", name) for name in ("href", "rel", "title")),
    ("span", "class"),
    # Code with long lines can have the focus.
    *(("pre", name) for name in ("role", "tabindex", "aria-label")),
    # The button that copies code shows an icon.
    ("rect", "ry"),
}
ADMIN_PAGES = ("delete", "history", "live", "change", "compare", "publish")
# By name and number of the page.
ADMIN_LISTS = [("topic", 1), ("topic", 2), ("question", 1), ("audience", 1), ("audience", 2)]
SCHEMES = {"", "http", "https", "mailto", "tel"}
OURS = ("/static/", "/admin/jsi18n/")
DATA = {"application/json", "application/ld+json"}
HARMLESS = "Some plain words"
# All payloads in few texts, which leave room for what is added to a title of a working copy.
GROUPS = grouped(190)


def fill(payload: str, number: int) -> None:
    """A topic, a question and all that belongs to it, with the payload in every field of text."""
    topic = make_topic(slug=f"t{number}", title=payload[:80], summary=payload[:200])
    question = make_question(
        slug=f"q{number}",
        topic=topic,
        title=payload[:200],
        summary=payload[:300],
        body=payload,
        featured=True,
        urgent=True,
        phrasings=[payload[:200]],
    )
    Step.objects.create(
        question=question, position=1, title=payload[:200], body=payload, caution=payload
    )
    question.audiences.add(make_audience(slug=f"a{number}", title=payload[:80]))


def by_groups(folder: Path) -> None:
    """As many payloads in a question as fit into its title; a topic and an audience for each payload."""
    for number, payload in enumerate(PAYLOADS):
        make_topic(slug=f"payload{number}", title=payload[:80], summary=payload[:200])
        make_audience(slug=f"payload{number}", title=payload[:80])
    for number, group in enumerate(GROUPS):
        fill(group, number)


def by_hand(folder: Path) -> None:
    for number, payload in enumerate(PAYLOADS):
        fill(payload, number)


def by_fixture(folder: Path) -> None:
    """The same rows through loaddata, which does not call save()."""
    rows: list[dict[str, object]] = []
    for number, payload in enumerate(PAYLOADS):
        line = one_line(payload)
        fields: dict[str, dict[str, object]] = {
            "faq.topic": {"slug": f"t{number}", "title": line[:80], "summary": line[:200]},
            "faq.audience": {"slug": f"a{number}", "title": line[:80]},
            "faq.question": {
                "topic": [f"t{number}"],
                "slug": f"q{number}",
                "title": line[:200],
                "summary": line[:300],
                "body": payload,
                "status": "published",
                "published_at": PAST.isoformat(),
                "audiences": [[f"a{number}"]],
                "featured": True,
                "urgent": True,
            },
            "faq.step": {
                "question": [f"q{number}"],
                "position": 1,
                "title": line[:200],
                "body": payload,
                "caution": payload,
            },
            "faq.phrasing": {"question": [f"q{number}"], "text": line[:200]},
        }
        rows += [{"model": model, "fields": values} for model, values in fields.items()]
    path = folder / "hostile.json"
    path.write_text(json.dumps(rows), encoding="utf-8")
    call_command("loaddata", str(path), verbosity=0)


@pytest.fixture
def hostile(request: pytest.FixtureRequest, index: Path, tmp_path: Path) -> None:
    """A help center in which every text is a payload."""
    getattr(request, "param", by_hand)(tmp_path)
    drain()
    assert Question.objects.count() in {len(PAYLOADS), len(GROUPS)}


def parts(page: Element) -> set[tuple[str, str]]:
    """Every element of the page with each of its attributes."""
    return {(each.tag, name) for each in page.walk() for name in ["", *each.attributes]}


def assert_inert(page: Element, known: set[tuple[str, str]]) -> None:
    """Nothing on the page that harmless text would not have had, and no address that runs."""
    assert parts(page) - known - MARKDOWN == set()
    for each in page.walk():
        for name in ("href", "src", "action", "formaction"):
            assert urlsplit(each.get(name).strip()).scheme.lower() in SCHEMES
    for script in page.all("script"):
        assert script.get("src").startswith(OURS) or script.get("type") in DATA


def clear() -> None:
    for model in (Phrasing, Step, Question, Topic, Audience):
        model._default_manager.all().delete()
    drain()


@pytest.fixture(scope="module")
def known_parts() -> set[tuple[str, str]]:
    """What public pages are made of, empty until a test has looked."""
    return set()


@pytest.fixture
def known_public(
    index: Path, client: Client, known_parts: set[tuple[str, str]]
) -> set[tuple[str, str]]:
    """What public pages are made of when every text is harmless."""
    if known_parts:
        return known_parts
    for number in range(900, 925):
        fill(HARMLESS, number)
    drain()
    long = "plain " * 100
    pages = [
        *("/", "/topics/t900/", "/questions/q900/", "/nowhere/plain/", "/search/", "/search/?q=zz"),
        *("/search/?q=plain&page=2", "/search/?q=plain&page=99", f"/search/?q={long}"),
        *("/search/?q=plain&topic=t900", "/search/?q=plain&topic=zz"),
    ]
    known_parts.update(part for page in pages for part in parts(parse(client.get(page))))
    clear()
    return known_parts


@pytest.fixture
def known_admin(index: Path, as_ines: Client, ines: User) -> dict[str, set[tuple[str, str]]]:
    """The same for lists and forms of the admin, by the last part of their addresses."""
    for number in range(900, 903):
        fill(HARMLESS, number)
    for _ in range(60):
        make_topic(title=HARMLESS)
        make_audience(title=HARMLESS)
    lists = [
        parts(parse(as_ines.get(f"/admin/faq/{name}/?p={page}"))) for name, page in ADMIN_LISTS
    ]
    known = {"list": set().union(*lists)}
    for kind, page in admin_pages(Question.objects.order_by("pk")[0], as_ines, ines).items():
        known[kind] = parts(page)
    # What stands around a phrasing that does not find its question; harmless ones find theirs.
    known["publish"] |= {("q", ""), ("p", "class"), ("ul", "class")}
    Question.with_copies.copies().delete()
    clear()
    return known


def admin_pages(
    question: Question, client: Client, editor: User, kinds: Sequence[str] = ADMIN_PAGES
) -> dict[str, Element]:
    """The pages of a question and of a working copy of it in which all its texts are changed."""
    ensure_current(question, at=NOW)
    copy = make_copy(question, by=editor, title=f"{question.title} 2", summary="", body="")
    copy.steps.update(title="Another")
    pages = {
        "delete": (question, "delete"),
        "history": (question, "history"),
        "live": (question, "change"),
        "change": (copy, "change"),
        "compare": (copy, "compare"),
        "publish": (copy, "do/publish"),
    }
    return {
        kind: parse(client.get(f"/admin/faq/question/{row.pk}/{page}/"))
        for kind, (row, page) in pages.items()
        if kind in kinds
    }


@pytest.mark.parametrize(
    ("hostile", "every"), [(by_hand, 1), (by_fixture, 6)], indirect=["hostile"]
)
def test_payloads_stay_text_on_public_pages(
    known_public: set[tuple[str, str]], hostile: None, every: int, client: Client
) -> None:
    """Checks 1, 3, 7: home, topic and question, in text, attributes, title and description."""
    home = parse(client.get("/"))
    assert_inert(home, known_public)
    index = parse(client.get("/topics/"))
    assert_inert(index, known_public)
    assert len(index.one("ul", cls="topics").all("li")) == len(PAYLOADS)
    for number, payload in list(enumerate(PAYLOADS))[::every]:
        line = one_line(payload)
        shelf = parse(client.get(f"/topics/t{number}/"))
        assert_inert(shelf, known_public)
        shown = " ".join(one_line(payload[:80]).split())
        assert shelf.one("h1").text == shown
        assert shelf.one("ul", cls="questions").one("h2").text == line[:200]
        page = parse(client.get(f"/questions/q{number}/"))
        assert_inert(page, known_public)
        assert page.one("h1").text == line
        assert page.one("title").text == f"{line} – Helpcenter"
        assert page.one("meta", name="description")["content"] == line
        assert page.one("p", cls="answer").text == line
        assert page.one("ul", cls="chips").texts("li")[0] == f"For {shown}"


def test_payloads_stay_text_in_addresses(
    known_public: set[tuple[str, str]], client: Client
) -> None:
    """Check 1: filters, and words of an address, where nothing else could hide them."""
    for payload in GROUPS:
        assert_inert(parse(client.get("/search/", {"q": "script", "topic": payload})), known_public)
        assert_inert(parse(client.get(f"/questions/{quote(payload, safe='')}/")), known_public)


def test_payloads_stay_text_in_search_and_on_404(
    known_public: set[tuple[str, str]], hostile: None, client: Client
) -> None:
    """Checks 1, 4: search box, heading, snippets with marks, filters, and what is near an address."""
    found = 0
    for number, payload in enumerate(PAYLOADS):
        response = client.get("/search/", {"q": payload, "topic": "", "page": payload})
        page = parse(response)
        assert_inert(page, known_public)
        text = one_line(payload)
        assert page.one("input", name="q")["value"] == text
        assert page.one("title").text == f"{text} – search – Helpcenter"
        found += len(page.all("mark"))
        if number % 8 == 0:
            for address in (
                f"/search/?q=script&topic=t{number}",
                f"/questions/script-alert-{number}/",
            ):
                assert_inert(parse(client.get(address)), known_public)
    assert found > len(PAYLOADS)


def test_payloads_stay_text_in_the_name_and_the_notice_of_the_site(
    known_public: set[tuple[str, str]], client: Client, settings, as_ines: Client
) -> None:
    """Check 1: an operator may paste anything into the settings."""
    for payload in GROUPS:
        settings.SITE_NAME = settings.SITE_NOTICE = one_line(payload)
        for address in ("/", "/nowhere/"):
            page = parse(client.get(address))
            assert_inert(page, known_public)
            assert page.one("a", cls="brand").text == one_line(payload)
    refused = parse(Client(enforce_csrf_checks=True).post("/admin/login/"))
    assert refused.one("title").text.endswith(one_line(payload))


@pytest.mark.parametrize("hostile", [by_groups], indirect=True)
def test_payloads_stay_text_in_the_admin(
    known_admin: dict[str, set[tuple[str, str]]], hostile: None, as_ines: Client, ines: User
) -> None:
    """Check 1: lists, forms, deletion, history and differences of everything with text."""
    for name, number in ADMIN_LISTS:
        page = parse(as_ines.get(f"/admin/faq/{name}/?p={number}"))
        assert_inert(page, known_admin["list"])
        assert "alert(1)" in page.one("table", id="result_list").text
    for number, payload in enumerate(GROUPS):
        question = Question.objects.get(slug=f"q{number}")
        # Half of the pages of each question take turns with the other half.
        kinds = ADMIN_PAGES[number % 2 :: 2]
        for kind, page in admin_pages(question, as_ines, ines, kinds).items():
            assert_inert(page, known_admin[kind])
            if kind == "change":
                title = page.one("textarea", name="title").raw_text.strip()
                assert title == one_line(f"{one_line(payload)} 2")
            else:
                assert one_line(payload)[:50] in page.one("main").raw_text
