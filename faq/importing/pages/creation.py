"""Drafts of a page as questions: never published, all or nothing, and the same ones only once."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import uuid4

from django.db import IntegrityError, transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from faq.importing.pages.drafts import Draft, join_pieces
from faq.importing.pages.page_plan import PagePlan
from faq.models import AuditEntry, DraftSource, Question, ReviewComment, Topic
from faq.models.draft_source import PAGE_LENGTH
from faq.models.review_comment import COMMENT_LENGTH
from faq.publishing import ContentSnapshot, apply_snapshot, blank
from faq.publishing.audit import name_of, record
from faq.publishing.urls.slugs import free_slug

# The topic of drafts for which nobody chose one. It has no published question, so readers do not see it.
UNSORTED = "unsorted"


@dataclass
class CreatedDrafts:
    """What was created.

    Args:
        questions: the new drafts.
        skipped: how many were left out because they were created before.
    """

    questions: list[Question]
    skipped: int


def create_drafts(
    plan: PagePlan,
    *,
    topic: Topic | None,
    by: Any,
    at: datetime,
    page: str = "",
    digests: Iterable[str] | None = None,
) -> CreatedDrafts:
    """Make the drafts of a plan, in one transaction.

    Args:
        plan: of a page.
        topic: for all of them; the topic “Unsorted”, made if need be, without one.
        by: who makes them; None for a command.
        at: when.
        page: what to call the page.
        digests: of the drafts to make; all of them if left out.
    """
    wanted = None if digests is None else set(digests)

    def make() -> CreatedDrafts:
        return _make_all(plan, wanted, topic, by=by, at=at, page=page)

    try:
        return make()
    except IntegrityError:
        # Somebody made the same at the same moment; what they made is known by now.
        return make()


@transaction.atomic
def _make_all(
    plan: PagePlan,
    wanted: set[str] | None,
    topic: Topic | None,
    *,
    by: Any,
    at: datetime,
    page: str,
) -> CreatedDrafts:
    digests = [draft.digest for draft in plan.drafts]
    # Others may have made some of them since the plan was made.
    known = DraftSource.objects.known_digests(digests)
    made: list[Question] = []
    left_alone = 0
    for draft, digest in zip(plan.drafts, digests, strict=True):
        if digest in known:
            left_alone += 1
        elif wanted is None or digest in wanted:
            topic = topic or _unsorted()
            made.append(_make(draft, topic, plan.text, by=by, at=at, page=page))
            known.add(digest)
    return CreatedDrafts(made, left_alone)


def _unsorted() -> Topic:
    topic, _made = Topic.objects.get_or_create(slug=UNSORTED, defaults={"title": _("Unsorted")})
    return topic


def _make(draft: Draft, topic: Topic, text: str, *, by: Any, at: datetime, page: str) -> Question:
    question = Question(owner=by)
    apply_snapshot(_content(draft, topic), question)
    pieces = [
        {
            "field": field,
            "start": piece.start,
            "end": piece.end,
            "source": text[piece.start : piece.end],
        }
        for field, piece in draft.pieces()
    ]
    DraftSource.objects.create(
        question=question,
        digest=draft.digest,
        made_at=at,
        page=page[:PAGE_LENGTH],
        pieces=pieces,
        doubts=draft.doubts,
    )
    _tell_doubts(question, draft, by=by, at=at)
    record(AuditEntry.Act.MADE, question, by=by, at=at, detail=page)
    return question


def _content(draft: Draft, topic: Topic) -> ContentSnapshot:
    title = slugify(draft.title.text.replace("_", "-"))
    return {
        **blank(),
        "topic": topic.slug,
        "title": draft.title.text,
        "slug": free_slug(title or f"question-{draft.digest[:8]}"),
        "summary": draft.summary.text if draft.summary else "",
        "body": draft.body_text,
        "steps": [
            {
                "uid": str(uuid4()),
                "title": step.title.text,
                "body": join_pieces(step.body),
                "caution": join_pieces(step.caution),
            }
            for step in draft.steps
        ],
        "phrasings": [phrasing.text for phrasing in draft.phrasings],
    }


def _tell_doubts(question: Question, draft: Draft, *, by: Any, at: datetime) -> None:
    """Leave what was doubtful as a comment, where whoever mends the draft reads it."""
    doubts = [*draft.doubts]
    doubts += [_("It is similar to “{}”.").format(each.title) for each in draft.near_duplicates]
    if doubts:
        text = "\n".join(
            [_("Created from a page. Please check:"), *(f"- {doubt}" for doubt in doubts)]
        )
        ReviewComment.objects.create(
            question=question,
            at=at,
            by=by,
            by_name=name_of(by) or "faq_import",
            text=text[:COMMENT_LENGTH],
        )
