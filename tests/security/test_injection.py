"""What a request can carry: host names, line breaks, SQL, paths. None of it gets anywhere."""

import re
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import quote, urlsplit

import pytest
from django.conf import settings as site_settings
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from faq.models import Question
from faq.search.index.outbox import drain
from tests.factories import make_draft, make_question, make_topic
from tests.html import parse
from tests.security.addresses import everything_stored, of_admin, of_readers
from tests.site import ROOT, Site

SQL = [
    "'",
    '"',
    "' OR '1'='1",
    "') OR 1=1 --",
    '" OR ""="',
    "1; DROP TABLE faq_question; --",
    "' UNION SELECT password FROM auth_user --",
    "%' OR title LIKE '%",
    "\\' OR 1=1 #",
    "1) AND (SELECT 1 FROM sqlite_master) --",
    "refund' AND randomblob(999999999) --",
    "%_%",
    "$1",
    "?",
    "%s",
    "%(x)s",
]


@pytest.mark.usefixtures("index")
@pytest.mark.parametrize("broken", [False, True], ids=["index", "fallback"])
def test_sql_in_parameters_finds_nothing_it_should_not(
    client: Client, index: Path, broken: bool
) -> None:
    """Check 12: in every parameter of every public page, also when the database searches."""
    question = make_question(title="Walrus shown", topic=make_topic(slug="sea"))
    make_draft(title="Walrus draft OR 1", topic=question.topic)
    drain()
    if broken:
        (index / "CURRENT").unlink()
    before = everything_stored()
    for probe in SQL:
        for page, *names in (
            ("/search/", "q", "topic", "page", "audience"),
            (question.topic.get_absolute_url(), "page"),
        ):
            for name in names:
                response = client.get(page, {"q": "walrus", name: probe})
                assert response.status_code == 200
                assert "draft" not in response.text
        for place in ("questions", "topics"):
            assert client.get(f"/{place}/{quote(probe, safe='')}/").status_code == 404
    assert "Walrus shown" in parse(client.get("/search/?q=walrus")).texts("h2")
    assert everything_stored() == before


@pytest.mark.django_db
def test_sql_in_parameters_of_the_admin_changes_nothing(as_ines: Client) -> None:
    """Check 12: search, order, page and filters of the lists."""
    question = make_question()
    before = everything_stored()
    for probe in SQL:
        for name in ("q", "o", "p", "topic__id__exact", "id"):
            response = as_ines.get("/admin/faq/question/", {name: probe}, follow=True)
            assert response.status_code in {200, 400}
        assert as_ines.get(f"/admin/faq/question/{quote(probe, safe='')}/change/").status_code in {
            302,
            404,
        }
    assert everything_stored() == before
    assert str(question) in as_ines.get("/admin/faq/question/").text


@pytest.mark.django_db
def test_numbers_that_no_row_can_have_are_refused_in_filters_of_the_admin(as_ines: Client) -> None:
    for name in ("topic", "topic__id__exact", "id", "position", "p"):
        for number in ("9" * 23, "-" + "9" * 23):
            response = as_ines.get("/admin/faq/question/", {name: number}, follow=True)
            assert response.status_code in {200, 400}, name
    refused = as_ines.get("/admin/faq/question/", {"topic": "9" * 23})
    assert refused.status_code == 400
    assert parse(refused).one("h1").text == "The request is not valid"


# --- Host


@pytest.mark.django_db
@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "testserver.evil.example",
        "evil.example:80",
        "testserver@evil.example",
        "testserver:80@evil.example",
        "testserver:abc",
        "testserver, evil.example",
        "testserver evil.example",
        "testserver\\evil.example",
        "testserver/evil",
        "testserver#evil",
        "[::1",
        "",
        ".testserver",
        "testserver\u3002evil",
    ],
)
def test_wrong_host_is_refused_before_anything_else(client: Client, host: str) -> None:
    """Check 33: and the refusal repeats nothing of it."""
    for address in ("/", "/questions/x", "/admin/login/", "/static/x.css"):
        response = client.get(address, HTTP_HOST=host)
        if address.startswith("/static/"):
            assert response.status_code in {400, 404}
        else:
            assert response.status_code == 400
        assert "evil" not in response.text
        assert not response.has_header("Location")


@pytest.mark.django_db
def test_addresses_on_pages_never_come_from_the_request(client: Client, as_ines: Client) -> None:
    """Checks 33, 64: also not from the headers proxies write."""
    question = make_question(steps=["a"])
    claims = {
        "HTTP_X_FORWARDED_HOST": "evil.example",
        "HTTP_X_FORWARDED_SERVER": "evil.example",
        "HTTP_FORWARDED": "host=evil.example",
        "HTTP_X_ORIGINAL_URL": "/evil",
        "HTTP_X_REWRITE_URL": "/evil",
        "HTTP_X_FORWARDED_PREFIX": "/evil",
        "HTTP_X_HTTP_METHOD_OVERRIDE": "DELETE",
    }
    for address in [*of_readers(question), "/nowhere/"]:
        plain, claimed = client.get(address), client.get(address, **claims)  # type: ignore[arg-type]
        assert claimed.content == plain.content
        other = client.get(address, HTTP_HOST="localhost:99")
        assert other.content == plain.content
    assert "evil" not in as_ines.get("/admin/", **claims).text  # type: ignore[arg-type]


