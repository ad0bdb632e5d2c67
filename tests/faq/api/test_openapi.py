"""The OpenAPI document, which every response must match."""

import copy
import json
from typing import Any

import pytest
from django.test import Client
from django.urls import get_resolver, reverse
from jsonschema import Draft202012Validator, FormatChecker, ValidationError

from faq.api import content
from faq.models import Question
from faq.search.query.parser import MAX_CHARACTERS
from faq.search.results import MAX_PAGE
from tests.factories import NOW, make_question

pytestmark = [pytest.mark.usefixtures("sample"), pytest.mark.time_machine(NOW)]


@pytest.fixture
def document(client: Client) -> dict[str, Any]:
    response = client.get("/api/v1/openapi.json")
    assert response["Content-Type"] == "application/json"
    return json.loads(response.content)


def strict(schema: Any) -> Any:
    """Return the schema without additional fields, so that new fields must be described."""
    if isinstance(schema, list):
        return [strict(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    closed = {name: strict(value) for name, value in schema.items()}
    return closed | ({"additionalProperties": False} if "properties" in schema else {})


def check(document: dict[str, Any], path: str, status: int, answer: Any) -> None:
    """Raise ValidationError unless the document describes every field of the response."""
    described = document["paths"][path]["get"]["responses"][str(status)]
    schema = described["content"]["application/json"]["schema"]
    whole = {**schema, "components": strict(document["components"])}
    Draft202012Validator(whole, format_checker=FormatChecker()).validate(answer)


ASKED = [
    ("/api/v1/topics/", "/api/v1/topics/", 200),
    ("/api/v1/questions/", "/api/v1/questions/", 200),
    ("/api/v1/questions/", "/api/v1/questions/?topic=contracts&page=9", 200),
    ("/api/v1/questions/", "/api/v1/questions/?page=0", 400),
    ("/api/v1/questions/{slug}/", "/api/v1/questions/escrow-refund/", 200),
    ("/api/v1/questions/{slug}/", "/api/v1/questions/is-upwork-free/", 200),
    ("/api/v1/questions/{slug}/", "/api/v1/questions/nothing/", 404),
    ("/api/v1/questions/{slug}/", "/api/v1/questions/withdrawn/", 410),
    ("/api/v1/search/", "/api/v1/search/?q=escro+refnd", 200),
    ("/api/v1/search/", "/api/v1/search/?q=contract&topic=contracts&audience=client", 200),
    ("/api/v1/search/", "/api/v1/search/?q=", 200),
    ("/api/v1/search/", "/api/v1/search/", 400),
    ("/search/suggest/", "/search/suggest/?q=esc", 200),
    ("/search/suggest/", "/search/suggest/", 400),
]


def test_responses_match_the_document(client: Client, document: dict[str, Any]) -> None:
    make_question(slug="withdrawn", status=Question.Status.ARCHIVED)
    for path, address, status in ASKED:
        response = client.get(address)
        assert response.status_code == status, address
        check(document, path, status, json.loads(response.content))


def test_every_question_matches_the_document(client: Client, document: dict[str, Any]) -> None:
    slugs = list(Question.objects.published(NOW).values_list("slug", flat=True))
    assert len(slugs) > 10
    for slug in slugs:
        answer = json.loads(client.get(f"/api/v1/questions/{slug}/").content)
        check(document, "/api/v1/questions/{slug}/", 200, answer)


def test_check_finds_missing_and_extra_fields(client: Client, document: dict[str, Any]) -> None:
    """The checks of the tests above can fail."""
    path = "/api/v1/questions/{slug}/"
    good = json.loads(client.get("/api/v1/questions/escrow-refund/").content)
    without, more, wrong, deep = (copy.deepcopy(good) for _ in range(4))
    del without["summary"]
    more["draft"] = True
    wrong["step_count"] = "3"
    deep["steps"][0]["draft"] = True
    for bad in (without, more, wrong, deep):
        with pytest.raises(ValidationError):
            check(document, path, 200, bad)


def test_document_covers_every_address_of_the_api(document: dict[str, Any]) -> None:
    names = {"api_topics", "api_questions", "api_search", "suggestions"}
    paths = {reverse(name) for name in names}
    paths.add(reverse("api_question", args=["slug"]).replace("/slug/", "/{slug}/"))
    assert set(document["paths"]) == paths
    there = {str(key) for key in get_resolver().reverse_dict if "api" in str(key)}
    assert there - names == {"api_question", "openapi"} | {k for k in there if k.startswith("<")}


def test_document_states_the_limits(document: dict[str, Any]) -> None:
    parameters = {
        (path, each["name"]): each["schema"]
        for path, item in document["paths"].items()
        for each in item["get"].get("parameters", [])
    }
    assert parameters["/api/v1/questions/", "page"]["maximum"] == content.MAX_PAGE
    assert parameters["/api/v1/search/", "page"]["maximum"] == MAX_PAGE
    assert parameters["/api/v1/search/", "q"]["maxLength"] == MAX_CHARACTERS
    assert parameters["/search/suggest/", "q"]["maxLength"] == MAX_CHARACTERS


def test_document_names_the_site_of_the_settings(client: Client, settings) -> None:
    """Check 33."""
    settings.SITE_URL = "https://help.example.com"
    response = client.get("/api/v1/openapi.json", headers={"host": "localhost"})
    assert json.loads(response.content)["servers"] == [{"url": "https://help.example.com"}]
    assert "localhost" not in response.text


def test_schemas_are_schemas_and_all_of_them_are_used(document: dict[str, Any]) -> None:
    schemas = document["components"]["schemas"]
    for schema in schemas.values():
        Draft202012Validator.check_schema(schema)
    text = json.dumps(document)
    assert {name for name in schemas if f'"#/components/schemas/{name}"' not in text} == set()
