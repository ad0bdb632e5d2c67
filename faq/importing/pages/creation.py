"""Creates draft questions from the plan of a page: all or none, and each only once."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

from django.contrib.auth.models import User
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from faq.importing.pages.drafts import Draft, join_pieces
from faq.importing.pages.page_plan import PagePlan
from faq.models import AuditEntry, DraftSource, Question, ReviewComment, Topic
from faq.models.draft_source import PAGE_LENGTH
from faq.models.review_comment import COMMENT_LENGTH
from faq.progress import Report, no_report
from faq.publishing import ContentSnapshot, apply_snapshot, blank
from faq.publishing.audit import name_of, record
from faq.publishing.urls.slugs import free_slug, slug_of

# The topic of drafts without a chosen topic. It has no published questions, so readers do not see it.
UNSORTED = "unsorted"


@dataclass
class CreatedDrafts:
    """The result of an import.

    Args:
        questions: the new drafts.
        skipped: the number of drafts that existed already.
    """

    questions: list[Question]
    skipped: int

    def message(self) -> str:
        """Return what to say to the person who created them."""
        count = len(self.questions)
        if not count:
            return _("No drafts were created. They already exist.")
        return ngettext(
            "{} draft was created. Open it, check what was unclear, and send it for review.",
            "{} drafts were created. Open them, check what was unclear, and send them for review.",
            count,
        ).format(count)


def create_drafts(
    plan: PagePlan,
    *,
    topic: Topic | None,
    by: User | None,
    at: datetime,
    page: str = "",
    digests: Iterable[str] | None = None,
    report: Report = no_report,
) -> CreatedDrafts:
    """Create the drafts of a plan in one transaction.

    Args:
        plan: the plan of a page.
        topic: the topic of all drafts; None for the topic “Unsorted”, which is created if necessary.
        by: the person who creates them; None for a command.
        at: the time of the import.
        page: the name of the page.
        digests: the digests of the drafts to create; None for all.
        report: called with the number of finished drafts and of all, after each.
    """
    wanted = None if digests is None else set(digests)

    def create() -> CreatedDrafts:
        return _create_all(plan, wanted, topic, by=by, at=at, page=page, report=report)

    try:
        return create()
    except IntegrityError:
        # Somebody created the same drafts at the same time. By now they are known.
        return create()


@transaction.atomic
def _create_all(
    plan: PagePlan,
    wanted: set[str] | None,
    topic: Topic | None,
    *,
    by: User | None,
    at: datetime,
    page: str,
    report: Report,
) -> CreatedDrafts:
    digests = [draft.digest for draft in plan.drafts]
    # Others may have created some of them since the plan was made.
    known = DraftSource.objects.known_digests(digests)
    created: list[Question] = []
    skipped = 0
    for number, (draft, digest) in enumerate(zip(plan.drafts, digests, strict=True), start=1):
        report(number, len(digests))
        if digest in known:
            skipped += 1
        elif wanted is None or digest in wanted:
            topic = topic or _unsorted_topic()
            created.append(_create(draft, topic, plan.text, by=by, at=at, page=page))
            known.add(digest)
    return CreatedDrafts(created, skipped)


def _unsorted_topic() -> Topic:
    topic, _created = Topic.objects.get_or_create(slug=UNSORTED, defaults={"title": _("Unsorted")})
    return topic


def _create(
    draft: Draft, topic: Topic, text: str, *, by: User | None, at: datetime, page: str
) -> Question:
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
    _comment_on_doubts(question, draft, by=by, at=at)
    record(AuditEntry.Act.CREATED_FROM_PAGE, question, by=by, at=at, detail=page)
    return question


def _content(draft: Draft, topic: Topic) -> ContentSnapshot:
    title = slug_of(draft.title.text)
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


def _comment_on_doubts(question: Question, draft: Draft, *, by: User | None, at: datetime) -> None:
    """Write the doubts about a draft into a review comment."""
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