def test_two_hosts_are_refused_by_the_real_server(site: Site) -> None:
    """Check 33: what the test client cannot send."""
    for hosts in ([f"127.0.0.1:{site.port}", "evil.example"], ["evil.example"]):
        connection = HTTPConnection("127.0.0.1", site.port, timeout=30)
        connection.putrequest("GET", "/questions/end-contract", skip_host=True)
        for host in hosts:
            connection.putheader("Host", host)
        connection.endheaders()
        response = connection.getresponse()
        text = response.read().decode()
        connection.close()
        assert response.status == 400, hosts
        assert response.headers["Location"] is None
        assert "evil.example" not in text


# --- Line breaks


@pytest.mark.usefixtures("index")
def test_line_breaks_in_addresses_do_not_become_headers(client: Client) -> None:
    """Check 11: nothing decoded from an address stands in a header with its line breaks."""
    question = make_question(slug="old")
    question.slug = "new"
    question.save()
    for tail in (
        "%0d%0aX-Evil:%201",
        "%0aX-Evil:1",
        "%E5%98%8A%E5%98%8DX-Evil:1",
        "\u2028X-Evil:1",
    ):
        for address in (
            f"/questions/old{tail}/",
            f"/questions/old/?x={tail}",
            f"/questions/new?x={tail}",
            f"/topics/{tail}",
            f"/search/?q={tail}&page={tail}",
            f"/admin/login/?next={tail}",
            f"/admin/{tail}",
        ):
            response = client.get(address)
            assert response.status_code in {200, 301, 302, 404}
            assert not response.has_header("X-Evil")
            assert not any(re.search(r"[\r\n]", value) for value in response.headers.values())


# --- Paths

OUTSIDE = [
    "../manage.py",
    "..%2fmanage.py",
    "..%2f..%2f..%2f..%2f..%2fetc/passwd",
    "%2e%2e/%2e%2e/%2e%2e/%2e%2e/etc/passwd",
    "....//....//etc/passwd",
    "..%5c..%5cmanage.py",
    "..%252f..%252fsecret_key",
    "../secret_key",
    "..%2fsecret_key",
    "../db.sqlite3",
    "..%2findex/CURRENT",
    "faq/css/..%2f..%2f..%2fsecret_key",
    "faq/css/tokens.css%00.png",
    "%00",
    "/etc/passwd",
    "//etc/passwd",
    "faq/",
    "",
    "faq/css/tokens.css/",
]


def test_paths_lead_to_no_file_outside_the_static_ones(site: Site) -> None:
    """Check 72: with the real server, since it is the one that decodes paths."""
    secret = (site.var / "secret_key").read_text()
    assert len(secret) > 50
    for start in ("/static/", "/", "/questions/", "/topics/", "/admin/"):
        for tail in OUTSIDE:
            if start + tail in {"/", "/topics/", "/admin/"}:
                continue
            connection = HTTPConnection("127.0.0.1", site.port, timeout=30)
            connection.request("GET", start + tail)
            response = connection.getresponse()
            body = response.read()
            connection.close()
            assert response.status in {301, 302, 400, 404}, start + tail
            for known in (secret.encode(), b"SQLite format", b"root:x:", b"execute_from_command"):
                assert known not in body


@pytest.mark.usefixtures("index")
@given(path=st.text(max_size=80))
def test_any_path_is_answered(client: Client, path: str) -> None:
    """Check 54 for addresses: some page, never an error of ours."""
    escaped = quote(path.encode("utf-8", "surrogatepass"), safe="")
    for start in ("/", "/questions/"):
        response = client.get(f"{start}{escaped}")
        assert response.status_code in {200, 301, 404}


# --- Others' servers

_ELSEWHERE = re.compile(
    r"""(?:https?:)?//[a-z0-9.-]+\.[a-z]{2,}|@import|\burl\(\s*+['"]?+(?!#|data:|\.\./fonts/)"""
)


@pytest.mark.usefixtures("sample")
def test_pages_fetch_nothing_from_other_sites(client: Client, as_ines: Client) -> None:
    """Check 22: what a page makes the browser fetch or send is here; only links lead away."""
    question = Question.objects.get(slug="escrow-refund")
    pages = [client.get(address) for address in [*of_readers(question)[:5], "/nowhere/"]]
    pages += [as_ines.get(address) for address in of_admin(question) if "/faq/" in address]
    fetched = set()
    for page in pages:
        for each in parse(page).walk():
            for name in ("src", "srcset", "poster", "data", "action", "formaction", "background"):
                fetched.add(each.get(name))
            if each.tag == "link":
                fetched.add(each["href"])
            assert "style" not in each.attributes
            assert not [name for name in each.attributes if name.startswith("on")]
            assert each.tag not in {"style", "iframe", "object", "embed", "base"}
            data = {"application/json", "application/ld+json"}
            assert each.tag != "script" or each.get("src") or each["type"] in data
    own = site_settings.SITE_URL
    foreign = {address for address in fetched if urlsplit(address).netloc}
    assert {address for address in foreign if not address.startswith(own + "/")} == set()
    assert len(fetched) > 10


def test_styles_and_scripts_of_ours_name_no_other_site() -> None:
    """Check 22: in what we ship, comments included."""
    everything = [path for path in (ROOT / "faq" / "static").rglob("*") if path.is_file()]
    files = [path for path in everything if path.suffix not in {".png", ".woff2"}]
    assert {path.suffix for path in files} == {".css", ".js"}
    found = {
        path.name: matches
        for path in files
        if (matches := set(_ELSEWHERE.findall(path.read_text()))) - {"http://www.w3.org"}
    }
    assert found == {}
