"""Keeps links when what they lead to is renamed: all texts that link to it get its new address."""

import re
from typing import Any

from django.db.models import F, Q
from django.db.models.signals import pre_save

from faq.models import Question, Redirect, Step, Topic, rendered
from faq.models.changes import questions_changed
from faq.publishing.contents import Content
from faq.publishing.links import pattern
from faq.text.markdown import MAX_LENGTH

_KINDS: dict[type[Any], str] = {Question: "questions", Topic: "topics"}
_LINKED = re.compile(r"/(questions|topics)/([a-z0-9-]+)")
_TEXTS: tuple[tuple[Any, tuple[str, ...]], ...] = (
    (Question, ("body",)),
    (Step, ("body", "caution")),
)


def connect() -> None:
    """Connect the signals; before those that render texts, since a question may link to itself."""
    for model in _KINDS:
        pre_save.connect(_rename, sender=model, dispatch_uid="faq_rename_links")


def _rename(sender: type[Question | Topic], instance: Any, **kwargs: Any) -> None:
    """Write the new address into all texts that link to what gets one, in the same transaction.

    Readers are told of no change by this, since nothing that they read has changed.
    """
    if instance.pk is None or getattr(instance, "is_copy", False):
        return
    stored = sender._default_manager.filter(pk=instance.pk).values_list("slug", flat=True).first()
    if stored is None or stored == instance.slug:
        return
    kind = _KINDS[sender]
    former = Redirect.objects.filter(**{str(sender._meta.model_name): instance})
    paths = former.values_list("old_path", flat=True)
    slugs = {stored, *(path.strip("/").split("/")[-1] for path in paths)} - {instance.slug}
    written = pattern(kind, sorted(slugs))
    changed: set[int] = set()
    for model, names in _TEXTS:
        changed |= _renew(model, names, written, rf"\g<before>{instance.slug}", kind, slugs)
    if isinstance(instance, Question):
        instance.body = written.sub(rf"\g<before>{instance.slug}", instance.body)
    if changed:
        questions_changed.send(sender=sender, question_ids=sorted(changed))


def _renew(
    model: Any,
    names: tuple[str, ...],
    written: re.Pattern[str],
    replacement: str,
    kind: str,
    slugs: set[str],
) -> set[int]:
    """Returns the primary keys of the questions of which the texts were changed."""
    changed: set[int] = set()
    mentioned = Q()
    for name in names:
        for slug in slugs:
            mentioned |= Q(**{f"{name}__contains": f"/{kind}/{slug}"})
    rows = model._base_manager.filter(mentioned)
    for row in rows:
        values: dict[str, str] = {}
        for name in names:
            text = written.sub(replacement, getattr(row, name))
            limit = model._meta.get_field(name).max_length or MAX_LENGTH
            # What would grow too long keeps the old address, which leads to the new one.
            if text != getattr(row, name) and len(text) <= limit:
                values |= {name: text, f"{name}_html": rendered(text)}
        if values:
            changed.add(row.pk if model is Question else row.question_id)
            # By the manager that marks what readers see as changed.
            _everything(model).filter(pk=row.pk).update(**values)
    return changed


def _everything(model: Any) -> Any:
    return Question.with_copies if model is Question else Step.objects


def brought_up_to_date(content: Content) -> Content:
    """The same document with links to addresses of today in the place of earlier ones.

    A revision keeps the links as they were; what is made of it or compared with it shall not differ
    from today's text by the names of others.
    """
    steps: Any = content["steps"]
    texts = [content["body"], *(step[name] for step in steps for name in ("body", "caution"))]
    linked = {f"/{kind}/{slug}/" for text in texts for kind, slug in _LINKED.findall(text)}
    if not linked:
        return content
    moved = Redirect.objects.filter(old_path__in=linked)
    names = moved.values_list("old_path", F("question__slug"), F("topic__slug"))
    todays = {old: question or topic for old, question, topic in names}
    if not todays:
        return content

    def renew(text: str) -> str:
        for old, slug in todays.items():
            kind, former = old.strip("/").split("/")
            text = pattern(kind, [former]).sub(rf"\g<before>{slug}", text)
        return text

    steps = [
        {**step, "body": renew(step["body"]), "caution": renew(step["caution"])} for step in steps
    ]
    return {**content, "body": renew(content["body"]), "steps": steps}
