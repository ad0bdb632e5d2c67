"""The index of topics."""

import pytest
from django.test import Client

from faq.models import Topic
from tests.factories import FUTURE, NOW, make_draft, make_question, make_topic
from tests.faq.views.pages import get
from tests.html import parse

pytestmark = [pytest.mark.django_db, pytest.mark.time_machine(NOW)]


@pytest.mark.usefixtures("sample")
def test_topic_index_lists_every_topic_with_its_promise_and_questions(client: Client) -> None:
    page = get(client, "/topics/")
    assert page.one("h1").text == "All topics"
    assert page.one("p", cls="lead").text == "6 topics · 14 questions"
    entries = page.one("ul", cls="topics").all("li")
    assert [(*entry.links()[0], entry.one("p").text) for entry in entries] == [
        (topic.title, topic.get_absolute_url(), topic.summary) for topic in Topic.objects.in_order()
    ]
    assert [entry.one(cls="count").text for entry in entries][:3] == [
        *("4 questions", "4 questions", "1 question")
    ]


@pytest.mark.usefixtures("sample")
def test_topic_index_is_reached_from_everywhere(client: Client) -> None:
    for address in ("/", "/topics/jobs/", "/questions/escrow-refund/", "/search/?q=refund"):
        footer = get(client, address).one("footer", cls="bottom")
        assert ("All topics", "/topics/") in footer.links()
    assert client.get("/topics").headers["Location"] == "/topics/"
    crumbs = get(client, "/topics/").one("ol", cls="crumbs")
    assert crumbs.texts("li") == ["Help", "Topics"]
    assert crumbs.one(**{"aria-current": "page"}).text == "Topics"


def test_topic_index_shows_no_hidden_topics(client: Client) -> None:
    """Checks 41–47 on the index of topics."""
    make_question(topic=make_topic(title="Shown"))
    make_draft(topic=make_topic(title="Hidden draft"))
    make_question(topic=make_topic(title="Hidden future"), published_at=FUTURE)
    make_question(topic=make_topic(title="Hidden archive"), status="archived")
    make_topic(title="Hidden because empty")
    page = get(client, "/topics/")
    assert page.one("ul", cls="topics").texts("h2") == ["Shown 1 question"]
    assert "Hidden" not in page.text


def test_topic_index_without_content_says_so(client: Client) -> None:
    assert get(client, "/topics/").one("main").one("p", cls="lead").text == (
        "There is nothing to read here yet."
    )


def test_lists_of_other_topics_end_with_a_link_to_all(client: Client) -> None:
    for number in range(14):
        make_question(topic=make_topic(slug=f"t{number}"))
    for address, status in (("/topics/t0/", 200), ("/nowhere/", 404)):
        response = client.get(address)
        assert response.status_code == status
        links = parse(response).one("ul", cls="topic-links").links()
        assert len(links) == 13
        assert links[-1] == ("All topics", "/topics/")


def test_topics_stand_under_the_headings_of_their_groups(client: Client) -> None:
    for position, (title, group) in enumerate(
        [("Cards", "Money"), ("Odds", ""), ("Profile", "You"), ("Refunds", " Money ")]
    ):
        make_question(topic=make_topic(title=title, group=group, position=position))
    # Nobody sees it, so its heading is not there either.
    make_draft(topic=make_topic(title="Draft", group="Hidden group"))
    page = get(client, "/topics/")
    sections = page.all("section", cls="group")
    assert [section.one("h2").text for section in sections] == ["Money", "You", "Other topics"]
    titles = [[link for link, _ in section.links()] for section in sections]
    assert titles == [["Cards", "Refunds"], ["Profile"], ["Odds"]]
    assert [section["aria-labelledby"] for section in sections] == [
        section.one("h2")["id"] for section in sections
    ]
    assert "Hidden" not in page.text


def test_one_group_of_all_topics_has_its_heading(client: Client) -> None:
    make_question(topic=make_topic(title="Cards", group="Money"))
    page = get(client, "/topics/")
    assert page.one("section", cls="group").one("h2").text == "Money"
