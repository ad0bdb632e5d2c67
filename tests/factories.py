"""Rows for tests. What a test does not say is plain and published."""

import io
from datetime import UTC, datetime
from itertools import count
from typing import Any, TypeVar

from django.contrib.auth.models import User
from django.db.models import Model, QuerySet

from faq.images import check_and_encode, check_attachment, store_attachment, store_image
from faq.models import (
    Attachment,
    Audience,
    AuditEntry,
    Autosave,
    Banner,
    BrokenPromise,
    DraftVersion,
    Image,
    Job,
    LinkCheck,
    Notification,
    Page,
    Phrasing,
    Question,
    Revision,
    ScheduledPublication,
    SearchTerm,
    Section,
    Step,
    StuckReport,
    Synonym,
    Topic,
    TrashedText,
    Vote,
)
from faq.publishing import blank, fingerprint, open_working_copy, snapshot_of
from tests.files import pdf
from tests.pictures import picture

# Every test may call this now; PAST and FUTURE lie well around it.
NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
PAST = datetime(2026, 11, 1, 9, 0, tzinfo=UTC)
FUTURE = datetime(2099, 1, 1, tzinfo=UTC)

_numbers = count(1)

RowT = TypeVar("RowT", bound=Model)


def unlogged(row: RowT) -> RowT:
    """Take a row out of the audit log, in which a test wants to see only what comes later."""
    # The queryset of the model itself deletes nothing.
    log: QuerySet[AuditEntry] = QuerySet(AuditEntry)
    log.filter(kind=row._meta.verbose_name_raw, object_key=row.pk).delete()
    return row


def make_topic(**fields: Any) -> Topic:
    number = next(_numbers)
    values = {"slug": f"topic-{number}", "title": f"Topic {number}", **fields}
    return unlogged(Topic.objects.create(**values))


def make_section(**fields: Any) -> Section:
    number = next(_numbers)
    values = {"slug": f"section-{number}", "title": f"Section {number}", **fields}
    values["topic"] = fields.get("topic") or make_topic()
    return unlogged(Section.objects.create(**values))


def make_audience(**fields: Any) -> Audience:
    number = next(_numbers)
    values = {"slug": f"audience-{number}", "title": "people", **fields}
    return unlogged(Audience.objects.create(**values))


def make_question(
    *, steps: list[str] | None = None, phrasings: list[str] | None = None, **fields: Any
) -> Question:
    """A published question.

    Args:
        steps: titles of its steps, in order.
        phrasings: other words for it.
        fields: whatever else is to be set.
    """
    number = next(_numbers)
    values = {
        "slug": f"question-{number}",
        "title": f"Question {number}?",
        "status": Question.Status.PUBLISHED,
        "published_at": PAST,
        **fields,
    }
    values.setdefault("topic", None)
    values["topic"] = values["topic"] or make_topic()
    question = Question.objects.create(**values)
    for position, title in enumerate(steps or [], start=1):
        Step.objects.create(question=question, position=position, title=title)
    for text in phrasings or []:
        Phrasing.objects.create(question=question, text=text)
    return question


def make_draft(**fields: Any) -> Question:
    return make_question(**{"status": Question.Status.DRAFT, "published_at": None, **fields})


def make_synonym(words: str = "", means: str = "") -> Synonym:
    words = words or f"word {next(_numbers)}, other"
    return unlogged(Synonym.objects.create(words=words, means=means))


def make_page(**fields: Any) -> Page:
    values = {"slug": "imprint", "title": "Imprint", "body": "Acme, 1 Long Street", **fields}
    if "title" in fields and "slug" not in fields:
        values["slug"] = fields["title"].lower()
    return unlogged(Page.objects.create(**values))


def make_banner(**fields: Any) -> Banner:
    return unlogged(Banner.objects.create(**{"text": "Payments are late.", **fields}))


def make_search_term(text: str = "", **fields: Any) -> SearchTerm:
    """A text searched for once, today."""
    values = {"text": text or f"text {next(_numbers)}", "day": NOW.date(), "count": 1, **fields}
    return SearchTerm.objects.create(**values)


def make_vote(**fields: Any) -> Vote:
    number = next(_numbers)
    values = {
        "question": fields.get("question") or make_question(),
        "version": PAST,
        "day": NOW.date(),
        "reader": number.to_bytes(32),
        "answered": True,
    }
    return Vote.objects.create(**{**values, **fields})


def make_stuck_report(step: Step, **fields: Any) -> StuckReport:
    number = next(_numbers)
    values = {
        "question": step.question,
        "version": PAST,
        "day": NOW.date(),
        "reader": number.to_bytes(32),
        "step_uid": step.uid,
        "position": step.position,
        "title": step.title,
        "reason": "not_seen",
    }
    return StuckReport.objects.create(**{**values, **fields})


