"""What staff see at addresses that do not exist or that they may not open."""

import pytest
from django.test import Client

from tests.factories import make_topic
from tests.html import parse

pytestmark = pytest.mark.django_db

HOME = ("Go to your tasks and all lists", "/admin/")


@pytest.mark.parametrize("address", ["/admin/nothing/", "/admin/faq/nothing/", "/admin/auth/x/1/"])
def test_missing_page_of_the_desk_has_a_way_back(as_ines: Client, address: str) -> None:
    response = as_ines.get(address)
    page = parse(response)
    assert (response.status_code, page.one("h1").text) == (404, "This page does not exist")
    assert HOME in page.one(id="content").links()


def test_forbidden_page_of_the_desk_has_a_way_back(as_viewer: Client) -> None:
    before = "http://testserver/admin/faq/topic/"
    response = as_viewer.get("/admin/faq/topic/add/", headers={"referer": before})
    page = parse(response)
    assert (response.status_code, page.one("h1").text) == (403, "You may not do this")
    assert page.one(id="content").links() == [("Back to the page before", before), HOME]


def test_form_that_is_refused_leads_back_to_it(as_viewer: Client) -> None:
    address = f"/admin/faq/topic/{make_topic().pk}/change/"
    before = f"http://testserver{address}"
    response = as_viewer.post(address, {"title": "X"}, headers={"referer": before})
    assert parse(response).one(id="content").links()[0] == ("Back to the page before", before)


@pytest.mark.parametrize(
    "before",
    ["", "https://evil.example/", "//evil.example/", "http://testserver/admin/faq/topic/add/"],
)
def test_way_back_stays_on_the_site_and_leaves_the_page(as_viewer: Client, before: str) -> None:
    """Check 32."""
    response = as_viewer.get("/admin/faq/topic/add/", headers={"referer": before})
    assert parse(response).one(id="content").links() == [HOME]


def test_reader_is_asked_to_sign_in(client: Client) -> None:
    """Check 36: nobody learns which pages there are."""
    assert client.get("/admin/nothing/").status_code == 302
