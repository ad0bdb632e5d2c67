"""Old addresses redirect once to the current one, and the language follows the address."""

import pytest
from django.core.management import call_command
from django.test import Client

from faq.models import Question, Redirect, Topic
from tests.factories import FUTURE, NOW, make_question, make_topic
from tests.html import parse

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


def lang(client: Client, address: str, accept: str = "") -> str:
    return parse(client.get(address, headers={"accept-language": accept})).one("html")["lang"]


def test_page_has_the_language_of_its_address_or_the_browser(client: Client) -> None:
    assert lang(client, "/") == "en-gb"
    assert lang(client, "/", "de-CH, en") == "de"
    assert lang(client, "/es/", "de-CH, en") == "es"
    assert lang(client, "/en/", "de-CH, en") == "en-gb"
    # Nothing of one request is left for the next.
    assert lang(client, "/") == "en-gb"


def test_links_of_a_page_stay_in_the_language_of_its_address(client: Client) -> None:
    make_question(slug="walrus")
    page = parse(client.get("/de/questions/walrus/"))
    inner = [url for _, url in page.one("main").links() if url.startswith("/")]
    assert inner
    assert [url for url in inner if not url.startswith("/de/")] == []
    assert page.one("search").one("form")["action"] == "/de/search/"
    styles = page.all("link", rel="stylesheet")
    assert {style["href"][:12] for style in styles} == {"/static/faq/"}


def test_footer_links_to_the_page_in_every_language(client: Client) -> None:
    expected = [
        ("English", "/en/search/?q=a+%26+b"),
        ("Deutsch", "/de/search/?q=a+%26+b"),
        ("Español", "/es/search/?q=a+%26+b"),
    ]
    for address in ("/search/?q=a+%26+b", "/es/search/?q=a+%26+b"):
        page = parse(client.get(address))
        assert page.one("footer").one("nav").links() == expected
    response = client.get("/es/search/?q=a+%26+b")
    assert not response.cookies
    assert "Vary" not in response.headers


def test_canonical_address_has_no_language(client: Client) -> None:
    make_question(slug="walrus")
    for address in ("/questions/walrus/", "/de/questions/walrus/"):
        canonical = parse(client.get(address)).one("link", rel="canonical")
        assert canonical["href"].endswith("//127.0.0.1:8000/questions/walrus/")


def test_machine_readable_pages_are_in_the_sites_language(client: Client) -> None:
    response = client.get("/livez", headers={"accept-language": "de"})
    assert "Vary" not in response.headers
    assert client.get("/de/livez").status_code == 404
    assert client.get("/de/api/v1/search/?q=walrus").status_code == 404


def test_suggestions_link_to_pages_in_the_same_language(client: Client) -> None:
    make_question(slug="walrus", title="Where is the walrus?")
    call_command("search_rebuild", verbosity=0)
    found = {
        address: [each["url"] for each in client.get(address).json()["suggestions"]]
        for address in ("/search/suggest/?q=walrus", "/de/search/suggest/?q=walrus")
    }
    assert list(found.values()) == [["/questions/walrus/"], ["/de/questions/walrus/"]]
    form = parse(client.get("/de/")).one("form")
    assert form["data-suggest"] == "/de/search/suggest/"


def test_moved_question_stays_in_the_language_of_its_address(client: Client) -> None:
    move(make_question(slug="old"), "new")
    assert target(client, "/de/questions/old/") == (301, "/de/questions/new/")
    assert target(client, "/de/questions/new") == (301, "/de/questions/new/")
