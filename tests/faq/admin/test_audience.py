"""Audiences in the admin."""

import pytest
from django.test import Client

from faq.models import Audience
from tests.factories import make_audience, make_question
from tests.html import parse

pytestmark = pytest.mark.django_db


def test_list_shows_audiences_in_order(as_ines: Client) -> None:
    make_audience(title="second", position=2)
    make_audience(title="first", position=1)
    table = parse(as_ines.get("/admin/faq/audience/")).one("table", id="result_list")
    assert table.texts("th", cls="field-title") == ["first", "second"]


def test_audience_renamed_in_the_admin_is_renamed_on_the_page(
    as_ines: Client, client: Client
) -> None:
    audience = make_audience(slug="client", title="clients")
    question = make_question()
    question.audiences.add(audience)
    sent = {"slug": "client", "title": "customers", "position": "0"}
    response = as_ines.post(f"/admin/faq/audience/{audience.pk}/change/", sent)
    assert response.status_code == 302
    chips = parse(client.get(question.get_absolute_url())).one("ul", cls="chips")
    assert chips.texts("li") == ["For customers"]


def test_audience_with_a_malformed_slug_is_rejected(as_ines: Client) -> None:
    sent = {"slug": "Not A Slug", "title": "people", "position": "0"}
    response = as_ines.post("/admin/faq/audience/add/", sent)
    assert len(parse(response).all("ul", cls="errorlist")) == 1
    assert Audience.objects.count() == 0
