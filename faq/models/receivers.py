"""Receivers that fill derived columns and change the content version, also when loaddata saves a row."""

from collections.abc import Iterable
from datetime import datetime
from typing import TypeVar
from uuid import uuid4

from django.db.models import Model, ProtectedError, QuerySet
from django.db.models.signals import m2m_changed, post_delete, post_save, pre_delete, pre_save
from django.utils import timezone

from faq.models.audience import Audience
from faq.models.banner import Banner
from faq.models.content_version import ContentVersion
from faq.models.image import render_with_images
from faq.models.page import Page
from faq.models.phrasing import Phrasing
from faq.models.question import Question
from faq.models.redirect import Redirect
from faq.models.section import Section
from faq.models.signals import questions_changed, slug_changed, text_changing
from faq.models.step import POSITION_OFFSET, Step
from faq.models.synonym import Synonym
from faq.models.topic import Topic
from faq.text.cleaning import normalize_newlines, one_line
from faq.text.markdown import render_inline

_LINES: dict[type[Model], tuple[str, ...]] = {
    Audience: ("title",),
    Topic: ("title", "summary", "group"),
    Section: ("title", "summary"),
    Question: ("title", "summary"),
    Step: ("title",),
    Phrasing: ("text",),
    Page: ("title",),
    Banner: ("text",),
}
# Browsers send \r\n in texts of many lines.
_TEXTS: dict[type[Model], tuple[str, ...]] = {
    Question: ("body",),
    Step: ("body", "caution"),
    Page: ("body",),
}
# The columns of a question that are its text, as in its content snapshot.
_QUESTION_TEXT = (
    *("topic_id", "section_id", "slug", "title", "summary", "body"),
    *("featured", "urgent", "expires_at"),
)
# What readers see; a change of it sets the time of the last update.
_QUESTION_CONTENT = ("topic_id", "slug", "title", "summary", "body", "status", "published_at")
_STEP_CONTENT = ("question_id", "position", "title", "body", "caution")
# Columns that fixtures leave out. Loading a fixture keeps their values.
_EDITORIAL_COLUMNS = tuple(
    field.attname
    for field in Question._meta.concrete_fields
    # The stubs of Django lack serialize.
    if not (field.serialize or field.primary_key or field.name == "body_html")  # type: ignore[attr-defined]
)

Row = TypeVar("Row", bound=Model)


def connect_derived_fields() -> None:
    """Connect the receivers that fill derived columns, also of raw saves, which skip save()."""
    for model in _LINES:
        pre_save.connect(_prepare_lines, sender=model, dispatch_uid="faq_prepare_lines")
    pre_save.connect(_prepare_topic, sender=Topic, dispatch_uid="faq_prepare_topic")
    pre_save.connect(_prepare_question, sender=Question, dispatch_uid="faq_prepare_question")
    pre_save.connect(_prepare_step, sender=Step, dispatch_uid="faq_prepare_step")
    pre_save.connect(_prepare_phrasing, sender=Phrasing, dispatch_uid="faq_prepare_phrasing")
    pre_save.connect(_prepare_page, sender=Page, dispatch_uid="faq_prepare_page")
    pre_save.connect(_prepare_banner, sender=Banner, dispatch_uid="faq_prepare_banner")
    for part in (Step, Phrasing):
        pre_delete.connect(_part_deleted, sender=part, dispatch_uid="faq_part_deleted")
    m2m_changed.connect(
        _audiences_changed,
        sender=Question.audiences.through,
        dispatch_uid="faq_audiences_changed",
    )
    post_save.connect(_step_saved, sender=Step, dispatch_uid="faq_step_saved")
    post_delete.connect(_step_deleted, sender=Step, dispatch_uid="faq_step_deleted")
    pre_delete.connect(_audience_deleting, sender=Audience, dispatch_uid="faq_audience_deleting")


def _now() -> datetime:
    return _truncate(timezone.now())


