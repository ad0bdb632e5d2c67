"""ContentSnapshot: the content of a question as one JSON document, to store, compare, copy and restore."""

import hashlib
import json
from datetime import datetime
from typing import NotRequired, TypedDict
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext

from faq.models import Audience, Phrasing, Question, Section, Step, Topic
from faq.models.querysets import QuestionQuerySet
from faq.publishing.saves import one_save

_FIELDS = ("title", "slug", "summary", "body", "featured", "urgent")
_STEP_TEXTS = ("title", "body", "caution")


class StepSnapshot(TypedDict):
    uid: str
    title: str
    body: str
    caution: str


class ContentSnapshot(TypedDict):
    """The content of a question with its steps and phrasings. Topic, section and audiences are slugs."""

    topic: str
    # Of its topic; empty for none. What former releases stored has no sections.
    section: NotRequired[str]
    title: str
    slug: str
    summary: str
    body: str
    featured: bool
    urgent: bool
    expires_at: str | None
    audiences: list[str]
    steps: list[StepSnapshot]
    phrasings: list[str]


def blank() -> ContentSnapshot:
    """Return the snapshot of an empty question."""
    return {
        "topic": "",
        "section": "",
        "title": "",
        "slug": "",
        "summary": "",
        "body": "",
        "featured": False,
        "urgent": False,
        "expires_at": None,
        "audiences": [],
        "steps": [],
        "phrasings": [],
    }


def completed(stored: ContentSnapshot) -> ContentSnapshot:
    """Return a stored snapshot with the fields that former releases did not know, which are blank."""
    return {**blank(), **stored}


def snapshot_of(question: Question) -> ContentSnapshot:
    """Return the snapshot of a question, draft or working copy as it is stored, with four queries.

    Raises:
        Question.DoesNotExist: the question was deleted.
    """
    for content in snapshots_of(Question.with_copies.filter(pk=question.pk)).values():
        return content
    raise Question.DoesNotExist


def snapshots_of(questions: QuestionQuerySet) -> dict[int, ContentSnapshot]:
    """Return snapshots by primary key, with four queries for each thousand questions."""
    rows = questions.select_related("topic", "section").defer("body_html")
    parts = ("audiences", "steps", "phrasings")
    found = rows.prefetch_related(*parts).iterator(chunk_size=1_000)
    return {row.pk: _snapshot(row) for row in found}


def _snapshot(row: Question) -> ContentSnapshot:
    """Build the snapshot of a row with its prefetched audiences, steps and phrasings."""
    steps = sorted(row.steps.all(), key=lambda step: step.position)
    phrasings = sorted(row.phrasings.all(), key=lambda phrasing: phrasing.pk)
    return {
        "topic": row.topic.slug,
        "section": row.section.slug if row.section else "",
        "title": row.title,
        "slug": row.slug,
        "summary": row.summary,
        "body": row.body,
        "featured": row.featured,
        "urgent": row.urgent,
        "expires_at": row.expires_at.isoformat() if row.expires_at else None,
        "audiences": sorted(audience.slug for audience in row.audiences.all()),
        "steps": [
            {"uid": str(step.uid), "title": step.title, "body": step.body, "caution": step.caution}
            for step in steps
        ],
        "phrasings": [phrasing.text for phrasing in phrasings],
    }


def fingerprint(content: ContentSnapshot) -> str:
    """Return a hash of 32 hexadecimal digits, which ignores the order of phrasings.

    A question without a section has the hash that former releases stored.
    """
    known = {name: value for name, value in content.items() if name != "section" or value}
    text = json.dumps({**known, "phrasings": sorted(content["phrasings"])}, sort_keys=True)
    return hashlib.blake2b(text.encode(), digest_size=16).hexdigest()


@transaction.atomic
def apply_snapshot(content: ContentSnapshot, question: Question) -> list[str]:
    """Write a snapshot to a question and save it. Steps with the same uid stay the same rows.

    Args:
        content: a snapshot of the same question or another one.
        question: a question, draft or working copy, which may be new.

    Returns:
        a sentence for each part of the snapshot that could not be restored.
    """
    with one_save():
        notes = _apply_fields(content, question)
        question.save()
        notes += _apply_audiences(content, question)
        _apply_steps(content, question)
        _apply_phrasings(content, question)
    return notes


def _apply_fields(content: ContentSnapshot, question: Question) -> list[str]:
    for name in _FIELDS:
        setattr(question, name, content[name])  # type: ignore[literal-required]
    expires_at = content["expires_at"]
    question.expires_at = datetime.fromisoformat(expires_at) if expires_at else None
    topic = Topic.objects.filter(slug=content["topic"]).first()
    if topic is None and question.topic_id is None:
        raise Topic.DoesNotExist(content["topic"])
    if topic is None:
        note = gettext("The topic “{}” no longer exists, so the question keeps its current topic.")
        return [note.format(content["topic"])]
    question.topic = topic
    return _apply_section(completed(content)["section"], question)


def _apply_section(slug: str, question: Question) -> list[str]:
    question.section = Section.objects.filter(topic_id=question.topic_id, slug=slug).first()
    if not slug or question.section:
        return []
    note = gettext("The section “{}” no longer exists, so the question is in none.")
    return [note.format(slug)]


def _apply_audiences(content: ContentSnapshot, question: Question) -> list[str]:
    found = {
        audience.slug: audience
        for audience in Audience.objects.filter(slug__in=content["audiences"])
    }
    question.audiences.set(found.values())
    missing = [slug for slug in content["audiences"] if slug not in found]
    note = gettext("The audience “{}” no longer exists and was left out.")
    return [note.format(slug) for slug in missing]


def _apply_steps(content: ContentSnapshot, question: Question) -> None:
    stored = {str(step.uid): step for step in question.steps.all()}
    wanted = [step["uid"] for step in content["steps"]]
    for uid, step in stored.items():
        if uid not in wanted:
            step.delete()
    # Positions must be free before they are reused, because unique constraints are checked row by row.
    question.steps.set_aside()
    for position, given in enumerate(content["steps"], start=1):
        step = stored.get(given["uid"]) or Step(question=question, uid=UUID(given["uid"]))
        step.position = position
        for name in _STEP_TEXTS:
            setattr(step, name, given[name])  # type: ignore[literal-required]
        step.save()


def _apply_phrasings(content: ContentSnapshot, question: Question) -> None:
    wanted = list(dict.fromkeys(content["phrasings"]))
    stored = {phrasing.text: phrasing for phrasing in question.phrasings.all()}
    for text, phrasing in stored.items():
        if text not in wanted:
            phrasing.delete()
    for text in wanted:
        if text not in stored:
            Phrasing.objects.create(question=question, text=text)
