"""Pages in every language: what is the same as on the English page says which language it is in."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.conf import settings as site_settings
from django.contrib import admin
from django.http import HttpRequest, HttpResponseBase
from django.test import Client
from django.utils.translation import override

from faq.admin.lockout import locked_out
from faq.ops.unavailable import FULL, unavailable
from faq.search.index.outbox import drain
from faq.views import errors
from tests import catalogues
from tests.factories import (
    NOW,
    make_audience,
    make_question,
    make_stuck_report,
    make_synonym,
    make_topic,
    make_vote,
)
from tests.html import Element, parse

pytestmark = pytest.mark.time_machine(NOW, tick=False)

LANGUAGES = sorted(code for code, _ in site_settings.LANGUAGES if code != "en-gb")
# Attributes that hold a text, and those of data that hold something else.
SPOKEN = {"aria-label", "alt", "placeholder", "title"}
NOT_SPOKEN = {"data-slug", "data-uid", "data-suggest", "data-feedback"}
NOT_SPOKEN |= {
    "data-model-ref",
    "data-context",
    "data-popup",
    "data-inline-type",
    "data-model-name",
}
LETTER = re.compile(r"[^\W\d_]")
# More different words than are searched for.
MANY = " ".join(["walrus", *"abcdefghijklmnopqr"])
# The site's name and address, what the reader typed, titles in the page's title, and words in common.
SAME = {"Helpcenter", "http://127.0.0.1:8000/questions/walrus/", "Walrus?", "Tusks", MANY}
SAME |= {"walrus", "walruss", '"walrus egg"', "xyzzy", "Markdown"}
SHARED = {"de": SAME, "es": SAME | {"No"}}
# Django itself does not translate Search, which describes an icon.
ADMIN = {
    "de": {
        "Filter",
        "Information",
        "Person",
        "Position",
        "Position:",
        "Search",
        "Text",
        "Text:",
    },
    "es": {"No", "Search"},
}

Ask = Callable[[Client, str], HttpResponseBase]


@pytest.fixture
def content(index: Path) -> None:
    """Something on every kind of page, none of it in words of the interface."""
    shelf = make_topic(slug="tusks", title="Tusks", summary="Of ivory.")
    other = make_topic(slug="flippers", title="Flippers")
    asked = make_question(
        slug="walrus",
        topic=shelf,
        title="Walrus?",
        summary="Goo goo.",
        body="Joob.",
        featured=True,
        urgent=True,
        steps=["Eggman", "Egg walrus"],
    )
    asked.steps.update(
        body="Cornflake.", caution="Ice.", body_html="<p>Van.</p>", caution_html="<p>Ice.</p>"
    )
    asked.audiences.set(
        [make_audience(slug=name, title=name) for name in ("cubs", "cows", "bulls")]
    )
    for number in range(21):
        make_question(topic=other, title=f"Walrus {number}?", summary="Goo.", steps=["Joob"])
    make_question(slug="retired", topic=shelf, title="X", status="archived", replaced_by=asked)
    make_question(slug="withdrawn", topic=shelf, title="X", status="archived")
    drain()


def get(path: str, **headers: str) -> Ask:
    return lambda client, root: client.get(root + path, headers=headers)


def post(path: str, **sent: str) -> Ask:
    return lambda client, root: client.post(
        root + path, sent, headers={"origin": "http://testserver"}
    )


PAGES: dict[str, tuple[int, Ask]] = {
    "home": (200, get("")),
    "topic": (200, get("topics/tusks/")),
    "question": (200, get("questions/walrus/")),
    "answered": (200, get("questions/walrus/?said=yes")),
    "not answered": (200, get("questions/walrus/?said=no")),
    "answered and done": (200, get("questions/walrus/?said=no&done=1")),
    "stuck": (200, get("questions/walrus/?said=stuck&step=2&reason=not_seen")),
    "search, nothing typed": (200, get("search/")),
    "search": (200, get("search/?q=walrus")),
    "search within": (200, get("search/?q=walrus&topic=tusks&audience=cubs")),
    "search, further page": (200, get("search/?q=walrus&page=2")),
    "search, no such page": (200, get("search/?q=walrus&page=9")),
    "search, corrected": (200, get("search/?q=walruss")),
    "search, quoted": (200, get('search/?q="walrus+egg"')),
    "search, too much": (200, get("search/?q=" + MANY.replace(" ", "+"))),
    "nothing found": (200, get("search/?q=xyzzy&topic=tusks")),
    "not found": (404, get("questions/walrus-xyzzy/")),
    "retired": (410, get("questions/retired/")),
    "withdrawn": (410, get("questions/withdrawn/")),
    "bad request": (400, get("", host="elsewhere.example")),
    "refused": (403, post("questions/walrus/answered/", answered="yes")),
}


def said(page: Element) -> Iterator[str]:
    """Every text on a page that is in the page's own language: what one reads, hears or is told later."""
    for child in page.children:
        if isinstance(child, str):
            yield from (part.strip() for part in child.split(" – "))
        elif child.tag not in {"script", "meta", "link"} and (
            child.tag == "html" or "lang" not in child.attributes
        ):
            yield from said(child)
            for name, value in child.attributes.items():
                if name in SPOKEN or (name.startswith("data-") and name not in NOT_SPOKEN):
                    yield value


