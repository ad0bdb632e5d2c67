"""Links from one answer to another: how they are written, and where they lead."""

import re
from collections.abc import Callable, Iterable
from datetime import datetime
from functools import cache, partial
from typing import NamedTuple
from urllib.parse import urlsplit

from django.db.models import Count
from django.urls import Resolver404, get_script_prefix, resolve

from faq import conf
from faq.languages import prefix_of, split_prefix
from faq.models import Question, Topic
from faq.publishing.content_snapshot import ContentSnapshot
from faq.publishing.style_rules import Target
from faq.publishing.urls.redirects import find_renamed, find_target
from faq.text.media_names import MEDIA_PATH

_QUESTION_PAGES = {"question", "question_markdown", "question_picture"}
_STEP = re.compile(r"[^#]*#step-([1-9][0-9]*)")
# Served beside the pages, by their names on disk.
_FILES = ("/static/", MEDIA_PATH)


class LinkTarget(NamedTuple):
    """A page of this site that a link leads to; the slug is empty for pages that have none."""

    kind: str
    slug: str


def place_of(href: str) -> LinkTarget | None:
    """The page of this site that an address leads to; None if it leads elsewhere.

    Args:
        href: as it is written in a link: with or without the site's own address before it and a
            language at its beginning.
    """
    path = _own_path(href)
    if path is None:
        return None
    if not path:
        return LinkTarget("nothing", "")
    if path.startswith(_FILES):
        return LinkTarget("file", "")
    try:
        match = resolve(get_script_prefix() + path.removeprefix("/"))
    except Resolver404:
        return LinkTarget("nothing", "")
    if match.url_name in _QUESTION_PAGES:
        return LinkTarget("question", match.kwargs["slug"])
    if match.url_name == "topic":
        return LinkTarget("topic", match.kwargs["slug"])
    return LinkTarget("page" if match.url_name else "nothing", "")


def _own_path(href: str) -> str | None:
    """From the site's root, without language, query and fragment; empty if nothing is there."""
    try:
        parts, own = urlsplit(href), urlsplit(conf.site_url())
    except ValueError:
        return ""
    if parts[:2] not in {("", ""), own[:2]}:
        return None
    path = parts.path or ("/" if parts.netloc else "")
    return split_prefix(path)[1] if path.startswith("/") else ""


def target_finder(content: ContentSnapshot, now: datetime) -> Callable[[str], Target]:
    """Says of each address in a text what it leads to, at the cost of a few queries for each page.

    Args:
        content: the text; it may link to itself before it is published.
        now: decides what is published.
    """

    itself = LinkTarget("question", content["slug"])
    look = cache(partial(target_of, now=now))
    count = cache(partial(_step_count, now=now))

    def find(href: str) -> Target:
        step = _step_of(href)
        place = itself if step and href.startswith("#") else place_of(href)
        if place is None:
            return Target.READABLE
        target = Target.READABLE if place == itself else look(place)
        if not step or place.kind != "question" or target is not Target.READABLE:
            return target
        there = len(content["steps"]) if place == itself else count(place.slug)
        return target if step <= there else Target.NO_STEP

    return find


def _step_of(href: str) -> int:
    """The number of the step that an address names; 0 if it names none."""
    found = _STEP.fullmatch(href)
    # More digits than any number of steps has are as good as a few.
    return int(found[1][:6]) if found else 0


def _step_count(slug: str, now: datetime) -> int:
    """How many steps a question has for readers, by what it is or once was called."""
    named = Question.objects.published(now).filter(slug=slug).annotate(count=Count("steps"))
    count: int | None = named.values_list("count", flat=True).first()
    if count is not None:
        return count
    renamed = find_renamed(slug, now)
    return renamed.steps.count() if renamed else 0


def target_of(place: LinkTarget, now: datetime) -> Target:
    """What readers find at a page of this site, at that time."""
    if place.kind not in {"question", "topic"}:
        return Target.MISSING if place.kind == "nothing" else Target.READABLE
    field = "slug" if place.kind == "question" else "topic__slug"
    if Question.objects.published(now).filter(**{field: place.slug}).exists():
        return Target.READABLE
    if find_target(f"/{place.kind}s/{place.slug}/", now):
        return Target.READABLE
    if place.kind == "topic":
        is_waiting = Topic.objects.filter(slug=place.slug).exists()
    else:
        gone = Question.objects.retired(now).values("pk")
        is_waiting = Question.objects.exclude(pk__in=gone).filter(slug=place.slug).exists()
    return Target.WAITING if is_waiting else Target.MISSING


def pattern(kind: str, slugs: Iterable[str]) -> re.Pattern[str]:
    """Finds links to pages in Markdown: [words](/questions/slug/), <…> and [name]: …

    Args:
        kind: questions or topics.
        slugs: of the pages.

    Returns:
        a pattern that matches the slug and, as the group `before`, what leads up to it.
    """
    origin = re.escape(conf.site_url())
    languages = "|".join(prefix_of(code) for code in conf.languages())
    names = "|".join(map(re.escape, slugs))
    return re.compile(
        rf"(?P<before>(?:\]\(\s*<?|^ {{0,3}}\[[^\]\n]+\]:\s*<?|<)"
        rf"(?:{origin})?(?:/(?:{languages}))?/{kind}/)(?:{names})(?=[/.#?\s)>]|$)",
        re.MULTILINE,
    )
