"""A text wherever a text can stand."""

from datetime import timedelta
from typing import Any

from faq.models import Question, Step
from tests.factories import (
    NOW,
    make_audience,
    make_question,
    make_search_term,
    make_stuck_report,
    make_vote,
)


def write(text: str, **fields: Any) -> Question:
    """A question with a text in everything it has, and with all that readers leave behind."""
    question = make_question(
        **{
            "slug": "walrus",
            "title": f"Where is the {text}?",
            "summary": f"In {text}.",
            "body": f"The {text}.",
            "phrasings": [f"{text} please"],
            "featured": True,
            "urgent": True,
            **fields,
        }
    )
    step = Step.objects.create(
        question=question, position=1, title=f"Go to {text}", body=text, caution=text
    )
    question.audiences.add(make_audience(title=f"People of {text}"))
    make_vote(question=question, words=text)
    make_stuck_report(step, words=text)
    for searched in (text, "seal", "otter"):
        for day in range(1, 5):
            make_search_term(searched, day=NOW.date() - timedelta(days=day), count=50)
    return question
