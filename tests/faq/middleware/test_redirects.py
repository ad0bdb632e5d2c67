"""Old addresses redirect once to the current one."""

import pytest
from django.test import Client

from faq.models import Question, Redirect, Topic
from tests.factories import FUTURE, NOW, make_question, make_topic

pytestmark = [
    pytest.mark.usefixtures("index"),
    pytest.mark.time_machine(NOW),
]


def move(thing: Question | Topic, slug: str) -> None:
    thing.slug = slug
    thing.save()


def target(client: Client, address: str) -> tuple[int, str]:
    response = client.get(address)
    return response.status_code, response.get("Location", "")


def test_moved_question_answers_301_from_all_its_old_addresses_in_one_hop(client: Client) -> None:
    question = make_question(slug="first", title="Moved twice")
    move(question, "second")
    move(question, "third")
    for address in (
        "/questions/first/",
        "/questions/second/",
        "/questions/first",
        "/questions/FIRST/",
    ):
        assert target(client, address) == (301, "/questions/third/")
    assert "Moved twice" in client.get("/questions/third/").text


def test_moved_topic_answers_301(client: Client) -> None:
    shelf = make_topic(slug="old-shelf")
    make_question(topic=shelf)
    move(shelf, "new-shelf")
    assert target(client, "/topics/old-shelf/") == (301, "/topics/new-shelf/")


def test_another_spelling_of_a_live_address_answers_301(client: Client) -> None:
    make_question(slug="end-contract", topic=make_topic(slug="contracts"))
    assert target(client, "/questions/End-Contract/") == (301, "/questions/end-contract/")
    assert target(client, "/Questions/end-contract") == (301, "/questions/end-contract/")
    assert target(client, "/TOPICS/contracts/") == (301, "/topics/contracts/")


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("/Search/?q=End+contract&page=2", "/search/?q=End+contract&page=2"),
        ("/SEARCH?q=a", "/search/?q=a"),
        ("/Feed", "/feed/"),
        ("/Robots.TXT", "/robots.txt"),
        ("/Sitemap.xml", "/sitemap.xml"),
        ("/API/V1/Topics/", "/api/v1/topics/"),
        ("/de", "/de/"),
        ("/DE/", "/de/"),
        ("/De/search/?q=x", "/de/search/?q=x"),
        ("/DE//evil.example", "/de//evil.example"),
        ("/de/Search/?q=x", "/de/search/?q=x"),
        ("/ES/Questions/End-Contract", "/es/Questions/End-Contract"),
        ("/es/Questions/End-Contract", "/es/questions/end-contract/"),
    ],
)
def test_capital_letters_and_missing_slashes_redirect(
    client: Client, address: str, expected: str
) -> None:
    make_question(slug="end-contract")
    assert target(client, address) == (301, expected)


@pytest.mark.parametrize(
    "address",
    ["/Elsewhere/", "/de/Elsewhere", "//de", "//De/", "/Preview/ABC/", "/Media/x", "/FR/"],
)
def test_address_without_a_match_is_404(client: Client, address: str) -> None:
    """Checks 11, 32: it redirects nowhere, in particular not to another site."""
    response = client.get("/", PATH_INFO=address)
    assert (response.status_code, response.get("Location")) == (404, None)


def test_slug_that_was_taken_back_is_no_redirect(client: Client) -> None:
    question = make_question(slug="first", title="Back again")
    move(question, "second")
    move(question, "first")
    assert "Back again" in client.get("/questions/first/").text
    assert target(client, "/questions/second/") == (301, "/questions/first/")


def test_new_question_at_an_old_address_is_shown(client: Client) -> None:
    move(make_question(slug="first"), "second")
    make_question(slug="first", title="The newcomer")
    assert "The newcomer" in client.get("/questions/first/").text


@pytest.mark.parametrize(
    "state",
    [
        {"status": Question.Status.DRAFT},
        {"status": Question.Status.IN_REVIEW},
        {"status": Question.Status.ARCHIVED, "published_at": None},
        {"published_at": FUTURE},
    ],
)
def test_old_address_of_an_unpublished_question_is_404(
    client: Client, state: dict[str, object]
) -> None:
    """Checks 36, 41: the new slug could reveal what the question is about."""
    question = make_question(slug="old", topic=make_topic(slug="old-shelf"))
    move(question, "new-secret")
    move(question.topic, "new-secret-shelf")
    Question.objects.update(**state)
    assert Redirect.objects.count() == 2
    for address in ("/questions/old/", "/topics/old-shelf/", "/questions/New-Secret/"):
        assert target(client, address) == (404, "")
    # Like any address that lacks its last slash, whether or not there is something behind it.
    assert target(client, "/questions/old") == (301, "/questions/old/")
    assert target(client, "/questions/no-such") == (301, "/questions/no-such/")


def test_question_that_was_never_published_leaves_no_redirect(client: Client) -> None:
    question = make_question(slug="working-title", status="draft", published_at=None)
    move(question, "final-title")
    Question.objects.update(status="published", published_at=question.updated_at)
    assert target(client, "/questions/working-title/") == (404, "")


def test_redirect_never_leads_to_another_site(client: Client) -> None:
    """Checks 11, 32: Location contains nothing of the request."""
    move(make_question(slug="old"), "new")
    wild = [
        "/questions/old//evil.example/",
        "//evil.example/questions/old/",
        "/questions/old/%0d%0aSet-Cookie:%20x=1/",
        "/questions/old%0d%0aX-Evil:%201",
        "/questions/old/..//evil.example",
        "/questions//evil.example/old",
        "/\\evil.example/questions/old/",
    ]
    answers = [client.get("/", PATH_INFO=address) for address in wild]
    assert [answer.status_code for answer in answers] == [404] * len(wild)
    assert target(client, "/questions/old/?next=//evil.example") == (301, "/questions/new/")


def test_other_addresses_run_no_redirect_query(client: Client) -> None:
    shelf = make_topic()
    question = make_question(slug="target", topic=shelf)
    Redirect.objects.create(old_path="/elsewhere/", question=question)
    assert target(client, "/elsewhere/") == (404, "")


# --- The language of the interface


def test_moved_question_stays_in_the_language_of_its_address(client: Client) -> None:
    move(make_question(slug="old"), "new")
    assert target(client, "/de/questions/old/") == (301, "/de/questions/new/")
    assert target(client, "/de/questions/new") == (301, "/de/questions/new/")
