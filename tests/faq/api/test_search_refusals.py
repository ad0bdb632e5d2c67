"""Invalid and hostile parameters of the search of the API."""

from pathlib import Path

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from faq.search.index import loading
from faq.text.cleaning import one_line
from tests.factories import NOW
from tests.faq.api.hidden_questions import SECRET, make_hidden
from tests.faq.api.json_client import SEARCH, SUGGEST, ask, read, refused, slugs
from tests.security.addresses import everything_stored
from tests.security.test_injection import SQL

pytestmark = [pytest.mark.django_db, pytest.mark.time_machine(NOW)]


@pytest.mark.usefixtures("sample")
def test_invalid_parameters_are_rejected_by_name(client: Client) -> None:
    """Checks 51–53."""
    unknown = "No published question has that {}."
    for query, error in {
        "": "q is missing. It is the text to search for.",
        "topic=payments": "q is missing. It is the text to search for.",
        "q=" + "a*" * 50_000: "q must have at most 200 characters; it has 100000.",
        "q=" + "(" * 2000: "q must have at most 200 characters; it has 2000.",
        "q=%00refund": "q must not contain control characters.",
        "q=%ED%A0%80": "q must be text in UTF-8.",
        "q=refund&page=0": "page must be a whole number from 1 to 1000.",
        "q=refund&page=-1": "page must be a whole number from 1 to 1000.",
        "q=refund&page=1e9": "page must be a whole number from 1 to 1000.",
        "q=refund&page=abc": "page must be a whole number from 1 to 1000.",
        "q=refund&page=NaN": "page must be a whole number from 1 to 1000.",
        "q=refund&topic=no-such-topic": unknown.format("topic"),
        "q=refund&topic=%00": unknown.format("topic"),
        "q=refund&audience=no-such": unknown.format("audience"),
        "q=refund&audience=' OR 1=1 --": unknown.format("audience"),
        "q=refund&topic=payments&audience=no-such": unknown.format("audience"),
        "q=refund&spelling=maybe": "spelling must be on or off.",
    }.items():
        assert read(client.get(SEARCH, QUERY_STRING=query), 400) == {"error": error}, query[:50]


@pytest.mark.usefixtures("sample")
def test_query_syntax_of_engines_has_no_meaning(client: Client) -> None:
    """Check 52."""
    for text in ("*", "a*b*c*", "[* TO *]", "/.*.*/", '"unclosed', "AND OR NOT", "title:refund"):
        assert ask(client, SEARCH, q=text)["text"] == text
    assert ask(client, SEARCH, q="refund~2^99")["results"] != []
    assert ask(client, SEARCH, q="\u202edenrut sdnufer")["text"] == "denrut sdnufer"


@pytest.mark.parametrize("broken", [False, True], ids=["index", "database"])
def test_sql_in_parameters_finds_nothing_it_should_not(
    client: Client, index: Path, broken: bool
) -> None:
    """Check 12: for every parameter, and also without an index."""
    make_hidden()
    if broken:
        (index / "CURRENT").unlink()
        loading.clear_cache()
    before = everything_stored()
    for probe in SQL:
        assert SECRET not in str(ask(client, SEARCH, q=f"walrus {probe}"))
        for name in ("topic", "audience", "page", "spelling"):
            assert refused(client, SEARCH, q="walrus", **{name: probe})
        assert SECRET not in str(ask(client, SUGGEST, q=f"walrus {probe}"))
    assert slugs(ask(client, SEARCH, q="walrus")) == ["seen"]
    assert everything_stored() == before


@given(
    parameters=st.dictionaries(
        st.sampled_from(["q", "topic", "audience", "page", "spelling", "x"]), st.text(max_size=220)
    )
)
def test_any_parameters_get_an_answer_or_an_error(
    sample: None, client: Client, parameters: dict[str, str]
) -> None:
    """Check 54: the status is always 200 or 400 and the body always JSON."""
    response = client.get(SEARCH, parameters)
    if response.status_code == 400:
        assert list(read(response, 400)) == ["error"]
    else:
        assert read(response, 200)["text"] == one_line(parameters["q"])[:200].rstrip()


@given(text=st.text(st.characters(exclude_categories=["Cc", "Cs"]), max_size=200))
def test_any_text_is_searched(sample: None, client: Client, text: str) -> None:
    """Check 54: the parts of the response are consistent."""
    data = ask(client, SEARCH, q=text)
    assert len(data["results"]) == min(data["total"], 10)
    assert data["pages"] == max(1, -(-data["total"] // 10))
    assert sum(facet["count"] for facet in data["facets"]["topic"]) == data["total"]
    for result in data["results"]:
        ends = [at for mark in result["snippet"]["marks"] for at in mark]
        assert ends == sorted(set(ends))
        assert all(0 <= at <= len(result["snippet"]["text"]) for at in ends)


@given(raw=st.binary(max_size=100))
def test_any_bytes_get_an_answer_or_an_error(sample: None, client: Client, raw: bytes) -> None:
    """Checks 52, 54: exactly the bytes that are not text get 400."""
    escaped = "".join(f"%{byte:02x}" for byte in raw)
    response = client.get(SEARCH, QUERY_STRING=f"q={escaped}")
    try:
        is_text = not any(char < " " and char not in "\t\n\r" for char in raw.decode())
        is_text = is_text and not any("\x7f" <= char <= "\x9f" for char in raw.decode())
    except UnicodeDecodeError:
        is_text = False
    read(response, 200 if is_text else 400)
