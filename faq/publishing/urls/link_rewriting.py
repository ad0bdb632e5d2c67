"""Keeps links when what they lead to is renamed: all texts get its new address, and the old one leads on."""

import re
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from django.db.models import F, Q
from django.db.models.signals import pre_save

from faq.models import Question, Redirect, Step, Topic, rendered
from faq.models.signals import questions_changed
from faq.publishing.content_snapshot import ContentSnapshot
from faq.publishing.urls.links import pattern
from faq.publishing.urls.redirects import keep_old_address
from faq.text.markdown import MAX_LENGTH

_KINDS: dict[type[Any], str] = {Question: "questions", Topic: "topics"}
_LINKED = re.compile(r"/(questions|topics)/([a-z0-9-]+)")
# By managers that have working copies too, and mark what readers see as changed.
_TEXTS: tuple[tuple[Any, tuple[str, ...]], ...] = (
    (Question.with_copies, ("body",)),
    (Step.objects, ("body", "caution")),
)


def connect_receivers() -> None:
    """Connect the signals; before those that render texts, since a question may link to itself."""
    for model in _KINDS:
        pre_save.connect(_saved, sender=model, dispatch_uid="faq_renamed")


def _saved(sender: type[Question | Topic], instance: Any, **kwargs: Any) -> None:
    if instance.pk is None or getattr(instance, "is_copy", False):
        return
    stored: Any = sender._default_manager.filter(pk=instance.pk).first()
    if stored is not None and stored.slug != instance.slug:
        keep_old_address(stored, instance)
        _rename(stored.slug, instance)


def _rename(former: str, instance: Question | Topic) -> None:
    """Write the new address into all texts that link to what gets one, in the same transaction.

    Readers are told of no change by this, since nothing that they read has changed.
    """
    kind = _KINDS[type(instance)]
    paths = instance.redirects.values_list("old_path", flat=True)
    slugs = {former, *(path.strip("/").split("/")[-1] for path in paths)} - {instance.slug}
    renew = partial(pattern(kind, sorted(slugs)).sub, rf"\g<before>{instance.slug}")
    parts = [f"/{kind}/{slug}" for slug in slugs]
    changed = {pk for rows, names in _TEXTS for pk in _renew(rows, names, parts, renew)}
    if isinstance(instance, Question):
        instance.body = renew(instance.body)
    if changed:
        questions_changed.send(sender=type(instance), question_ids=sorted(changed))


def _renew(
    rows: Any, names: tuple[str, ...], parts: list[str], renew: Callable[[str], str]
) -> Iterator[int]:
    """Yields the primary keys of the questions of which the texts were changed.

    Args:
        rows: the manager of those that have texts.
        names: of the columns with texts.
        parts: of addresses; a text that has none of them is not looked at.
        renew: gives the text with the new address.
    """
    mentioned = Q(
        *((f"{name}__contains", part) for name in names for part in parts), _connector="OR"
    )
    for row in rows.filter(mentioned):
        values: dict[str, str] = {}
        for name in names:
            text = renew(getattr(row, name))
            limit = row._meta.get_field(name).max_length or MAX_LENGTH
            # What would grow too long keeps the old address, which leads to the new one.
            if text != getattr(row, name) and len(text) <= limit:
                values |= {name: text, f"{name}_html": rendered(text)}
        if values:
            rows.filter(pk=row.pk).update(**values)
            yield getattr(row, "question_id", row.pk)


def brought_up_to_date(content: ContentSnapshot) -> ContentSnapshot:
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
