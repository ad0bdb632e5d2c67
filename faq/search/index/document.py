"""Makes the document of a question: its fields in the index, and a digest to compare."""

import hashlib
import json
import zlib
from collections.abc import Collection, Iterator
from functools import lru_cache
from itertools import chain
from typing import NamedTuple, Protocol

import numpy as np
from django.db.models import QuerySet

from faq.models import Question, Step
from faq.search.query.analysis import mark_words, split_sentences, stem
from faq.search.ranking.weights import FIELDS
from faq.search.whoosh.schema import (
    DJANGO_CT,
    DJANGO_ID,
    ID,
    ORDER,
    PK,
    SENTENCES,
    length_of,
)
from faq.text.markdown import plain

# The bit of a stem number in the order of words that marks a part of the compound before it.
PART = 1


class Document(NamedTuple):
    """What the index holds of a question.

    Attributes:
        pk: the question's primary key.
        fields: what Whoosh stores, by the names in faq.search.whoosh.schema.
        digest: of the fields, to compare a stored document with the question.
    """

    pk: int
    fields: dict[str, object]
    digest: str


def prefetch_indexed(questions: QuerySet[Question]) -> QuerySet[Question]:
    """Prefetch everything that content() reads, with four queries for any number of questions."""
    return questions.select_related("topic").prefetch_related("steps", "phrasings", "audiences")


def key(pk: int) -> str:
    """Return the unique key of a question in the index, as Haystack writes it."""
    return f"faq.question.{pk}"


class Indexable(Protocol):
    """Anything that has a document."""

    def document(self) -> Document: ...


class Content(NamedTuple):
    """What the index takes from the rows of a question, read but not analysed."""

    pk: int
    topic: str
    topic_title: str
    audiences: tuple[str, ...]
    title: str
    phrasings: tuple[str, ...]
    summary: str
    html: tuple[str, ...]

    def document(self) -> Document:
        return assemble(
            self.pk,
            topic=self.topic,
            audiences=self.audiences,
            words={
                "title": self.title,
                "phrasings": "\n".join(sorted(self.phrasings)),
                "text": "\n".join([self.summary, *map(plain, self.html)]),
                "topic_title": self.topic_title,
            },
        )


def content(question: Question) -> Content:
    """Read the content of a question fetched through prefetch_indexed()."""
    steps = sorted(question.steps.all(), key=lambda step: step.position)
    return Content(
        question.pk,
        topic=question.topic.slug,
        topic_title=question.topic.title,
        audiences=tuple(audience.slug for audience in question.audiences.all()),
        title=question.title,
        phrasings=tuple(phrasing.text for phrasing in question.phrasings.all()),
        summary=question.summary,
        html=(question.body_html, *_html(steps)),
    )


def build(question: Question) -> Document:
    """Make the document of a question fetched through prefetch_indexed()."""
    return content(question).document()


def assemble(pk: int, *, topic: str, audiences: Collection[str], words: dict[str, str]) -> Document:
    """Make a document from its parts.

    Args:
        pk: the question's primary key, or any other unique number.
        topic: its slug.
        audiences: their slugs; none means everyone.
        words: field of FIELDS → plain text; a missing field is empty.
    """
    labels = {"topic": topic, "audiences": ",".join(sorted(audiences))}
    content = json.dumps({**labels, **words}, sort_keys=True).encode()
    digest = hashlib.blake2b(content, digest_size=12).hexdigest()
    sentences = {
        name: [mark_words(each) for each in split_sentences(words.get(name, ""))] for name in FIELDS
    }
    marked = {name: list(chain.from_iterable(each)) for name, each in sentences.items()}
    folded = {name: [word for word, _ in each] for name, each in marked.items()}
    lengths = [len(each) for field in sentences.values() for each in field if each]
    order = [_stem_number_of(word) | mark for each in marked.values() for word, mark in each]
    fields: dict[str, object] = {
        ID: key(pk),
        DJANGO_CT: "faq.question",
        DJANGO_ID: str(pk),
        PK: pk,
        "digest": digest,
        **labels,
        **folded,
        "_stored_title": words.get("title", ""),
        **{length_of(name): len(each) for name, each in folded.items()},
        ORDER: np.array(order, dtype="<u4").tobytes(),
        SENTENCES: np.array(lengths, dtype="<u4").tobytes(),
    }
    return Document(pk, fields, digest)


def stem_number(stem: str) -> int:
    """Return a hash of 32 bits for a stem, even and never 0.

    The lowest bit is free to mark a part of a compound. A collision can only change the order of
    results slightly.
    """
    return zlib.crc32(stem.encode()) & ~PART or 2


@lru_cache(maxsize=50_000)
def _stem_number_of(word: str) -> int:
    return stem_number(stem(word))


def _html(steps: list[Step]) -> Iterator[str]:
    for step in steps:
        for html in (step.title_html, step.caution_html, step.body_html):
            if html:
                yield html
