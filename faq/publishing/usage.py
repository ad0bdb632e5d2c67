"""What uses a topic or an audience, and whether readers see it."""

from typing import TypeAlias

from faq.models import Audience, Question, QuestionQuerySet, Topic

Grouping: TypeAlias = Topic | Audience


def questions_using(thing: Grouping) -> QuestionQuerySet:
    """Return the questions of a topic or for an audience in any state, working copies included."""
    texts = Question.with_copies.all()
    used = texts.filter(topic=thing) if isinstance(thing, Topic) else texts.filter(audiences=thing)
    return used.order_by("title", "pk")


def is_public(thing: Grouping) -> bool:
    """Return whether a published or scheduled question uses a topic or an audience."""
    return questions_using(thing).indexable().exists()
