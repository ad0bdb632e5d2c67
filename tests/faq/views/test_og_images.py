"""The images of link previews."""

import pytest
from django.test import Client

from faq import conf
from faq.models import Question
from faq.rendering.og_image import draw
from tests.factories import NOW, make_question, make_topic
from tests.faq.api.hidden_questions import SECRET, make_hidden

pytestmark = [pytest.mark.usefixtures("index"), pytest.mark.time_machine(NOW)]


def test_question_has_an_image_of_its_title(client: Client) -> None:
    topic = make_topic(title="Payments")
    make_question(topic=topic, slug="refund", title="Refund?", steps=["Open it", "Close it"])
    response = client.get("/questions/refund.png")
    assert response["Content-Type"] == "image/png"
    assert response.content == draw("Refund?", "Payments", "Helpcenter", 2, conf.site_colour())


def test_site_has_an_image(client: Client) -> None:
    assert client.get("/picture.png").content == draw(
        "How can we help?", "", "Helpcenter", 3, conf.site_colour()
    )


def test_old_address_of_an_image_redirects(client: Client) -> None:
    question = make_question(slug="old")
    question.slug = "new"
    question.save()
    response = client.get("/questions/old.png")
    assert (response.status_code, response["Location"]) == (301, "/questions/new.png")


def test_hidden_questions_have_no_image(client: Client) -> None:
    """Checks 41–47: guessing an address reveals nothing."""
    make_hidden()
    assert client.get("/questions/seen.png").status_code == 200
    for question in Question.objects.filter(slug__startswith=SECRET):
        guessed = client.get(f"/questions/{question.slug}.png")
        missing = client.get(f"/questions/{question.slug}.png".replace(SECRET, "quagmire"))
        was_seen = question.status == "archived"
        assert (guessed.status_code, missing.status_code) == (410 if was_seen else 404, 404)
        if was_seen:
            assert question.title not in guessed.text
        else:
            assert guessed.text.replace(SECRET, "quagmire") == missing.text


def test_image_is_drawn_again_when_the_title_changes(client: Client) -> None:
    """Check 65."""
    question = make_question(slug="one", title="Before?")
    first = client.get("/questions/one.png")
    kept = client.get("/questions/one.png", headers={"if-none-match": first["ETag"]})
    assert (kept.status_code, kept.content) == (304, b"")
    question.title = "After?"
    question.save()
    second = client.get("/questions/one.png", headers={"if-none-match": first["ETag"]})
    assert (second.status_code, second.content != first.content) == (200, True)
