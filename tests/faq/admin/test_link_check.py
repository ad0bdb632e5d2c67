"""Checked links in the admin."""

from django.contrib.auth.models import User
from django.test import Client

from tests.factories import make_link_check, make_question
from tests.html import parse
from tests.people import PASSWORD


def test_list_shows_broken_links_and_their_questions(as_ines: Client) -> None:
    questions = [make_question(title=f"Page {n}?") for n in range(5)]
    make_link_check(*questions, url="/questions/never/")
    make_link_check(url="https://fine.example/", problem="", code=200, is_broken=False)
    page = parse(as_ines.get("/admin/faq/linkcheck/?is_broken__exact=1"))
    (row,) = page.one("table", id="result_list").all("tr")[1:]
    there = "Page 0? · Page 1? · Page 2? · and 2 more"
    assert row.text.startswith(f"/questions/never/Nothing is there404{there}")


def test_list_needs_permission_to_view_questions(as_viewer: Client) -> None:
    make_link_check(url="https://secret.example/")
    assert "secret.example" in as_viewer.get("/admin/faq/linkcheck/").text
    stranger = Client()
    stranger.force_login(User.objects.create_user("sam", password=PASSWORD, is_staff=True))
    answer = stranger.get("/admin/faq/linkcheck/")
    assert (answer.status_code, "secret.example" in answer.text) == (403, False)
