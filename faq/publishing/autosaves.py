"""Keeps what is typed into a form until it is saved, for the person who typed it and nobody else."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from django.contrib.auth.models import User
from django.db import transaction
from django.utils.translation import gettext as _

from faq.models import Autosave, Question, limits
from faq.models.autosave import AutosaveQuerySet
from faq.publishing.content_snapshot import ContentSnapshot, fingerprint, snapshot_of
from faq.publishing.permissions import may_write, require

# The names of the fields of a form, each with its values.
Fields = Sequence[tuple[str, Sequence[str]]]


class AutosaveRefused(Exception):
    """The text was not kept; the message says why."""


class FormState(NamedTuple):
    """What somebody has typed into an open form.

    Attributes:
        key: identifies the form.
        fields: its fields in order.
        content: the same as the content of a question, to compare it with the stored one.
        question: the primary key of the question that it changes, or None for a new one.
    """

    key: str
    fields: Fields
    content: ContentSnapshot
    question: int | None


class PageForm(NamedTuple):
    """What somebody has typed into the form of a page that is not the form of a question.

    Attributes:
        key: identifies the form.
        fields: its fields in order.
        address: the path of the page.
        question: the primary key of the question that the page is about, if it is about one.
    """

    key: str
    fields: Fields
    address: str
    question: int | None


@transaction.atomic
def autosave(form: FormState, *, by: User, at: datetime) -> Autosave | None:
    """Keep the state of a form, in place of its earlier state.

    Returns:
        the autosave, or None if the text is the same as the stored one, so there is nothing to keep.

    Raises:
        AutosaveRefused: it is too long, or the person has too many.
        NotAllowed: the person may neither add nor change questions.
    """
    require(
        may_write(by),
        _("You do not have permission to change questions, or no longer do."),
    )
    _require_length(form.fields)
    if _is_empty(form) or _is_stored(form):
        forget(form.key, by=by)
        return None
    return _keep(form, is_new=form.question is None, by=by, at=at)


@transaction.atomic
def autosave_page(form: PageForm, *, by: User, at: datetime) -> Autosave:
    """Keep the state of the form of a page, in place of its earlier state.

    Raises:
        AutosaveRefused: it is too long, or the person has too many.
    """
    _require_length([("", [form.address]), *form.fields])
    return _keep(form, address=form.address, by=by, at=at)


def _require_length(fields: Fields) -> None:
    length = sum(len(name) + sum(map(len, values)) for name, values in fields)
    if length > limits.MAX_FORM:
        message = _("It has more than {} characters. Shorten it.")
        raise AutosaveRefused(message.format(limits.MAX_FORM))


def _keep(
    form: FormState | PageForm,
    *,
    is_new: bool = False,
    address: str = "",
    by: User,
    at: datetime,
) -> Autosave:
    Autosave.objects.outdated(at).delete()
    own = Autosave.objects.filter(by=by)
    if own.exclude(form_key=form.key).count() >= limits.MAX_AUTOSAVES:
        message = _(
            "You have {} texts that you did not save. Open the front page and throw some away."
        )
        raise AutosaveRefused(message.format(limits.MAX_AUTOSAVES))
    question = Question.with_copies.filter(pk=form.question).first() if form.question else None
    kept, _is_first = Autosave.objects.update_or_create(
        by=by,
        form_key=form.key,
        defaults={
            "question": question,
            "is_new": is_new,
            "address": address,
            "fields": [[name, list(values)] for name, values in form.fields],
            "typed_at": at,
        },
    )
    return kept


def forget(key: str, *, by: User) -> None:
    """Delete the autosave of a form that was saved, or that its person no longer wants."""
    Autosave.objects.filter(by=by, form_key=key).delete()


def unsaved_texts(question: Question | None, *, by: User, now: datetime) -> AutosaveQuerySet:
    """Return what somebody typed into forms of a question and did not save, the latest first.

    Args:
        question: the question, or None for new questions.
        by: the person.
        now: the current time.
    """
    own = Autosave.objects.of(by, now)
    return own.filter(is_new=True) if question is None else own.filter(question=question)


def is_same_text(one: ContentSnapshot, other: ContentSnapshot) -> bool:
    """Return whether two contents are the same but for spaces around texts and ends of lines.

    Browsers send other ends of lines than are stored, and forms remove the spaces.
    """
    return fingerprint(_normalised(one)) == fingerprint(_normalised(other))


def _is_empty(form: FormState) -> bool:
    """Return whether the form of a new question has no text, as after everything was deleted again."""
    texts = [form.content[name] for name in ("title", "summary", "body", "steps", "phrasings")]
    return form.question is None and not any(texts)


def _is_stored(form: FormState) -> bool:
    """Return whether a question with this text is stored: the form was saved while its text was on its way."""
    rows = Question.with_copies.all()
    slug = form.content["slug"]
    # No form saves a comment, so a text with one is never stored.
    if any(name == "comment" and any(values) for name, values in form.fields):
        return False
    stored = rows.filter(pk=form.question) if form.question else rows.filter(slug=slug)
    return any(
        is_same_text(_without_uids(snapshot_of(row)), _without_uids(form.content))
        for row in stored[:2]
    )


def _normalised(content: ContentSnapshot) -> ContentSnapshot:
    def clean(value: object) -> object:
        if isinstance(value, str):
            return "\n".join(value.splitlines()).strip()
        if isinstance(value, list):
            return [clean(each) for each in value]
        if isinstance(value, dict):
            return {name: clean(each) for name, each in value.items()}
        return value

    return {name: clean(value) for name, value in content.items()}  # type: ignore[return-value]


def _without_uids(content: ContentSnapshot) -> ContentSnapshot:
    """Return the content of a question whose new steps have no uid yet."""
    return {**content, "steps": [{**step, "uid": ""} for step in content["steps"]]}