def tags_of(page: Element) -> list[str]:
    """The elements of a page but those that say in which other language the content is."""
    notes = page.all(cls="content-language")
    inside = {id(part) for note in notes for part in (note, *note.walk())}
    return [element.tag for element in page.walk() if id(element) not in inside]


def the_same(english: Element, other: Element) -> set[str]:
    return {text for text in set(said(english)) & set(said(other)) if LETTER.search(text)}


@pytest.mark.usefixtures("content")
@pytest.mark.parametrize("language", LANGUAGES)
def test_pages_hold_nothing_english_but_what_says_so(client: Client, language: str) -> None:
    untranslated = {}
    for name, (status, ask) in PAGES.items():
        answers = ask(client, "/en/"), ask(client, f"/{language}/")
        assert [answer.status_code for answer in answers] == [status, status], name
        pages = [parse(answer) for answer in answers]
        assert [page.one("html")["lang"] for page in pages] == ["en-gb", language], name
        # The same page, with nothing left out.
        tags = [tags_of(page) for page in pages]
        assert tags[0] == tags[1], name
        untranslated[name] = the_same(*pages) - SHARED[language]
        content = [each for each in pages[1].all(lang="en-gb") if not each.get("hreflang")]
        assert {each.get("dir") for each in content} <= {"auto"}, name
    assert untranslated == {name: set() for name in PAGES}


@pytest.mark.usefixtures("content")
@pytest.mark.parametrize("language", LANGUAGES)
def test_pages_after_too_much_hold_nothing_english(client: Client, settings, language: str) -> None:
    settings.SEARCH_RATE = settings.FEEDBACK_RATE = (1, 3600)
    for ask in (get("search/?q=walrus"), post("questions/walrus/answered/", answered="yes")):
        answers = [ask(client, root) for root in ("/en/", "/en/", f"/{language}/")][1:]
        assert [answer.status_code for answer in answers] == [429, 429]
        pages = [parse(answer) for answer in answers]
        assert [page.one("html")["lang"] for page in pages] == ["en-gb", language]
        assert the_same(*pages) - SAME == set()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "page",
    [
        lambda request: errors.server_error(request).text,
        lambda request: errors.forbidden(request, Exception()).text,
        lambda request: unavailable(request, FULL).text,
        lambda request: locked_out(request).text,
    ],
    ids=["500", "403", "503", "locked out"],
)
def test_bare_page_holds_nothing_english(
    rf, page: Callable[[HttpRequest], str], language: str
) -> None:
    trees = []
    for code in ("en-gb", language):
        with override(code):
            trees.append(parse(page(rf.get("/"))))
    assert [tree.one("html")["lang"] for tree in trees] == ["en-gb", language]
    assert the_same(*trees) - SAME == set()


def test_text_that_is_nowhere_translated_is_noticed() -> None:
    page = '<html lang="{}"><p aria-label="Shut">{} <i>Not <b lang="en">at all</b></i></p></html>'
    english, german = (parse(page.format(*each)) for each in (("en", "Yes"), ("de", "Ja")))
    assert the_same(english, german) == {"Shut", "Not"}