def _truncate(moment: datetime) -> datetime:
    """Truncate a time to the milliseconds that a fixture holds, so that loading it again changes nothing."""
    return moment.replace(microsecond=moment.microsecond // 1000 * 1000)


def _find_stored(instance: Row) -> Row | None:
    """Return the row as the database has it, working copies included."""
    if instance.pk is None:
        return None
    return type(instance)._base_manager.filter(pk=instance.pk).first()


def _differs(instance: Row, stored: Row | None, fields: tuple[str, ...]) -> bool:
    return stored is None or any(
        getattr(instance, name) != getattr(stored, name) for name in fields
    )


def clean_lines(instance: Model) -> None:
    """Clean the texts of a row, as saving it does."""
    for name in _LINES.get(type(instance), ()):
        setattr(instance, name, one_line(getattr(instance, name)))
    for name in _TEXTS.get(type(instance), ()):
        setattr(instance, name, normalize_newlines(getattr(instance, name)))


def render_texts(instance: Question | Step) -> None:
    """Fill the columns of HTML from the texts in Markdown, as saving the row does."""
    instance.body_html = render_with_images(instance.body)
    if isinstance(instance, Step):
        instance.title_html = render_inline(instance.title)
        instance.caution_html = render_with_images(instance.caution)


def _prepare_lines(instance: Model, **kwargs: object) -> None:
    clean_lines(instance)


def _prepare_topic(instance: Topic, **kwargs: object) -> None:
    _send_slug_changed(instance, _find_stored(instance))


def _prepare_question(instance: Question, raw: bool, **kwargs: object) -> None:
    stored = instance._stored = _find_stored(instance)
    if raw and stored:
        for name in _EDITORIAL_COLUMNS:
            setattr(instance, name, getattr(stored, name))
    if stored and stored.topic_id != instance.topic_id:
        _leave_section(instance, stored)
    if _differs(instance, stored, _QUESTION_TEXT):
        pks = [stored.pk] if stored else []
        _send_text_changing(Question, pks, question=instance, is_addition=not stored)
    elif stored:
        # The row may have been read before somebody changed its steps.
        instance.saved_by_id, instance.saved_at = stored.saved_by_id, stored.saved_at
    if stored and not stored.is_copy:
        # Before the body is rendered: its links to itself get the new address.
        _send_slug_changed(instance, stored)
    was_published = instance.status == Question.Status.PUBLISHED or (
        instance.status == Question.Status.ARCHIVED and instance.replaced_by_id is not None
    )
    if raw and was_published and instance.published_at is None:
        # A fixture may leave the time out. Loading it again must not move the time.
        known = stored.published_at if stored else None
        instance.published_at = known or _now()
    has_own_time = raw and instance.updated_at is not None
    if not has_own_time:
        is_changed = _differs(instance, stored, _QUESTION_CONTENT)
        instance.updated_at = _now() if is_changed or not stored else stored.updated_at
    if isinstance(instance.published_at, datetime):
        instance.published_at = _truncate(instance.published_at)
    render_texts(instance)


def _leave_section(instance: Question, stored: Question) -> None:
    """Empty the section of a question that moves to another topic, unless it moves to a new section too."""
    if instance.section_id == stored.section_id:
        instance.section = None


def _send_slug_changed(instance: Question | Topic, stored: Question | Topic | None) -> None:
    if stored and stored.slug != instance.slug:
        slug_changed.send(sender=type(instance), instance=instance, stored=stored)


def _prepare_step(instance: Step, raw: bool, **kwargs: object) -> None:
    stored = _find_stored(instance)
    _send_moved(instance, stored)
    # A fixture may leave the uid out. Loading it again must not make it another step.
    instance.uid = instance.uid or (stored.uid if stored else uuid4())
    # A new step in a fixture comes with its question, which has its own time of the last update.
    new_in_fixture = raw and stored is None
    instance._touches = set()
    if stored:
        # A step that was set aside has not moved.
        stored.position %= POSITION_OFFSET
    if _differs(instance, stored, _STEP_CONTENT):
        changed = {instance.question_id, *([stored.question_id] if stored else [])}
        _send_text_changing(Step, changed, is_addition=not stored)
        instance._touches = set() if new_in_fixture else changed
    render_texts(instance)


def _prepare_phrasing(instance: Phrasing, **kwargs: object) -> None:
    stored = _find_stored(instance)
    _send_moved(instance, stored)
    if _differs(instance, stored, ("question_id", "text")):
        changed = {instance.question_id, *([stored.question_id] if stored else [])}
        _send_text_changing(Phrasing, changed, is_addition=not stored)


def _prepare_page(instance: Page, **kwargs: object) -> None:
    instance.body_html = render_with_images(instance.body)


def _prepare_banner(instance: Banner, **kwargs: object) -> None:
    instance.text_html = render_inline(instance.text, with_links=True)


def _part_deleted(instance: Step | Phrasing, origin: object, **kwargs: object) -> None:
    # A question that is deleted with its parts keeps its text to the end.
    deleted = origin.model if isinstance(origin, QuerySet) else type(origin)
    if deleted is type(instance):
        _send_text_changing(deleted, [instance.question_id])


def _audiences_changed(
    sender: type[Model],
    instance: Question | Audience,
    action: str,
    reverse: bool,
    pk_set: set[int] | None,
    **kwargs: object,
) -> None:
    if action == "pre_clear":
        questions = Question.with_copies.filter(**{"audiences" if reverse else "pk": instance.pk})
        _send_text_changing(sender, questions.values_list("pk", flat=True))
    elif action in {"pre_add", "pre_remove"} and pk_set:
        changed = pk_set if reverse else {instance.pk}
        _send_text_changing(sender, changed, is_addition=action == "pre_add")


def _send_text_changing(
    sender: type[Model],
    question_ids: Iterable[int],
    *,
    question: Question | None = None,
    is_addition: bool = False,
) -> None:
    text_changing.send(
        sender=sender,
        question_ids=sorted(question_ids),
        question=question,
        is_addition=is_addition,
    )


def _send_moved(instance: Step | Phrasing, stored: Step | Phrasing | None) -> None:
    """Report the question that a step or phrasing is taken from; its own signals name the new one."""
    if stored and stored.question_id != instance.question_id:
        questions_changed.send(sender=type(instance), question_ids=[stored.question_id])


def _step_saved(instance: Step, **kwargs: object) -> None:
    if instance._touches:
        Question.objects.filter(pk__in=instance._touches).touch(_now())


def _step_deleted(instance: Step, **kwargs: object) -> None:
    Question.objects.filter(pk=instance.question_id).touch(_now())


def _audience_deleting(instance: Audience, **kwargs: object) -> None:
    """Refuse to delete an audience in use: its questions would silently address other readers.

    The database cannot: the rows between questions and audiences are deleted first.
    """
    questions: set[Model] = {*Question.with_copies.filter(audiences=instance)}
    if questions:
        raise ProtectedError(f"The audience “{instance}” is in use.", questions)


CONTENT: tuple[type[Model], ...] = (
    *(Audience, Topic, Section, Question, Step, Phrasing, Redirect, Synonym, Page, Banner),
)


def connect_content_version() -> None:
    """Connect the receivers that change the content version. VersionedQuerySet does so for bulk updates."""
    for model in CONTENT:
        post_save.connect(_content_changed, sender=model, dispatch_uid="faq_content_saved")
        post_delete.connect(_content_changed, sender=model, dispatch_uid="faq_content_deleted")
    m2m_changed.connect(
        _content_changed, sender=Question.audiences.through, dispatch_uid="faq_content_audiences"
    )


def _content_changed(**kwargs: object) -> None:
    ContentVersion.objects.bump()
