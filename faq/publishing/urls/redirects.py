"""Redirects from former addresses, and replacements of archived questions."""

import re
from collections.abc import Iterable
from datetime import datetime
from typing import TypedDict

from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef, Q
from django.urls import get_script_prefix
from django.utils.translation import gettext
from django_stubs_ext import WithAnnotations

from faq.models import Question, Redirect, Topic

# The addresses of a question: its page, Markdown, picture and JSON.
_QUESTION = re.compile(
    r"(?P<api>/api/v1)?(?P<page>/questions/(?P<slug>[^/.]+))(?P<form>\.md|\.png)?/?"
)
_TOPIC_FEED = re.compile(r"(?P<page>/topics/[^/.]+)/feed/?")


def find_retired(path: str, now: datetime) -> Question | None:
    """Return the archived or expired question of an address, by its current or a former slug.

    Return None for questions that readers never saw, and for addresses that redirect to another question.

    Args:
        path: a path that was not found, in any case, with or without the last slash.
        now: the current time.
    """
    match = _QUESTION.fullmatch(path.lower())
    if match is None or match["api"]:
        return None
    moved = Redirect.objects.filter(old_path=f"{match['page']}/")
    had_address = Q(slug=match["slug"]) | Q(pk__in=moved.values("question"))
    leads_on = moved.filter(question__in=Question.objects.published(now))
    return Question.objects.retired(now).filter(had_address).exclude(Exists(leads_on)).first()


class _Link(TypedDict):
    leads_to_published: bool


def find_replacement(question: Question, now: datetime) -> Question | None:
    """Return the first published question in the chain of replacements of a question, or None.

    Args:
        question: an archived question.
        now: the current time.
    """
    if question.replaced_by_id is None:
        return None
    published = Question.objects.published(now).filter(pk=OuterRef("replaced_by"))
    # One query reads all links of the chain: few questions have a replacement at all.
    replaced = Question.objects.exclude(replaced_by=None).select_related("replaced_by__topic")
    links: dict[int | None, WithAnnotations[Question, _Link]] = {
        row.pk: row for row in replaced.annotate(leads_to_published=Exists(published))
    }
    pk: int | None = question.pk
    while pk in links:
        # Removing each link ends a circle.
        link = links.pop(pk)
        if link.leads_to_published:
            return link.replaced_by
        pk = link.replaced_by_id
    return None


def find_target(path: str, now: datetime) -> str | None:
    """Return the current address of published content that had another address, or None.

    Args:
        path: a path that was not found, in any case, with or without the last slash. The Markdown, picture
            or JSON of a question and the feed of a topic lead to the same format.
        now: the current time.
    """
    path_in_lower_case = path.lower()
    if match := _QUESTION.fullmatch(path_in_lower_case):
        before, page, after = (part or "" for part in match.group("api", "page", "form"))
    elif match := _TOPIC_FEED.fullmatch(path_in_lower_case):
        before, page, after = "", match["page"], "/feed/"
    else:
        before, page, after = "", path_in_lower_case.rstrip("/"), ""
    page += "/"
    target = _moved(page, now)
    if target is None and path != _in_form(page, before, after):
        target = _different_spelling(page, now)
    return _in_form(target, before, after) if target else None


def _in_form(page: str, before: str, after: str) -> str:
    return f"{before}{page.rstrip('/')}{after}" if after else before + page


def find_renamed(slug: str, now: datetime) -> Question | None:
    """Return the published question that once had a slug, or None.

    Args:
        slug: a slug that no published question has now.
        now: the current time.
    """
    visible = Question.objects.published(now)
    redirects = Redirect.objects.filter(old_path=f"/questions/{slug}/")
    return visible.filter(pk__in=redirects.values("question")).first()


def _moved(old_path: str, now: datetime) -> str | None:
    visible = Question.objects.published(now)
    readable = Q(question__in=visible) | Q(topic__in=visible.values("topic"))
    moved = Redirect.objects.select_related("question", "topic").filter(readable, old_path=old_path)
    redirect = moved.first()
    target = redirect and (redirect.question or redirect.topic)
    return target.get_absolute_url() if target else None


def validate_unclaimed(instance: Question | Topic) -> None:
    """Reject a slug whose address redirects to another question or topic.

    Raises:
        ValidationError: on the field `slug`.
    """
    owner = _former_owner(instance)
    if owner is not None:
        raise ValidationError({"slug": claim_message(owner)})


def claim_message(owner: Question | Topic) -> str:
    """Return the error message for an address that redirects to something else."""
    message = gettext("This address redirects to “{}”, which had it before. Choose another one.")
    return message.format(owner)


def former_owners(slugs: Iterable[str]) -> dict[str, Question | Topic]:
    """Return what the addresses of questions with these slugs redirect to, by slug, with one query.

    Args:
        slugs: any texts, no more than the database accepts in one query.
    """
    slug_of = {f"/questions/{slug}/": slug for slug in slugs}
    claims = Redirect.objects.select_related("question", "topic")
    return {
        slug_of[claim.old_path]: owner
        for claim in claims.filter(old_path__in=list(slug_of))
        if (owner := claim.question or claim.topic)
    }


def create_redirect(stored: Question | Topic, renamed: Question | Topic) -> None:
    """Redirect a former address to the current one, if readers ever saw it.

    Args:
        stored: the question or topic as it is still stored.
        renamed: the same one with its new slug.
    """
    remove_redirect_from(renamed)
    if isinstance(stored, Topic) or stored.published_at is not None:
        target = {"question": None, "topic": None, str(stored._meta.model_name): renamed}
        Redirect.objects.update_or_create(old_path=path_of(stored), defaults=target)


def remove_redirect_from(thing: Question | Topic) -> None:
    """Delete the redirect from the current address of a question or topic, if there is one."""
    Redirect.objects.filter(old_path=path_of(thing)).delete()


def find_address_owner(question: Question) -> Question | Topic | None:
    """Return the question or topic that has or had the address of a question or working copy, or None."""
    others = Question.objects.exclude(pk__in=[question.pk, question.copy_of_id])
    return others.filter(slug=question.slug).first() or _former_owner(question)


def _former_owner(instance: Question | Topic) -> Question | Topic | None:
    """Return what its address redirects to, unless that is itself, its original or its replacement."""
    claim = Redirect.objects.filter(old_path=path_of(instance)).first()
    owner = (claim.question or claim.topic) if claim else None
    # A question that was merged into another one may have its address back.
    own = {getattr(instance, name, None) for name in ("pk", "copy_of_id", "replaced_by_id")}
    is_own = isinstance(owner, type(instance)) and owner.pk in own
    return None if is_own else owner


def _different_spelling(old_path: str, now: datetime) -> str | None:
    slug = old_path.rstrip("/").rpartition("/")[2]
    questions = Question.objects.published(now)
    for found in (
        questions.filter(slug=slug).first(),
        questions.topics().filter(slug=slug).first(),
    ):
        if found and path_of(found) == old_path:
            return found.get_absolute_url()
    return None


def path_of(thing: Question | Topic) -> str:
    """Return the path from the site's root, without script prefix and language."""
    return "/" + thing.get_absolute_url().removeprefix(get_script_prefix())
