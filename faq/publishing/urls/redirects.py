"""Old addresses: redirects from slugs that changed, and questions that were archived."""

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

# A question's page, and the same question as Markdown, as a picture and as JSON.
_QUESTION = re.compile(
    r"(?P<api>/api/v1)?(?P<page>/questions/(?P<slug>[^/.]+))(?P<form>\.md|\.png)?/?"
)


def find_retired(path: str, now: datetime) -> Question | None:
    """The archived question that an address was of, the last it had or an earlier one.

    None for what readers never saw, and for an address that leads to something else by now.

    Args:
        path: an address that answered 404, in any case, with or without the last slash.
        now: decides what readers could see.
    """
    match = _QUESTION.fullmatch(path.lower())
    if match is None or match["api"]:
        return None
    moved = Redirect.objects.filter(old_path=f"{match['page']}/")
    was_there = Q(slug=match["slug"]) | Q(pk__in=moved.values("question"))
    leads_on = moved.filter(question__in=Question.objects.published(now))
    return Question.objects.retired(now).filter(was_there).exclude(Exists(leads_on)).first()


class _Link(TypedDict):
    leads_to_published: bool


def find_replacement(question: Question, now: datetime) -> Question | None:
    """The published question that takes the place of one, over any number of others, or None.

    Args:
        question: an archived one.
        now: decides what is published.
    """
    if question.replaced_by_id is None:
        return None
    published = Question.objects.published(now).filter(pk=OuterRef("replaced_by"))
    # One query reads all links of the chain: few questions have a replacement at all.
    replaced = Question.objects.exclude(replaced_by=None).select_related("replaced_by__topic")
    links: dict[int | None, WithAnnotations[Question, _Link]] = {
        each.pk: each for each in replaced.annotate(leads_to_published=Exists(published))
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
    """Where the content of an old address lives now, or None if there is nothing a reader may see.

    Args:
        path: an address that answered 404, in any case, with or without the last slash; a question's
            in any of its forms leads to the same form.
        now: decides what is published.
    """
    match = _QUESTION.fullmatch(path.lower())
    form = match.group("api", "page", "form") if match else (None, path.lower().rstrip("/"), None)
    before, page, after = (part or "" for part in form)
    page += "/"
    target = _moved(page, now)
    if target is None and path != _in_form(page, before, after):
        target = _different_spelling(page, now)
    return _in_form(target, before, after) if target else None


def _in_form(page: str, before: str, after: str) -> str:
    return f"{before}{page.rstrip('/')}{after}" if after else before + page


def find_renamed(slug: str, now: datetime) -> Question | None:
    """The published question whose slug this once was, or None.

    Args:
        slug: one that no published question has.
        now: decides what is published.
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
    """Refuse a slug whose address is an old one of something else, and leads there.

    Raises:
        ValidationError: on the field `slug`, naming what the address leads to.
    """
    owner = _former_owner(instance)
    if owner is not None:
        raise ValidationError({"slug": claimed_by(owner)})


def claimed_by(owner: Question | Topic) -> str:
    """What is said of an address that leads to something else."""
    said = gettext("This address is an old one of “{}” and leads there. Choose another.")
    return said.format(owner)


def former_owners(slugs: Iterable[str]) -> dict[str, Question | Topic]:
    """What the addresses lead to that questions with these names once had, by name; one query.

    Args:
        slugs: any texts, as few as a query takes.
    """
    slug_of = {f"/questions/{slug}/": slug for slug in slugs}
    claims = Redirect.objects.select_related("question", "topic")
    return {
        slug_of[claim.old_path]: owner
        for claim in claims.filter(old_path__in=list(slug_of))
        if (owner := claim.question or claim.topic)
    }


def keep_old_address(stored: Question | Topic, renamed: Question | Topic) -> None:
    """Let the address that something had lead to the one that it gets, if readers ever saw it.

    Args:
        stored: as it was.
        renamed: as it is saved now.
    """
    reclaim(renamed)
    if isinstance(stored, Topic) or stored.published_at is not None:
        target = {"question": None, "topic": None, str(stored._meta.model_name): renamed}
        Redirect.objects.update_or_create(old_path=path_of(stored), defaults=target)


def reclaim(thing: Question | Topic) -> None:
    """Let the address of something lead to itself, whatever it led to before."""
    Redirect.objects.filter(old_path=path_of(thing)).delete()


def find_owner(question: Question) -> Question | Topic | None:
    """The question that has the address of a question or working copy already, or had it; None if free."""
    others = Question.objects.exclude(pk__in=[question.pk, question.copy_of_id])
    return others.filter(slug=question.slug).first() or _former_owner(question)


def _former_owner(instance: Question | Topic) -> Question | Topic | None:
    """What else had its address, unless it may have that: as its own, its original's or its successor's."""
    claim = Redirect.objects.filter(old_path=path_of(instance)).first()
    owner = (claim.question or claim.topic) if claim else None
    # Merged into another one, it may have its address back.
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
    """Its address from the site's root, wherever that is and whatever language an editor reads."""
    return "/" + thing.get_absolute_url().removeprefix(get_script_prefix())
