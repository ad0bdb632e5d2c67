"""Receivers of signals: they fill derived columns and change the content version, loaddata included."""

from datetime import datetime
from typing import Any
from uuid import uuid4

from django.db.models import Model
from django.db.models.signals import m2m_changed, post_delete, post_save, pre_save
from django.utils import timezone

from faq.models.audience import Audience
from faq.models.content_version import ContentVersion
from faq.models.image import rendered
from faq.models.phrasing import Phrasing
from faq.models.question import Question
from faq.models.redirect import Redirect
from faq.models.step import Step
from faq.models.synonym import Synonym
from faq.models.topic import Topic
from faq.text.cleaning import one_line
from faq.text.markdown import render_inline

_LINES: dict[type[Model], tuple[str, ...]] = {
    Audience: ("title",),
    Topic: ("title", "summary"),
    Question: ("title", "summary"),
    Step: ("title",),
    Phrasing: ("text",),
}
_QUESTION_CONTENT = ("topic_id", "slug", "title", "summary", "body", "status", "published_at")
# What a fixture does not hold, and loading it is not to forget.
_columns: Any = Question._meta.concrete_fields
_OF_THE_DESK = tuple(
    field.attname
    for field in _columns
    if not (field.serialize or field.primary_key or field.name == "body_html")
)
_STEP_CONTENT = ("question_id", "position", "title", "body", "caution")


def connect_derived_fields() -> None:
    """Connect the signals. They fire for raw saves too, where save() is not called."""
    for model in _LINES:
        pre_save.connect(_prepare_lines, sender=model, dispatch_uid="faq_prepare_lines")
    pre_save.connect(_prepare_question, sender=Question, dispatch_uid="faq_prepare_question")
    pre_save.connect(_prepare_step, sender=Step, dispatch_uid="faq_prepare_step")
    post_save.connect(_step_saved, sender=Step, dispatch_uid="faq_step_saved")
    post_delete.connect(_step_deleted, sender=Step, dispatch_uid="faq_step_deleted")


def _now() -> datetime:
    return _writable(timezone.now())


def _writable(moment: datetime) -> datetime:
    """The moment as a fixture can hold it, so that what was dumped and loaded again is the same."""
    return moment.replace(microsecond=moment.microsecond // 1000 * 1000)


def _stored(instance: Model, fields: tuple[str, ...]) -> dict[str, Any] | None:
    if instance.pk is None:
        return None
    # The one that has everything, working copies too.
    return type(instance)._base_manager.filter(pk=instance.pk).values(*fields).first()


def _differs(instance: Model, stored: dict[str, Any] | None, fields: tuple[str, ...]) -> bool:
    return stored is None or any(getattr(instance, name) != stored[name] for name in fields)


def clean_lines(instance: Model) -> None:
    """Bring the one-line texts of a row into the form they are stored in."""
    for name in _LINES.get(type(instance), ()):
        setattr(instance, name, one_line(getattr(instance, name)))


def _prepare_lines(sender: type[Model], instance: Model, **kwargs: object) -> None:
    clean_lines(instance)


def _prepare_question(instance: Question, raw: bool, **kwargs: object) -> None:
    stored = _stored(instance, (*_QUESTION_CONTENT, "updated_at", *_OF_THE_DESK))
    if raw and stored:
        for name in _OF_THE_DESK:
            setattr(instance, name, stored[name])
    if raw and instance.status == Question.Status.PUBLISHED and instance.published_at is None:
        # A fixture may leave the time out; loading it again must not move the time.
        known = stored["published_at"] if stored else None
        instance.published_at = known or _now()
    given = raw and instance.updated_at is not None
    if not given:
        changed = _differs(instance, stored, _QUESTION_CONTENT)
        instance.updated_at = _now() if changed or not stored else stored["updated_at"]
    if isinstance(instance.published_at, datetime):
        instance.published_at = _writable(instance.published_at)
    instance.body_html = rendered(instance.body)


def _prepare_step(instance: Step, raw: bool, **kwargs: object) -> None:
    stored = _stored(instance, (*_STEP_CONTENT, "uid"))
    # A fixture may leave it out; loading it again must not make it another step.
    instance.uid = instance.uid or (stored["uid"] if stored else uuid4())
    # A new step in a fixture comes with its question, whose own time is the true one.
    new_in_fixture = raw and stored is None
    instance._touches = set()
    if _differs(instance, stored, _STEP_CONTENT) and not new_in_fixture:
        instance._touches = {instance.question_id, *([stored["question_id"]] if stored else [])}
    instance.title_html = render_inline(instance.title)
    instance.body_html = rendered(instance.body)
    instance.caution_html = rendered(instance.caution)


def _step_saved(instance: Step, **kwargs: object) -> None:
    if instance._touches:
        Question.objects.filter(pk__in=instance._touches).touch(_now())


def _step_deleted(instance: Step, **kwargs: object) -> None:
    Question.objects.filter(pk=instance.question_id).touch(_now())


CONTENT: tuple[type[Model], ...] = (Audience, Topic, Question, Step, Phrasing, Redirect, Synonym)


def connect_content_version() -> None:
    """Connect the signals. What sends none, updates of many rows at once, is in VersionedQuerySet."""
    for model in CONTENT:
        post_save.connect(_content_changed, sender=model, dispatch_uid="faq_content_saved")
        post_delete.connect(_content_changed, sender=model, dispatch_uid="faq_content_deleted")
    m2m_changed.connect(
        _content_changed, sender=Question.audiences.through, dispatch_uid="faq_content_audiences"
    )


def _content_changed(**kwargs: object) -> None:
    ContentVersion.objects.changed()
