"""The parameters of the API."""

import pytest
from django.test import RequestFactory

from faq.api import parameters
from faq.api.parameters import BadParameter

MISSING = "q is missing. It is the text to search for."
TOO_LONG = "q must have at most 200 characters; it has {}."
CONTROL = "q must not contain control characters."
NOT_UTF_8 = "q must be text in UTF-8."
PAGE = "page must be a whole number from 1 to 1000."
NO_TOPIC = "No published question has that topic."


def text(query: str) -> str:
    return parameters.text(RequestFactory().get("/", QUERY_STRING=query), "q", limit=200)


@pytest.mark.parametrize(
    ("query", "value"),
    [
        ("q=refund", "refund"),
        ("q=escrow+refund%3F&page=2", "escrow refund?"),
        ("q=", ""),
        ("q", ""),
        ("q=a&q=b", "b"),
        ("q=%C3%A9t%C3%A9", "été"),
        ("q=a%09b%0D%0Ac", "a\tb\r\nc"),
        ("q=%F0%9F%91%A8%E2%80%8D%F0%9F%91%A9", "👨\u200d👩"),
        ("q=%EF%BF%BD", "\ufffd"),
        ("q=%ZZ", "%ZZ"),
        ("q=%E2%80%AEx", "\u202ex"),
        ("q=" + "%C3%A9" * 200, "é" * 200),
        ("q=ok&x=%FF", "ok"),
    ],
)
def test_text_is_returned_as_typed(query: str, value: str) -> None:
    assert text(query) == value


@pytest.mark.parametrize(
    ("query", "error"),
    [
        ("", MISSING),
        ("text=refund", MISSING),
        ("q[]=refund", MISSING),
        ("&&===", MISSING),
        ("q=" + "x" * 201, TOO_LONG.format(201)),
        ("q=" + "refund+" * 15_000, TOO_LONG.format(105_000)),
        ("q=" + "(" * 2000, TOO_LONG.format(2000)),
        ("q=%00refund", CONTROL),
        ("q=%1B", CONTROL),
        ("q=%7F", CONTROL),
        ("q=%C2%85", CONTROL),
        ("q=%FF%FE", NOT_UTF_8),
        ("q=%ED%A0%80", NOT_UTF_8),
        ("q=%C3", NOT_UTF_8),
        ("q=caf\xe9", NOT_UTF_8),
    ],
)
def test_invalid_text_is_rejected_by_name(query: str, error: str) -> None:
    """Checks 51, 52: texts of any length are rejected at once."""
    with pytest.raises(BadParameter) as refused:
        text(query)
    assert str(refused.value) == error


@pytest.mark.parametrize(
    ("value", "number"), [(None, 1), ("", 1), ("1", 1), ("007", 7), ("1000", 1000)]
)
def test_whole_number_is_parsed(rf: RequestFactory, value: str | None, number: int) -> None:
    request = rf.get("/", {} if value is None else {"page": value})
    assert parameters.whole_number(request, "page", limit=1000) == number


@pytest.mark.parametrize(
    "value",
    ["0", "-1", "1001", "1e9", "1000000000", "9" * 5000, "abc", "NaN", "1.5", "\x00", " 1", "９"],
)
def test_invalid_whole_number_is_rejected(rf: RequestFactory, value: str) -> None:
    """Check 53."""
    with pytest.raises(BadParameter) as refused:
        parameters.whole_number(rf.get("/", {"page": value}), "page", limit=1000)
    assert str(refused.value) == PAGE


@pytest.mark.parametrize(
    ("value", "slug"), [("", None), ("a", "a"), ("end-contract", "end-contract")]
)
def test_slug_is_parsed(rf: RequestFactory, value: str, slug: str | None) -> None:
    assert parameters.slug(rf.get("/", {"topic": value}), "topic") == slug


@pytest.mark.parametrize("value", ["A", "a--b", "-a", "..", "\x00", "' OR 1=1 --", "a\n", "é"])
def test_invalid_slug_is_rejected(rf: RequestFactory, value: str) -> None:
    with pytest.raises(BadParameter) as refused:
        parameters.slug(rf.get("/", {"topic": value}), "topic")
    assert str(refused.value) == NO_TOPIC


def test_switch_is_on_by_default(rf: RequestFactory) -> None:
    asked = [rf.get("/"), rf.get("/?spelling="), rf.get("/?spelling=on"), rf.get("/?spelling=off")]
    assert [parameters.on_off(each, "spelling") for each in asked] == [True, True, True, False]
    for value in ("OFF", "0", "false", "\x00"):
        with pytest.raises(BadParameter, match=r"^spelling must be on or off\.$"):
            parameters.on_off(rf.get("/", {"spelling": value}), "spelling")