@pytest.mark.usefixtures("content")
@pytest.mark.parametrize(
    ("root", "date", "topics", "whom", "content_lang"),
    [
        (
            "/en/",
            "23 November 2026",
            ["21 questions", "1 question"],
            "For cubs, cows and bulls",
            "",
        ),
        (
            "/de/",
            "23. November 2026",
            ["21 Fragen", "1 Frage"],
            "Für: cubs, cows, bulls",
            "en-gb",
        ),
        (
            "/es/",
            "23 de noviembre de 2026",
            ["21 preguntas", "1 pregunta"],
            "Para: cubs, cows, bulls",
            "en-gb",
        ),
    ],
)
def test_dates_plurals_and_lists_are_those_of_the_language_and_content_says_its_own(
    client: Client, root: str, date: str, topics: list[str], whom: str, content_lang: str
) -> None:
    assert parse(client.get(root)).texts("p", cls="count") == topics
    page = parse(client.get(f"{root}questions/walrus/"))
    time = page.one("time")
    assert (time["datetime"], time.text) == ("2026-11-23", date)
    assert page.one("ul", cls="chips").texts("li")[0] == whom
    step = page.one("li", id="step-2")
    content = [page.one("h1"), page.one("p", cls="answer"), *page.all("div", cls="prose")]
    content.append(step.one("h3").all("span")[1])
    assert [each.text for each in content] == [
        "Walrus?", "Goo goo.", "Joob.", "Ice.", "Van.", "Ice.", "Van.", "Egg walrus",
    ]  # fmt: skip
    assert {each.get("lang") for each in content} == {content_lang}


@pytest.mark.parametrize("language", LANGUAGES)
def test_admin_holds_nothing_english(as_ines: Client, language: str) -> None:
    question = make_question(
        title="Walrus?", topic=make_topic(slug="pod", title="Tusks"), steps=["Eggman"]
    )
    make_vote(question=question, words="Goo")
    make_stuck_report(question.steps.get(), words="Joob")
    make_synonym("walrus, eggman")
    make_audience(slug="pod", title="cubs")
    same: set[str] = set()
    models = [each for each in admin.site._registry if each._meta.app_label == "faq"]
    for name in (each._meta.model_name for each in models):
        for address in (f"admin/faq/{name}/", f"admin/faq/{name}/add/"):
            answers = [as_ines.get(root + address) for root in ("/en/", f"/{language}/")]
            pages = [parse(answer) for answer in answers]
            assert [page.one("html")["lang"] for page in pages] == ["en-gb", language]
            same |= the_same(*pages)
    written = {
        "ines",
        "Walrus?",
        "Tusks",
        "1. Eggman",
        "Goo",
        "Joob",
        "walrus, eggman",
        "cubs",
        "pod",
    }
    assert same - written == ADMIN[language]


def test_scripts_have_no_words_of_their_own() -> None:
    """They say what the page gives them, in its language."""
    sentence = re.compile(r"""["'`]([^"'`\n;=<>|&.#]*[a-z]{2} [a-z]{2,}[^"'`\n;=<>|&]*)["'`]""")
    scripts = set((catalogues.ROOT / "faq" / "static").rglob("*.js"))
    # Of the bundle, its source.
    scripts -= {catalogues.ROOT / "faq/static/faq/admin/rich_paste.js"}
    scripts |= {catalogues.ROOT / "frontend/rich_paste.js"}
    silent = re.compile(r'//.*|\bclass: "[^"]*"')
    code = {path: silent.sub("", path.read_text(encoding="utf-8")) for path in scripts}
    assert len(code) >= 4
    found = {text for source in code.values() for text in sentence.findall(source)}
    assert found == {"use strict"}
    assert sentence.findall('news.textContent = `Now step ${place}`; say("two words more")') != []


@pytest.mark.usefixtures("content")
def test_page_says_in_which_other_language_the_answers_are(client: Client) -> None:
    question, search = (
        parse(client.get(f"/de/{path}")) for path in ("questions/walrus/", "search/")
    )
    assert question.one("li", cls="content-language").text == "Sprache: English"
    note = search.one("p", cls="content-language")
    assert note.text == "Sprache der Antworten: English. Suchen Sie auch in dieser Sprache."
    assert search.one("input", id="q")["aria-describedby"] == note["id"]
    for path in ("questions/walrus/", "search/"):
        assert parse(client.get(f"/en/{path}")).all(cls="content-language") == []
