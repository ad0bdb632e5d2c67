"""Creates questions of every kind that readers must not see, beside a visible one."""

from typing import Any

from faq.models import Question
from faq.search.index.outbox import drain
from tests.factories import FUTURE, PAST, make_audience, make_question, make_topic

SECRET = "zanzibar"
KINDS: list[dict[str, Any]] = [
    {"status": "draft", "published_at": None},
    {"status": "draft", "published_at": PAST},
    {"status": "in_review", "published_at": PAST},
    {"status": "published", "published_at": FUTURE},
    {"status": "archived", "published_at": PAST},
]


def make_hidden() -> None:
    """Create a visible question, and hidden ones in its topic and in a topic with no visible question."""
    visible_topic = make_topic(slug="sea", title="Sea")
    seen = make_question(
        topic=visible_topic,
        slug="seen",
        title="Where is the walrus?",
        steps=["Look for the walrus"],
    )
    seen.audiences.add(make_audience(slug="divers", title="divers"))
    hidden_topic = make_topic(slug=f"{SECRET}-shelf", title=f"{SECRET} shelf")
    secret = make_audience(slug=f"{SECRET}-people", title=f"{SECRET} people")
    for number, kind in enumerate(KINDS):
        for topic in (visible_topic, hidden_topic):
            question = make_question(
                topic=topic,
                slug=f"{SECRET}-{number}-{topic.pk}",
                title=f"Where is the walrus of {SECRET}?",
                summary=f"The walrus of {SECRET}.",
                phrasings=[f"walrus {SECRET}"],
                steps=[f"Ask the walrus of {SECRET}"],
                **kind,
            )
            question.audiences.add(secret)
    drain()
    assert Question.objects.count() == 1 + 2 * len(KINDS)
