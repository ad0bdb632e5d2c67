"""What a question says, as one document: to be copied, kept, compared and put back."""

import hashlib
import json
from datetime import datetime
from typing import TypedDict
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext

from faq.models import Audience, Phrasing, Question, Step, Topic
from faq.models.question import QuestionQuerySet

_FIELDS = ("title", "slug", "summary", "body", "featured", "urgent")
_STEP_TEXTS = ("title", "body", "caution")


class StepSnapshot(TypedDict):
    uid: str
    title: str
    body: str
    caution: str


class ContentSnapshot(TypedDict):
    """A question with all that is published with it; references by slug, so that it outlives rows."""

    topic: str
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
    """The document of a question that says nothing yet."""
    return {
        "topic": "",
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


def snapshot_of(question: Question) -> ContentSnapshot:
    """The document of a question, a draft or a working copy, as the database has it; four queries.

    Raises:
        Question.DoesNotExist: it is gone.
    """
    for content in snapshots_of(Question.with_copies.filter(pk=question.pk)).values():
        return content
    raise Question.DoesNotExist


def snapshots_of(questions: QuestionQuerySet) -> dict[int, ContentSnapshot]:
    """The documents of many questions, by primary key; four queries for each thousand."""
    rows = questions.select_related("topic").defer("body_html")
    parts = ("audiences", "steps", "phrasings")
    found = rows.prefetch_related(*parts).iterator(chunk_size=1_000)
    return {row.pk: _document(row) for row in found}


def _document(row: Question) -> ContentSnapshot:
    """Of a question that was read with all its parts."""
    steps = sorted(row.steps.all(), key=lambda step: step.position)
    phrasings = sorted(row.phrasings.all(), key=lambda phrasing: phrasing.pk)
    return {
        "topic": row.topic.slug,
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
    """Equal for documents that say the same, 32 hexadecimal digits."""
    text = json.dumps({**content, "phrasings": sorted(content["phrasings"])}, sort_keys=True)
    return hashlib.blake2b(text.encode(), digest_size=16).hexdigest()


@transaction.atomic
def apply_snapshot(content: ContentSnapshot, question: Question) -> list[str]:
    """Make a question say what a document says, and save it; steps of the same uid stay the same steps.

    Args:
        content: of the same question or another one.
        question: one, a draft or a working copy; new ones get their row here.

    Returns:
        what could not be put back, a sentence each.
    """
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
        note = gettext("There is no topic “{}” any more; it stays in its own.")
        return [note.format(content["topic"])]
    question.topic = topic
    return []


def _apply_audiences(content: ContentSnapshot, question: Question) -> list[str]:
    found = {each.slug: each for each in Audience.objects.filter(slug__in=content["audiences"])}
    question.audiences.set(found.values())
    missing = [slug for slug in content["audiences"] if slug not in found]
    note = gettext("There is no audience “{}” any more; it was left out.")
    return [note.format(slug) for slug in missing]


def _apply_steps(content: ContentSnapshot, question: Question) -> None:
    stored = {str(step.uid): step for step in question.steps.all()}
    wanted = [step["uid"] for step in content["steps"]]
    for uid, step in stored.items():
        if uid not in wanted:
            step.delete()
    # A unique constraint is checked row by row: the places are free before they are taken.
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
