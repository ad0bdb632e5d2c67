"""What is not published is nowhere: not in pages, counts, results, names of topics or answers to guesses."""

from typing import Any

import pytest
from django.contrib.contenttypes.models import ContentType
from django.http import HttpResponseBase
from django.test import Client

from faq.models import Question, Step
from faq.search.index import store
from faq.search.index.outbox import drain
from tests.factories import FUTURE, NOW, PAST, make_audience, make_question, make_topic
from tests.html import parse

pytestmark = [pytest.mark.usefixtures("index"), pytest.mark.time_machine(NOW)]

SECRET = "zanzibar"
HIDDEN: dict[str, dict[str, Any]] = {
    "draft": {"status": "draft", "published_at": None},
    "draft-with-a-time": {"status": "draft", "published_at": PAST},
    "in-review": {"status": "in_review", "published_at": PAST},
    "scheduled": {"status": "published", "published_at": FUTURE},
    "archived": {"status": "archived", "published_at": PAST},
}


def hide(name: str, **fields: Any) -> Question:
    """A question with the secret in everything it has."""
    question = make_question(
        **{
            "slug": f"{SECRET}-{name}",
            "title": f"Where is {SECRET}?",
            "summary": f"In {SECRET}, shown.",
            "body": f"The {SECRET}.",
            "phrasings": [f"{SECRET} please", "shown"],
            "featured": True,
            "urgent": True,
            **HIDDEN[name],
            **fields,
        }
    )
    Step.objects.create(
        question=question, position=1, title=f"{SECRET} shown", body=SECRET, caution=SECRET
    )
    question.audiences.add(make_audience(title=f"{SECRET} people"))
    return question


@pytest.fixture
def hidden() -> list[Question]:
    """Every kind of hidden question, in a topic readers see and in one with nothing else."""
    shelf = make_topic(slug="shelf", title="Shelf")
    make_question(topic=shelf, slug="seen", title="What is shown?", featured=True, urgent=True)
    kept = make_topic(slug=f"{SECRET}-shelf", title=f"{SECRET} shelf", summary=SECRET)
    questions = [hide(name, topic=shelf) for name in HIDDEN]
    questions += [hide(name, topic=kept, slug=f"{SECRET}-kept-{name}") for name in HIDDEN]
    drain()
    return questions


def answer(response: HttpResponseBase, *words: str) -> tuple[int, dict[str, str], str]:
    """All of an answer, with what the visitor sent taken out of it."""
    text: str = response.text  # type: ignore[attr-defined]
    headers = {n: v for n, v in response.items() if n not in {"Content-Length", "Expires"}}
    for word in words:
        text = text.replace(word, "…")
        headers = {name: value.replace(word, "…") for name, value in headers.items()}
    return response.status_code, headers, text


def test_hidden_questions_are_on_no_page_and_in_no_count(
    hidden: list[Question], client: Client
) -> None:
    """Checks 41–47: home, topic, question with its neighbours, search, 404."""
    addresses = ["/", "/topics/shelf/", "/questions/seen/", "/search/", "/nowhere/"]
    addresses += ["/search/?q=shown", "/search/?q=shelf", "/search/?q=shown&topic=shelf"]
    for address in addresses:
        response = client.get(address)
        assert SECRET not in response.text.lower(), address
    assert parse(client.get("/")).texts("p", cls="count") == ["1 question"]
    found = parse(client.get("/search/?q=shown"))
    assert found.one(role="status").text == "1 question."
    assert found.one("aside").texts("a") == ["Shelf"]
    assert found.one("aside").texts(cls="count") == ["1"]


def test_hidden_words_are_found_no_more_than_words_that_are_not_there(
    hidden: list[Question], client: Client
) -> None:
    """Checks 43, 47: search answers to a guessed word like to any other, in any topic."""
    for topic in ("", "shelf", f"{SECRET}-shelf"):
        guessed = client.get("/search/", {"q": SECRET, "topic": topic})
        missing = client.get(
            "/search/", {"q": "quagmire", "topic": topic.replace(SECRET, "quagmire")}
        )
        assert answer(guessed, SECRET) == answer(missing, "quagmire")


def test_hidden_pages_answer_exactly_like_missing_ones(
    hidden: list[Question], client: Client
) -> None:
    """Checks 36, 41: byte for byte, apart from the words of the address."""
    never_seen = [question for question in hidden if question.status != "archived"]
    paths = [question.get_absolute_url() for question in never_seen] + [f"/topics/{SECRET}-shelf/"]
    for path in paths:
        for guess in (path, path.rstrip("/"), path.upper(), path + "?page=2"):
            there = client.get(guess)
            # The tail of the slug is kept, so that both search for the same other words.
            spelled = "quagmire" if SECRET in guess else "QUAGMIRE"
            word = SECRET if SECRET in guess else SECRET.upper()
            not_there = client.get(guess.replace(word, spelled))
            assert there.status_code in {404, 301}
            assert answer(there, word) == answer(not_there, spelled), guess


