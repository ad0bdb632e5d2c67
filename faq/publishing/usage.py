"""What uses a topic, a section or an audience, and whether readers see it."""

from typing import TypeAlias

from faq.models import Audience, Question, QuestionQuerySet, Section, Topic

Grouping: TypeAlias = Topic | Section | Audience
_FIELDS: dict[type[Grouping], str] = {
    Topic: "topic",
    Section: "section",
    Audience: "audiences",
}


def questions_using(thing: Grouping) -> QuestionQuerySet:
    """Return the questions of a topic or section or for an audience in any state, working copies included."""
    used = Question.with_copies.filter(**{_FIELDS[type(thing)]: thing})
    return used.order_by("title", "pk")


def is_public(thing: Grouping) -> bool:
    """Return whether a published or scheduled question uses it."""
    return questions_using(thing).indexable().exists()
