"""What leads to a question: links in texts, replacements and old addresses. Stores the broken links."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from django.db import transaction
from django.db.models import Q
from django.db.models.signals import post_delete
from django.utils import timezone
from django.utils.translation import gettext

from faq.models import LinkCheck, Question, QuestionQuerySet, Redirect, Step
from faq.models.link_check import URL_LENGTH
from faq.publishing.style_rules import LinkTarget
from faq.publishing.urls.links import SitePage, hrefs_in, page_of, page_target, pattern


def connect_receivers() -> None:
    """Connect the receiver that finds links to deleted questions."""
    post_delete.connect(_question_deleted, sender=Question, dispatch_uid="faq_links_to_deleted")


def _question_deleted(instance: Question, **kwargs: object) -> None:
    if instance.published_at is not None and not instance.is_copy:
        recheck_links_to(instance, timezone.now())


class Backlink(NamedTuple):
    """A question, draft or working copy that leads to another question, and where in it."""

    question: Question
    place: str


@dataclass(frozen=True)
class Backlinks:
    """What leads to a question.

    Attributes:
        links: texts with a link or an image of it, and archived questions that it replaces.
        old_paths: its former addresses, which redirect to it.
    """

    links: list[Backlink]
    old_paths: list[str]

    @property
    def count(self) -> int:
        return len(self.links) + len(self.old_paths)


def backlinks(question: Question) -> Backlinks:
    """Return what leads to a question by its current or a former address, in any state.

    Args:
        question: a stored question; for a working copy, its original.
    """
    question = question.copy_of or question
    old_paths = sorted(
        Redirect.objects.filter(question=question).values_list("old_path", flat=True)
    )
    slugs = {question.slug, *(path.strip("/").rpartition("/")[2] for path in old_paths)}
    others = Question.with_copies.exclude(Q(pk=question.pk) | Q(copy_of=question))
    links = [*_links_in_texts(others, slugs)]
    for replaced in others.filter(replaced_by=question):
        links.append(Backlink(replaced, gettext("as its replacement")))
    links.sort(key=lambda link: (link.question.title, link.question.pk))
    return Backlinks(links, old_paths)


def _links_in_texts(questions: QuestionQuerySet, slugs: Iterable[str]) -> Iterable[Backlink]:
    slugs = sorted(slugs)
    link = pattern("questions", slugs)

    def mentions(*columns: str) -> Q:
        pairs = [(f"{name}__contains", f"/questions/{slug}") for name in columns for slug in slugs]
        return Q(*pairs, _connector=Q.OR)

    for question in questions.filter(mentions("body")):
        if link.search(question.body):
            yield Backlink(question, gettext("in its text"))
    steps = Step.objects.filter(mentions("body", "caution"), question__in=questions)
    for step in steps.select_related("question").order_by("position"):
        if link.search(step.body) or link.search(step.caution):
            yield Backlink(step.question, gettext("in step {}").format(step.position))


def recheck_links_to(question: Question, at: datetime) -> None:
    """Store which published questions have a broken link because of the state of a question.

    Args:
        question: a question that was published, archived, merged or deleted.
        at: the current time.
    """
    pks = {link.question.pk for link in backlinks(question).links}
    recheck_links_of([*pks, question.pk], at)


@transaction.atomic
def recheck_links_of(pks: Iterable[int], at: datetime) -> None:
    """Store the broken links within the site of some questions. Links of unpublished ones do not count.

    Args:
        pks: primary keys of questions.
        at: the current time.
    """
    pks = list(pks)
    pairs = LinkCheck.questions.through
    stored = pairs.objects.filter(question__in=pks).select_related("linkcheck")
    inside = [pair for pair in stored if page_of(pair.linkcheck.url) is not None]
    pairs.objects.filter(pk__in=[pair.pk for pair in inside]).delete()
    for href, linking in _broken_links(pks, at).items():
        link, _ = LinkCheck.objects.update_or_create(
            url=href[:URL_LENGTH],
            defaults={
                "problem": problem_of(page_of(href), at),
                "is_broken": True,
                "code": None,
                "checked_at": at,
            },
        )
        link.questions.add(*linking)
    left = LinkCheck.objects.filter(pk__in={pair.linkcheck_id for pair in inside}, questions=None)
    left.delete()


def _broken_links(pks: list[int], at: datetime) -> dict[str, set[int]]:
    """Return the links of published questions to pages of this site that readers cannot open."""
    published = Question.objects.published(at).filter(pk__in=pks)
    steps = Step.objects.filter(question__in=published)
    rendered = [
        *published.values_list("pk", "body_html"),
        *steps.values_list("question_id", "body_html"),
        *steps.values_list("question_id", "caution_html"),
    ]
    found: dict[str, set[int]] = defaultdict(set)
    readable: dict[SitePage, bool] = {}
    for pk, text in rendered:
        for href in hrefs_in(text):
            page = page_of(href)
            if page is None:
                continue
            if page not in readable:
                readable[page] = page_target(page, at) is LinkTarget.READABLE
            if not readable[page]:
                found[href].add(pk)
    return found


def problem_of(page: SitePage | None, at: datetime) -> LinkCheck.Problem:
    """Return why readers cannot open a page of this site that a link leads to."""
    if page is not None and page.kind == "question":
        retired = Question.objects.retired(at)
        moved = Redirect.objects.filter(old_path=f"/questions/{page.slug}/").values("question")
        if retired.filter(Q(slug=page.slug) | Q(pk__in=moved)).exists():
            return LinkCheck.Problem.ARCHIVED
    return LinkCheck.Problem.GONE
