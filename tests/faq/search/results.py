"""Results of a search in a few words, and content to find."""

from datetime import datetime

from faq.models import Topic
from faq.search import SearchPage, search
from faq.search.index.outbox import drain
from tests.factories import NOW, make_question, make_topic


def slugs(text: str, *, topic: str | None = None, now: datetime = NOW) -> list[str]:
    """The results of all pages, in order."""
    first = search(text, topic=topic, now=now)
    return [
        hit.question.slug
        for number in range(1, first.page_count + 1)
        for hit in search(text, topic=topic, number=number, now=now).hits
    ]


def counts(page: SearchPage) -> dict[str, int]:
    return {each.topic.slug: each.count for each in page.topic_facets}


def make_shelves() -> tuple[Topic, Topic]:
    """13 questions on refunds in one topic and 9 in another, among 3 on something else."""
    money, safety = make_topic(slug="money"), make_topic(slug="safety")
    for number in range(13):
        make_question(topic=money, title=f"Refund {number}", summary="Money " * (number % 4))
    for number in range(9):
        make_question(topic=safety, title=f"Fraud {number}", summary="A refund " * (number % 3 + 1))
    for number in range(3):
        make_question(topic=safety, title=f"Password {number}")
    drain()
    return money, safety
