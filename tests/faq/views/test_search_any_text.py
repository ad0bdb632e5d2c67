"""The results page with arbitrary texts and bytes."""

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from faq.text.cleaning import one_line
from tests.factories import NOW
from tests.html import parse

pytestmark = [pytest.mark.django_db, pytest.mark.time_machine(NOW)]


@given(text=st.text(max_size=300), topic=st.text(max_size=30), number=st.text(max_size=12))
def test_search_answers_any_text(
    sample: None, client: Client, text: str, topic: str, number: str
) -> None:
    """Check 54: every text gets a page that shows the text as typed."""
    response = client.get("/search/", {"q": text, "topic": topic, "page": number})
    assert response.status_code == 200
    page = parse(response)
    shown = one_line(text)[:200].rstrip()
    assert page.one("input", name="q")["value"] == shown
    # The heading says what was searched; where that was corrected, the way back says what was typed.
    assert shown in page.one("main").raw_text
    assert page.shape() == parse(response.text).shape()


@given(raw=st.binary(max_size=200))
def test_search_answers_any_bytes(sample: None, client: Client, raw: bytes) -> None:
    """Checks 52, 54: invalid UTF-8 and surrogates included."""
    escaped = "".join(f"%{byte:02x}" for byte in raw)
    response = client.get("/search/", QUERY_STRING=f"q={escaped}&topic={escaped}&page={escaped}")
    assert response.status_code == 200
    assert len(parse(response).all("h1")) == 1


@pytest.mark.usefixtures("sample")
def test_search_answers_texts_that_break_parsers(client: Client) -> None:
    """Check 52: texts that are known to break search boxes."""
    queries = [
        "q=%ED%A0%80",
        "q=%FF%FE",
        "q=%00refund",
        "q=%E2%80%AEdnufer",
        "q=%F0%9F%91%A8%E2%80%8D%F0%9F%91%A9",
        "q=refund&q=other",
        "q[]=refund",
        "q",
        "&&&===",
        "%ZZ=1&q=%ZZ",
        "q=" + "a*" * 2000,
        "q=" + "%22" * 5000,
        "q=/.*.*/",
        "q=AND+OR+NOT",
        "q=title:refund",
        "q=refund~2^99",
        "q=[*+TO+*]",
        "q=" + "(" * 2000,
        "q=" + "+".join(f"w{number}" for number in range(10_000)),
    ]
    answers = [client.get("/search/", QUERY_STRING=query) for query in queries]
    assert [answer.status_code for answer in answers] == [200] * len(queries)
    assert all(len(parse(answer).all("h1")) == 1 for answer in answers)