def make_copy(question: Question | None = None, *, by: User, **fields: Any) -> Question:
    """A working copy that somebody began, with fields that have been changed in it."""
    copy = open_working_copy(question or make_question(), by=by, at=NOW)
    for name, value in fields.items():
        setattr(copy, name, value)
    copy.save()
    return copy


def make_scheduled(copy: Question, **fields: Any) -> ScheduledPublication:
    """The schedule of a working copy."""
    values = {
        "question": copy,
        "publish_at": FUTURE,
        "by_name": "ines",
        "previous_status": "draft",
        **fields,
    }
    return ScheduledPublication.objects.create(**values)


def make_revision(question: Question | None = None, **fields: Any) -> Revision:
    question = question or make_question()
    values = {
        "question": question,
        "number": question.revisions.count() + 1,
        "content": snapshot_of(question),
        "published_at": PAST,
        "by_name": "ines",
        **fields,
    }
    return Revision.objects.create(**values)


def make_version(question: Question | None = None, **fields: Any) -> DraftVersion:
    """A text that a draft had before."""
    question = question or make_draft()
    content = snapshot_of(question)
    values = {
        "question": question,
        "content": content,
        "digest": fingerprint(content),
        "saved_at": PAST,
        "by_name": "ines",
        **fields,
    }
    return DraftVersion.objects.create(**values)


def make_trashed(**fields: Any) -> TrashedText:
    """A draft that somebody deleted."""
    number = next(_numbers)
    values = {
        "question_pk": 1_000_000 + number,
        "content": {**blank(), "slug": f"question-{number}", "title": f"Question {number}?"},
        "status": Question.Status.DRAFT,
        "author_name": "ines",
        "deleted_at": NOW,
        "deleted_by_name": "rafi",
        **fields,
    }
    return TrashedText.objects.create(**values)


def make_broken_promise(phrasing: Phrasing | None = None, **fields: Any) -> BrokenPromise:
    phrasing = phrasing or make_question(phrasings=["other words"]).phrasings.get()
    above = [{"title": "Another?", "address": "/questions/another/"}]
    values = {"phrasing": phrasing, "rank": 4, "above": above, "words": "other, words", **fields}
    return BrokenPromise.objects.create(**values)


def make_link_check(*questions: Question, **fields: Any) -> LinkCheck:
    """A link that leads nowhere, in these questions."""
    values = {
        "url": f"https://example.com/{next(_numbers)}",
        "problem": LinkCheck.Problem.GONE,
        "code": 404,
        "is_broken": True,
        "checked_at": PAST,
        **fields,
    }
    link = LinkCheck.objects.create(**values)
    link.questions.set(questions or [make_question()])
    return link


def make_image(alt: str = "The menu", kind: str = "PNG") -> Image:
    """An image like no other, with its file."""
    number = next(_numbers)
    data = picture(kind, colour=(number % 256, number // 256, 100))
    return unlogged(store_image(check_and_encode(io.BytesIO(data)), alt, by=None, at=PAST))


def make_attachment(title: str = "Price list", data: bytes = b"") -> Attachment:
    """A PDF like no other, with its file."""
    data = data or pdf(f"% {next(_numbers)}")
    checked = check_attachment(io.BytesIO(data))
    return unlogged(store_attachment(checked, title, by=None, at=PAST))


def make_autosave(by: User | None = None, **fields: Any) -> Autosave:
    """The unsaved text of a new question."""
    values = {
        "form_key": f"{next(_numbers):032x}",
        "is_new": not fields.get("question"),
        "fields": [["title", ["How?"]]],
        "typed_at": NOW,
        **fields,
    }
    by = by or User.objects.get_or_create(username="ines")[0]
    return Autosave.objects.create(by=by, **values)


def make_job(by: User | None = None, **fields: Any) -> Job:
    """A rebuild that waits for its turn."""
    values = {
        "kind": Job.Kind.REBUILD,
        "language": "en-gb",
        "started_by": by or User.objects.get_or_create(username="ines")[0],
        "created_at": NOW,
        **fields,
    }
    return Job.objects.create(**values)


def make_notification(recipient: User | None = None, **fields: Any) -> Notification:
    """Rafi sent a text back to Ines."""
    question = fields.get("question") or make_draft()
    values = {
        "recipient": recipient or User.objects.get_or_create(username="ines")[0],
        "kind": Notification.Kind.SENT_BACK,
        "at": NOW,
        "question": question,
        "title": question.title,
        "by_name": "rafi",
        **fields,
    }
    return Notification.objects.create(**values)
