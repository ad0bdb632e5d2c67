"""A question as the index holds it: which fields, with which weight, and a digest to compare by."""

import hashlib
import json
from typing import Any, NamedTuple

from django.db.models import QuerySet
from haystack.constants import DJANGO_CT, DJANGO_ID, ID
from whoosh.fields import ID as WHOOSH_ID
from whoosh.fields import KEYWORD, TEXT, Schema

from faq.models import Question
from faq.search.analysis import StemAnalyzer
from faq.text.markdown import plain

# Part of the name of every generation; a change of fields or analysis needs a new number and a rebuild.
SCHEMA_VERSION = 1

# How much a word counts by where it stands. Titles and phrasings before steps, before bodies.
WEIGHTS = {
    "title": 3.0,
    "phrasings": 2.5,
    "summary": 1.2,
    "steps": 1.2,
    "topic_title": 0.8,
    "body": 0.7,
}
# Haystack's document field: everything, for those who search through SearchQuerySet.
DOCUMENT_FIELD = "text"


def schema() -> Schema:
    words = {name: TEXT(analyzer=StemAnalyzer(), phrase=False) for name in WEIGHTS}
    return Schema(
        **{
            ID: WHOOSH_ID(stored=True, unique=True),
            DJANGO_CT: WHOOSH_ID(stored=True),
            DJANGO_ID: WHOOSH_ID(stored=True),
            # Stored, since more_like_this reads it back.
            DOCUMENT_FIELD: TEXT(analyzer=StemAnalyzer(), stored=True),
            "topic": WHOOSH_ID(stored=True),
            "audiences": KEYWORD(commas=True, stored=True),
            "digest": WHOOSH_ID(stored=True),
            **words,
        }
    )


class Document(NamedTuple):
    """The fields by name, and a digest of them."""

    fields: dict[str, str]
    digest: str


def with_what_is_indexed(questions: QuerySet[Question]) -> QuerySet[Question]:
    """The same questions, fetched with everything build() reads: four queries for any number."""
    return questions.select_related("topic").prefetch_related("steps", "phrasings", "audiences")


def key(pk: int) -> str:
    """The index's unique key for a question, as Haystack writes it."""
    return f"faq.question.{pk}"


def build(question: Question) -> Document:
    """The document of a question fetched through with_what_is_indexed()."""
    steps = sorted(question.steps.all(), key=lambda step: step.position)
    words = {
        "title": question.title,
        "phrasings": "\n".join(sorted(phrasing.text for phrasing in question.phrasings.all())),
        "summary": question.summary,
        "steps": "\n".join(
            plain(html)
            for step in steps
            for html in (step.title_html, step.caution_html, step.body_html)
            if html
        ),
        "topic_title": question.topic.title,
        "body": plain(question.body_html),
    }
    fields = {
        "topic": question.topic.slug,
        "audiences": ",".join(sorted(audience.slug for audience in question.audiences.all())),
        **words,
    }
    digest = hashlib.blake2b(json.dumps(fields, sort_keys=True).encode(), digest_size=12)
    identity: dict[str, Any] = {
        ID: key(question.pk),
        DJANGO_CT: "faq.question",
        DJANGO_ID: str(question.pk),
        DOCUMENT_FIELD: "\n".join(words.values()),
        "digest": digest.hexdigest(),
    }
    return Document(fields={**identity, **fields}, digest=digest.hexdigest())
