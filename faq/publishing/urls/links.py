"""Links in texts: the pages that they lead to, and patterns that find them."""

import html
import re
from collections.abc import Callable, Iterable
from datetime import datetime
from functools import cache, partial
from typing import NamedTuple
from urllib.parse import urlsplit

from django.urls import Resolver404, get_script_prefix, resolve

from faq import conf
from faq.languages import prefix_of, split_prefix
from faq.models import Question, Topic
from faq.publishing.content_snapshot import ContentSnapshot
from faq.publishing.style_rules import LinkTarget
from faq.publishing.urls.redirects import find_renamed, find_target
from faq.text.media_names import MEDIA_PATH

_QUESTION_PAGES = {"question", "question_markdown", "question_picture"}
_HREF = re.compile(r'<a href="([^"]*)"')
_STEP = re.compile(r"[^#]*#step-([1-9][0-9]*)")
# Each costs up to three queries, and an answer can have thousands of links.
MAX_LINKED_PAGES = 50
# Paths of files that are served next to the pages.
_FILES = ("/static/", MEDIA_PATH)


class SitePage(NamedTuple):
    """A page of this site. The slug is empty for pages other than questions and topics."""

    kind: str
    slug: str


def page_of(href: str) -> SitePage | None:
    """Return the page of this site that an address leads to, or None for other sites.

    Args:
        href: an address from a link, with or without the site's own address and a language prefix.
    """
    path = _own_path(href)
    if path is None:
        return None
    if not path:
        return SitePage("nothing", "")
    if path.startswith(_FILES):
        return SitePage("file", "")
    try:
        match = resolve(get_script_prefix() + path.removeprefix("/"))
    except Resolver404:
        return SitePage("nothing", "")
    if match.url_name in _QUESTION_PAGES:
        return SitePage("question", match.kwargs["slug"])
    if match.url_name == "topic":
        return SitePage("topic", match.kwargs["slug"])
    return SitePage("page" if match.url_name else "nothing", "")


def _own_path(href: str) -> str | None:
    """Return the path without language, query and fragment; empty if invalid, None for other sites."""
    try:
        parts, own = urlsplit(href), urlsplit(conf.site_url())
    except ValueError:
        return ""
    if parts[:2] not in {("", ""), own[:2]}:
        return None
    path = parts.path or ("/" if parts.netloc else "")
    return split_prefix(path)[1] if path.startswith("/") else ""


def hrefs_in(rendered: str) -> list[str]:
    """Return the addresses that rendered Markdown links to, without those of steps of the same question."""
    found = (html.unescape(href) for href in _HREF.findall(rendered))
    return [href for href in found if not href.startswith("#")]


def link_target_finder(content: ContentSnapshot, now: datetime) -> Callable[[str], LinkTarget]:
    """Return a function that tells what an address in a text leads to, with a few queries per page.

    After MAX_LINKED_PAGES different questions and topics, it looks up no more.

    Args:
        content: the text, which may link to itself before it is published.
        now: the current time.
    """

    own_page = SitePage("question", content["slug"])
    looked_up: set[SitePage] = set()
    cached_target = cache(partial(page_target, now=now))
    cached_step_count = cache(partial(_step_count, now=now))

    def find(href: str) -> LinkTarget:
        step = _step_of(href)
        page = own_page if step and href.startswith("#") else page_of(href)
        if page is None:
            return LinkTarget.READABLE
        if page != own_page and page.kind in {"question", "topic"} and page not in looked_up:
            if len(looked_up) == MAX_LINKED_PAGES:
                return LinkTarget.NOT_CHECKED
            looked_up.add(page)
        target = LinkTarget.READABLE if page == own_page else cached_target(page)
        if not step or page.kind != "question" or target is not LinkTarget.READABLE:
            return target
        step_total = len(content["steps"]) if page == own_page else cached_step_count(page.slug)
        return target if step <= step_total else LinkTarget.NO_STEP

    return find


def _step_of(href: str) -> int:
    """Return the number of the step in the fragment of an address, or 0."""
    found = _STEP.fullmatch(href)
    # Six digits are more than any number of steps has.
    return int(found[1][:6]) if found else 0


def _step_count(slug: str, now: datetime) -> int:
    """Return the number of steps of a published question, by its current or a former slug."""
    named = Question.objects.published(now).filter(slug=slug).with_step_count()
    count: int | None = named.values_list("step_count", flat=True).first()
    if count is not None:
        return count
    renamed = find_renamed(slug, now)
    return renamed.steps.count() if renamed else 0


def page_target(page: SitePage, now: datetime) -> LinkTarget:
    """Return what readers find at a page of this site."""
    if page.kind not in {"question", "topic"}:
        return LinkTarget.MISSING if page.kind == "nothing" else LinkTarget.READABLE
    field = "slug" if page.kind == "question" else "topic__slug"
    if Question.objects.published(now).filter(**{field: page.slug}).exists():
        return LinkTarget.READABLE
    if find_target(f"/{page.kind}s/{page.slug}/", now):
        return LinkTarget.READABLE
    if page.kind == "topic":
        is_waiting = Topic.objects.filter(slug=page.slug).exists()
    else:
        gone = Question.objects.retired(now).values("pk")
        is_waiting = Question.objects.exclude(pk__in=gone).filter(slug=page.slug).exists()
    return LinkTarget.WAITING if is_waiting else LinkTarget.MISSING


def pattern(kind: str, slugs: Iterable[str]) -> re.Pattern[str]:
    """Return a pattern that finds links in Markdown: [words](/questions/slug/), <…> and [name]: …

    Args:
        kind: "questions" or "topics".
        slugs: the slugs of the pages.

    Returns:
        a pattern that matches up to the end of the slug, with everything before the slug in the group `before`.
    """
    origin = re.escape(conf.site_url())
    languages = "|".join(prefix_of(code) for code in conf.languages())
    names = "|".join(map(re.escape, slugs))
    return re.compile(
        rf"(?P<before>(?:\]\(\s*<?|^ {{0,3}}\[[^\]\n]+\]:\s*<?|<)"
        rf"(?:{origin})?(?:/(?:{languages}))?/{kind}/)(?:{names})(?=[/.#?\s)>]|$)",
        re.MULTILINE,
    )
