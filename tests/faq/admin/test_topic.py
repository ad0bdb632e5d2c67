"""Topics in the admin."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client

from faq.models import Question, Redirect, Topic
from faq.models.topic import Icon
from tests.factories import FUTURE, NOW, make_copy, make_draft, make_question, make_topic
from tests.html import parse

pytestmark = [pytest.mark.django_db, pytest.mark.time_machine(NOW)]

LIST = "/admin/faq/topic/"


def form(client: Client, topic: Topic) -> dict[str, Any]:
    return parse(client.get(f"{LIST}{topic.pk}/change/")).one("form", id="topic_form").filled_in()


def test_list_shows_topics_in_order_with_the_number_of_questions(
    as_ines: Client, ines: User
) -> None:
    make_topic(title="Second", slug="second", position=2)
    first = make_topic(title="First", slug="first", position=1)
    make_copy(make_question(topic=first), by=ines)
    make_draft(topic=first)
    table = parse(as_ines.get(LIST)).one("table", id="result_list")
    rows = [row.one("th").text for row in table.one("tbody").all("tr")]
    counts = table.texts("td", cls="field-questions")
    assert (rows, counts) == (["First", "Second"], ["2", "0"])


def test_form_explains_its_fields(as_ines: Client) -> None:
    page = parse(as_ines.get(f"{LIST}add/"))
    names = ["title", "slug", "summary", "position"]
    helps = [page.one(id=page.one(name=name)["aria-describedby"].split()[0]).text for name in names]
    assert min(map(len, helps)) > 20


def test_old_address_redirects_and_is_not_given_to_other_topics(as_ines: Client) -> None:
    topic, other = make_topic(slug="before", title="Moved shelf"), make_topic(slug="other")
    response = as_ines.post(f"{LIST}{topic.pk}/change/", form(as_ines, topic) | {"slug": "after"})
    assert response.status_code == 302
    assert Redirect.objects.get().old_path == "/topics/before/"
    refused = as_ines.post(f"{LIST}{other.pk}/change/", form(as_ines, other) | {"slug": "before"})
    assert parse(refused).one("ul", cls="errorlist").text == (
        "This address redirects to “Moved shelf”, which had it before. Choose another one."
    )
    other.refresh_from_db()
    assert other.slug == "other"


def test_malformed_address_is_rejected(as_ines: Client) -> None:
    """Check 11: the same holds for a topic with published questions."""
    topic = make_topic(slug="before")
    make_question(topic=topic)
    for slug in ("Up", "a b", "../x", "a\r\nX-Evil: 1", "-", ""):
        sent = form(as_ines, topic) | {"slug": slug}
        response = as_ines.post(f"{LIST}{topic.pk}/change/", sent)
        assert response.status_code == 200
        assert len(parse(response).all("ul", cls="errorlist")) == 1
    assert Topic.objects.get().slug == "before"


def test_view_on_site_needs_published_questions(as_ines: Client) -> None:
    """Check 41: a topic without published questions has no page."""
    empty, hidden, public = make_topic(), make_topic(), make_topic()
    make_draft(topic=hidden)
    make_question(topic=hidden, published_at=FUTURE)
    make_question(topic=public)
    offered = {
        topic.pk: [
            link["href"]
            for link in parse(as_ines.get(f"{LIST}{topic.pk}/change/")).all("a")
            if link.text == "View on site"
        ]
        for topic in (empty, hidden, public)
    }
    assert offered == {empty.pk: [], hidden.pk: [], public.pk: [public.get_absolute_url()]}


def test_topic_with_questions_cannot_be_deleted(as_ines: Client) -> None:
    topic = make_topic()
    question = make_question(topic=topic)
    response = as_ines.post(f"{LIST}{topic.pk}/delete/", {"post": "yes"})
    assert "cannot be deleted while it is in use" in parse(response).text
    assert Question.objects.get() == question
    assert Topic.objects.get() == topic


def test_icons_are_shown_beside_their_names(as_ines: Client) -> None:
    page = parse(as_ines.get(f"{LIST}add/"))
    choices = [label for label in page.all("label") if label.all("input", name="icon")]
    assert len(choices) == len(Icon)
    assert [len(label.all("svg")) for label in choices] == [1] * len(Icon)
    assert choices[0].text == "Question mark"
