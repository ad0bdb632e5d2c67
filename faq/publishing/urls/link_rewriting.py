"""Rewrites links in texts when the slug of a question or topic changes; the old address becomes a redirect."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from functools import partial

from django.db.models import F, Manager, Q

from faq.models import Question, Redirect, Step, Topic, render_with_images
from faq.models.signals import questions_changed, slug_changed
from faq.models.step import CAUTION_LENGTH
from faq.publishing.content_snapshot import ContentSnapshot, StepSnapshot
from faq.publishing.urls.links import pattern
from faq.publishing.urls.redirects import create_redirect
from faq.text.markdown import MAX_LENGTH

_ADDRESS = re.compile(r"/(questions|topics)/([a-z0-9-]+)")

Rows = Manager[Question] | Manager[Step]
# The columns that have links, with their maximum lengths in characters. These managers include working
# copies, and their update() changes the content version.
_TEXTS: tuple[tuple[Rows, Mapping[str, int]], ...] = (
    (Question.with_copies, {"body": MAX_LENGTH}),
    (Step.objects, {"body": MAX_LENGTH, "caution": CAUTION_LENGTH}),
)


def connect_receivers() -> None:
    """Connect the receiver that rewrites links."""
    slug_changed.connect(_slug_changed, dispatch_uid="faq_slug_changed")


def _slug_changed(instance: Question | Topic, stored: Question | Topic, **kwargs: object) -> None:
    create_redirect(stored, instance)
    _rewrite_links(stored.slug, instance)


def _rewrite_links(former_slug: str, instance: Question | Topic) -> None:
    """Write the new address of a question or topic into all texts that link to it.

    Questions that link there keep the time of their last update, because readers see the same text.
    """
    kind = "questions" if isinstance(instance, Question) else "topics"
    paths = instance.redirects.values_list("old_path", flat=True)
    slugs = {former_slug, *(path.strip("/").split("/")[-1] for path in paths)} - {instance.slug}
    rewrite = partial(pattern(kind, sorted(slugs)).sub, rf"\g<before>{instance.slug}")
    old_paths = [f"/{kind}/{slug}" for slug in slugs]
    changed = {
        pk for rows, texts in _TEXTS for pk in _rewrite_rows(rows, texts, old_paths, rewrite)
    }
    if isinstance(instance, Question):
        instance.body = rewrite(instance.body)
    if changed:
        questions_changed.send(sender=type(instance), question_ids=sorted(changed))


def _rewrite_rows(
    rows: Rows, texts: Mapping[str, int], old_paths: list[str], rewrite: Callable[[str], str]
) -> Iterator[int]:
    """Rewrite the links in some columns, and yield the primary keys of the questions that changed."""
    mentions = [(f"{name}__contains", path) for name in texts for path in old_paths]
    for row in rows.filter(Q(*mentions, _connector=Q.OR)):
        values: dict[str, str] = {}
        for name, max_length in texts.items():
            text = rewrite(getattr(row, name))
            # A text that would become too long keeps the old address, which redirects to the new one.
            if text != getattr(row, name) and len(text) <= max_length:
                values |= {name: text, f"{name}_html": render_with_images(text)}
        if values:
            rows.filter(pk=row.pk).update(**values)
            yield row.pk if isinstance(row, Question) else row.question_id


def with_current_links(content: ContentSnapshot) -> ContentSnapshot:
    """Return a snapshot in which links to old addresses lead to the current ones.

    A revision keeps its links as they were. Without this, comparing it with the stored text would show
    a difference for every question that was renamed since.
    """
    texts = [content["body"]]
    for step in content["steps"]:
        texts += [step["body"], step["caution"]]
    linked = {f"/{kind}/{slug}/" for text in texts for kind, slug in _ADDRESS.findall(text)}
    if not linked:
        return content
    redirects = Redirect.objects.filter(old_path__in=linked)
    rows = redirects.values_list("old_path", F("question__slug"), F("topic__slug"))
    current_slugs = {old_path: question or topic for old_path, question, topic in rows}
    if not current_slugs:
        return content

    former: dict[str, dict[str, str]] = defaultdict(dict)
    for old_path, slug in current_slugs.items():
        kind, former_slug = old_path.strip("/").split("/")
        former[kind][former_slug] = slug
    links = [(pattern(kind, slugs), slugs) for kind, slugs in former.items()]

    def rewrite(text: str) -> str:
        for link, slugs in links:
            text = link.sub(partial(_with_current_slug, slugs), text)
        return text

    steps: list[StepSnapshot] = [
        {**step, "body": rewrite(step["body"]), "caution": rewrite(step["caution"])}
        for step in content["steps"]
    ]
    return {**content, "body": rewrite(content["body"]), "steps": steps}


def _with_current_slug(slugs: Mapping[str, str], link: re.Match[str]) -> str:
    before = link["before"]
    return before + slugs[link[0].removeprefix(before)]
