"""The error pages."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings as site_settings
from django.db import connection
from django.test import Client

from faq.models import Question, QuestionQuerySet, Topic
from faq.models.compiled_query import CompiledQuery
from faq.search.index.outbox import drain
from tests.factories import FUTURE, NOW, make_draft, make_question, make_topic
from tests.html import parse

pytestmark = [pytest.mark.django_db, pytest.mark.time_machine(NOW)]


@pytest.mark.usefixtures("sample")
def test_not_found_searches_for_the_words_of_the_address(client: Client) -> None:
    response = client.get("/questions/refund-from-escrow/")
    assert response.status_code == 404
    page = parse(response)
    assert page.one("h1").text == "This page does not exist"
    assert page.one("title").text == "Page not found – Helpcenter"
    assert page.one("input", name="q")["value"] == "refund from escrow"
    similar = page.one("section", **{"aria-labelledby": "similar"})
    assert 0 < len(similar.links()) <= 3
    assert similar.links()[0][1] == "/questions/escrow-refund/"
    topics = page.one("section", **{"aria-labelledby": "topics"})
    assert topics.texts("a") == list(Topic.objects.in_order().values_list("title", flat=True))
    assert page.one("section", cls="contact").one("a", cls="button")["href"].startswith("mailto:")


@pytest.mark.usefixtures("sample")
@pytest.mark.parametrize(
    ("path", "first"),
    [
        ("/questions/refund-from-escrow/", "similar"),
        ("/weather-forecast-for-the-weekend-in-paris/", "contact_us"),
    ],
)
def test_similar_questions_stand_above_contact_only_if_they_match_well(
    client: Client, path: str, first: str
) -> None:
    page = parse(client.get(path))
    order = [each["id"] for each in page.all("h2") if each["id"] in {"similar", "contact_us"}]
    assert order == [first, *({"similar", "contact_us"} - {first})]


@pytest.mark.usefixtures("sample")
def test_not_found_without_similar_questions_links_to_topics(client: Client) -> None:
    for path in ("/xyzzy", "/topics/xyzzy/", "/%F0%9F%98%80/", "/questions/%00/", "/" + "a" * 3000):
        response = client.get(path)
        assert response.status_code == 404
        page = parse(response)
        assert page.all("section", **{"aria-labelledby": "similar"}) == []
        assert len(page.one("ul", cls="topic-links").all("a")) == 6


@pytest.mark.usefixtures("sample")
@pytest.mark.parametrize("prefix", ["", "/de"])
@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/questions/refund-from-escrow.md", "text/markdown"),
        ("/questions/Refund.MD", "text/markdown"),
        ("/questions/refund-from-escrow.png", "text/plain"),
        ("/media/0123.JPEG", "text/plain"),
        ("/favicon.ico", "text/plain"),
        ("/nowhere/style.css", "text/plain"),
    ],
)
def test_missing_file_is_answered_as_a_file(
    client: Client, prefix: str, path: str, kind: str
) -> None:
    response = client.get(prefix + path)
    assert response.status_code == 404
    assert response["Content-Type"] == f"{kind}; charset=utf-8"
    assert response.text.endswith(" http://127.0.0.1:8000/search/\n")
    assert "<" not in response.text


@pytest.mark.usefixtures("sample")
@pytest.mark.parametrize("path", ["/refund.html", "/refund.md/", "/refund.mdx", "/png"])
def test_missing_page_is_answered_as_a_page(client: Client, path: str) -> None:
    response = client.get(path)
    assert response.status_code == 404
    assert parse(response).one("h1").text == "This page does not exist"


@pytest.mark.usefixtures("index")
def test_not_found_names_nothing_unpublished_among_similar_questions(client: Client) -> None:
    """Checks 41–47 on the 404 page."""
    make_question(title="Walrus shown")
    make_draft(title="Walrus draft", topic=make_topic(title="Hidden shelf"))
    make_question(title="Walrus later", published_at=FUTURE)
    make_question(title="Walrus archived", status="archived")
    drain()
    page = parse(client.get("/questions/walrus/"))
    similar = page.one("section", **{"aria-labelledby": "similar"})
    assert similar.texts("a") == ["Walrus shown"]
    assert "Hidden shelf" not in page.text


# --- Retired: 410


def retire(slug: str, **fields: Any) -> Question:
    return make_question(slug=slug, **{"title": "Retired?", "status": "archived", **fields})


@pytest.mark.usefixtures("sample")
def test_retired_question_links_to_its_replacement(client: Client) -> None:
    shown = Question.objects.get(slug="escrow-refund")
    retire("refund-from-escrow", replaced_by=retire("escrow", replaced_by=shown))
    response = client.get("/questions/refund-from-escrow/")
    assert response.status_code == 410
    page = parse(response)
    assert page.one("h1").text == "This question is no longer answered here"
    assert page.one("meta", name="robots")["content"] == "noindex"
    successor = page.one(cls="successor")
    assert successor.links() == [(shown.title, "/questions/escrow-refund/")]
    assert successor.texts("p") == [shown.topic.title, shown.summary]
    assert page.one("input", name="q")["value"] == "refund from escrow"
    similar = page.one("section", **{"aria-labelledby": "similar"}).links()
    assert 0 < len(similar) <= 3
    assert page.one("h2", id="similar").text == "Similar questions"
    for other in ("/questions/refund-from-escrow.md", "/de/questions/refund-from-escrow/"):
        assert client.get(other).status_code == 410
    assert "/questions/escrow-refund/" not in dict(similar).values()
    assert len(page.one("ul", cls="topic-links").all("a")) == 6
    assert page.one("section", cls="contact").one("a", cls="button")["href"].startswith("mailto:")


@pytest.mark.parametrize("path", ["/questions/old.md", "/questions/OLD.md", "/questions/old.png"])
def test_retired_markdown_and_image_name_the_replacement(client: Client, path: str) -> None:
    """Check 41: the response contains nothing of the withdrawn question."""
    new = make_question(slug="new", title="New?")
    old = retire("old", title="Walrus?")
    for replacement, more in (
        (None, ""),
        (new, " Another question replaces it: {}/questions/new/"),
    ):
        old.replaced_by = replacement
        old.save()
        response = client.get(path)
        assert response.status_code == 410
        assert response["Content-Type"] == "text/plain; charset=utf-8"
        more = more.format("http://127.0.0.1:8000")
        assert response.text == f"This question is no longer answered here.{more}\n"


@pytest.mark.usefixtures("sample")
def test_retired_question_offers_similar_questions(client: Client) -> None:
    """Check 41: the page does not show the title or any text of the question."""
    retire("contract-walrus", title="Walrus secrets?", summary="Secret.", steps=["Secret step"])
    response = client.get("/questions/contract-walrus/")
    assert response.status_code == 410
    page = parse(response)
    assert page.all(cls="successor") == []
    assert page.one("section", **{"aria-labelledby": "similar"}).links() != []
    assert "secret" not in response.text.lower()


@pytest.mark.usefixtures("sample")
@pytest.mark.parametrize("fields", [{"published_at": None}, {"published_at": FUTURE}])
def test_archived_question_that_was_never_published_is_not_found(
    client: Client, fields: dict[str, Any]
) -> None:
    retire("walrus", replaced_by=Question.objects.get(slug="escrow-refund"), **fields)
    response = client.get("/questions/walrus/")
    assert response.status_code == 404
    assert parse(response).all(cls="successor") == []


@pytest.mark.usefixtures("sample")
def test_question_can_be_archived_and_published_again(client: Client) -> None:
    """Check 48: a link on an older results page still works."""
    (address,) = {
        link
        for _, link in parse(client.get("/search/?q=escrow+refund")).links()
        if link == "/questions/escrow-refund/"
    }
    question = Question.objects.get(slug="escrow-refund")
    question.status = Question.Status.ARCHIVED
    question.save()
    gone = client.get(address)
    assert gone.status_code == 410
    assert question.title not in gone.text
    question.status = Question.Status.PUBLISHED
    question.save()
    assert question.title in client.get(address).text


@pytest.mark.usefixtures("sample")
@pytest.mark.parametrize(("slug", "status"), [("is-upwork-free", 410), ("no-such-question", 404)])
def test_page_of_a_retired_question_takes_few_queries(
    client: Client, django_assert_max_num_queries, slug: str, status: int
) -> None:
    question = Question.objects.get(slug="is-upwork-free")
    question.replaced_by = retire("x", replaced_by=Question.objects.get(slug="end-contract"))
    question.status = Question.Status.ARCHIVED
    question.save()
    drain()
    client.get(f"/questions/{slug}/")
    with django_assert_max_num_queries(6):
        assert client.get(f"/questions/{slug}/").status_code == status


@pytest.mark.django_db(transaction=False)
def test_bad_request_says_so_without_repeating_the_request(client: Client) -> None:
    response = client.get("/search/?q=secretive&" + "a&" * 4_001)
    assert response.status_code == 400
    page = parse(response)
    assert page.one("h1").text == "The request is not valid"
    assert page.one("main").one("a", cls="button")["href"] == "/"
    assert "secretive" not in response.text


def test_csrf_failure_gets_our_page_without_inline_scripts() -> None:
    strict = Client(enforce_csrf_checks=True)
    response = strict.post("/admin/login/", {"username": "ines", "password": "x"})
    assert response.status_code == 403
    page = parse(response)
    assert page.one("h1").text == "You do not have access to this page"
    assert "reload its page and try again" in page.text
    assert page.all("style") == []


def test_forbidden_gets_our_own_page(as_viewer: Client) -> None:
    topic = make_topic()
    response = as_viewer.post(f"/admin/faq/topic/{topic.pk}/delete/", {"post": "yes"})
    assert response.status_code == 403
    assert parse(response).one("h1").text == "You may not do this"
    assert Topic.objects.get() == topic


@pytest.fixture
def broken_database(db: None) -> Iterator[None]:
    """Drop the table of questions; the transaction of the test restores it."""
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE faq_question RENAME TO faq_elsewhere")
    yield
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE faq_elsewhere RENAME TO faq_question")


@pytest.fixture
def broken_code(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*args: object) -> None:
        raise ValueError("no such table: faq_question")

    monkeypatch.setattr(QuestionQuerySet, "published", fail)
    monkeypatch.setattr(CompiledQuery, "rows", fail)


@pytest.mark.parametrize(
    ("broken", "status", "heading"),
    [
        ("broken_code", 500, "Something went wrong on our side"),
        ("broken_database", 503, "This page cannot be shown: the database does not work"),
    ],
)
@pytest.mark.parametrize(
    "address", ["/", "/questions/secretive/", "/search/?q=secretive", "/nowhere"]
)
def test_server_error_does_not_reveal_its_cause(
    request: pytest.FixtureRequest,
    client: Client,
    address: str,
    broken: str,
    status: int,
    heading: str,
) -> None:
    """Check 62: no traceback, path, query or setting is shown."""
    request.getfixturevalue(broken)
    client.raise_request_exception = False
    response = client.get(address)
    assert response.status_code == status
    page = parse(response)
    assert page.one("h1").text == heading
    assert page.one("meta", name="robots")["content"] == "noindex"
    known = ["faq_question", "no such table", "Traceback", "secretive", "Error", "sqlite", "Django"]
    known += [str(site_settings.BASE_DIR), site_settings.SECRET_KEY, str(site_settings.VAR)]
    assert [word for word in known if word.lower() in response.text.lower()] == []
    assert re.findall(r"\.py|0x[0-9a-f]+", response.text) == []


@pytest.mark.parametrize(
    ("broken", "status", "error"),
    [
        (
            "broken_code",
            500,
            "Something went wrong on our side. The error was logged. Try again in a minute.",
        ),
        (
            "broken_database",
            503,
            "The database does not work. It is not your fault, and we have a record of it. Try again in a few "
            "minutes.",
        ),
    ],
)
@pytest.mark.parametrize("address", ["/api/v1/questions/", "/de/search/suggest/?q=secretive"])
def test_server_error_of_the_api_is_json(
    request: pytest.FixtureRequest,
    client: Client,
    address: str,
    broken: str,
    status: int,
    error: str,
) -> None:
    """Check 62."""
    request.getfixturevalue(broken)
    client.raise_request_exception = False
    response = client.get(address)
    assert response.status_code == status
    assert response.json() == {"error": error}


def test_too_large_form_says_so(client: Client) -> None:
    """An endless text is rejected before anything reads it."""
    response = client.post("/admin/login/", {"username": "x" * 3_000_000})
    assert response.status_code == 413
    assert parse(response).one("h1").text == "Nothing was saved because the file is too large"