def test_hidden_old_addresses_answer_like_missing_ones(
    hidden: list[Question], client: Client
) -> None:
    """Check 36: an address that once was public tells nothing of the new one."""
    for number, question in enumerate(each for each in hidden if each.status != "archived"):
        question.slug = f"{SECRET}-moved-{number}"
        question.save()
        there = client.get(f"/questions/{SECRET}-moved-{number}/")
        not_there = client.get(f"/questions/quagmire-moved-{number}/")
        assert answer(there, SECRET) == answer(not_there, "quagmire")


def test_archived_pages_tell_nothing_that_was_on_them(
    hidden: list[Question], client: Client
) -> None:
    """Check 41: gone, and of the page nothing is left but the words that stood in its address."""
    draft = next(each for each in hidden if each.status == "draft")
    for archived in (each for each in hidden if each.status == "archived"):
        archived.replaced_by = draft
        archived.slug = f"once-{archived.slug}".replace(SECRET, "there")
        archived.save()
        response = client.get(archived.get_absolute_url())
        assert response.status_code == 410
        assert SECRET not in response.text.lower()
        assert parse(response).all(cls="successor") == []


def test_scheduled_questions_do_not_leak_through_the_total_of_other_pages(client: Client) -> None:
    """Check 43: page counts are those of what is shown."""
    shelf = make_topic(title="Shelf")
    for number in range(10):
        make_question(topic=shelf, title=f"Walrus {number}")
    for number in range(15):
        make_question(topic=shelf, title=f"Walrus later {number}", published_at=FUTURE)
    drain()
    page = parse(client.get("/search/?q=walrus"))
    assert page.one(role="status").text == "10 questions."
    assert page.all("nav", cls="pages") == []


def test_admin_sends_strangers_to_the_login_whether_a_question_exists_or_not(
    hidden: list[Question], client: Client
) -> None:
    """Checks 36, 40: /admin/r/ and the forms tell nobody which keys exist."""
    kind = ContentType.objects.get_for_model(Question).pk
    for form in (f"/admin/r/{kind}/%s/", "/admin/faq/question/%s/change/"):
        answers = {answer(client.get(form % pk), str(pk))[:1] for pk in (hidden[0].pk, 987654321)}
        assert answers == {(302,)}
        for pk in (hidden[0].pk, 987654321):
            location = client.get(form % pk)["Location"]
            assert location == f"/admin/login/?next={form % pk}"


def test_admin_view_on_site_leads_editors_no_further_than_readers(
    hidden: list[Question], as_viewer: Client
) -> None:
    """Check 41: following the admin's link to a draft ends where a reader's guess ends."""
    kind = ContentType.objects.get_for_model(Question).pk
    response = as_viewer.get(f"/admin/r/{kind}/{hidden[0].pk}/", follow=True)
    assert response.status_code == 404
    assert hidden[0].title not in response.text


@pytest.mark.django_db(transaction=True)
def test_archiving_in_the_admin_takes_it_from_page_and_search_with_the_next_request(
    as_ines: Client, client: Client
) -> None:
    """Check 48: page, neighbours, counts and index, without any other command."""
    shelf = make_topic(slug="shelf")
    question = make_question(topic=shelf, slug="walrus", title="Where is the walrus?")
    make_question(topic=shelf, slug="other")
    assert "Where is the walrus?" in parse(client.get("/search/?q=walrus")).texts("h2")
    sent = {
        "action": "archive_selected",
        "_selected_action": [str(question.pk)],
        "confirmed": "1",
    }
    assert as_ines.post("/admin/faq/question/", sent).status_code == 302
    assert client.get("/questions/walrus/").status_code == 410
    pages = ("/", "/topics/shelf/", "/questions/other/", "/search/?q=walrus", "/questions/walrus/")
    for address in pages:
        assert "Where is the walrus?" not in parse(client.get(address)).text
    assert parse(client.get("/")).texts("p", cls="count") == ["1 question"]
    assert store.document_count() == 1


@pytest.mark.django_db(transaction=True)
def test_deleting_in_the_admin_takes_it_from_page_and_search(
    as_ines: Client, client: Client
) -> None:
    """Checks 48, 50: no page, no hit, no error, and the index follows."""
    question = make_question(slug="walrus", title="Where is the walrus?", steps=["Dive"])
    assert store.document_count() == 1
    gone = as_ines.post(f"/admin/faq/question/{question.pk}/delete/", {"post": "yes"})
    assert gone.status_code == 302
    assert client.get("/questions/walrus/").status_code == 404
    assert parse(client.get("/search/?q=walrus")).one("h1").text == "Nothing found for “walrus”"
    assert store.document_count() == 0
