"""Finds the links in published questions and stores which of them are broken."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from typing import NamedTuple
from urllib.parse import urldefrag

from django.db import transaction

from faq.models import LinkCheck, Question, Step
from faq.models.link_check import URL_LENGTH
from faq.ops.link_client import LinkStatus
from faq.publishing.style_rules import LinkTarget
from faq.publishing.urls.backlinks import problem_of
from faq.publishing.urls.links import SitePage, hrefs_in, page_of, page_target

# URL → primary keys of the questions that link to it.
Links = Mapping[str, set[int]]


class FoundLinks(NamedTuple):
    """The links in published questions.

    Attributes:
        inside: broken links within the site.
        outside: all links to other sites.
    """

    inside: Links
    outside: Links


def find_links(now: datetime) -> FoundLinks:
    """Find the links in published questions, without visiting any.

    Args:
        now: decides what is published.
    """
    inside: dict[str, set[int]] = defaultdict(set)
    outside: dict[str, set[int]] = defaultdict(set)
    leads_on: dict[SitePage, bool] = {}
    for pk, href in _links(now):
        page = page_of(href)
        if page is not None:
            if page not in leads_on:
                leads_on[page] = page_target(page, now) is LinkTarget.READABLE
            if not leads_on[page]:
                inside[href[:URL_LENGTH]].add(pk)
        elif href.startswith(("http://", "https://")) and len(href) <= URL_LENGTH:
            outside[urldefrag(href).url].add(pk)
    return FoundLinks(inside, outside)


def _links(now: datetime) -> Iterator[tuple[int, str]]:
    published = Question.objects.published(now)
    questions = published.filter(body_html__contains="<a ").values_list("pk", "body_html")
    for pk, text in questions.iterator():
        yield from ((pk, href) for href in hrefs_in(text))
    steps = Step.objects.filter(question__in=published)
    for pk, *texts in steps.values_list("question_id", "body_html", "caution_html").iterator():
        yield from ((pk, href) for text in texts for href in hrefs_in(text))


@transaction.atomic
def save_links(found: FoundLinks, now: datetime) -> None:
    """Store the links. Links that are gone are deleted; the status of the others stays."""
    wanted = {**found.inside, **found.outside}
    known = dict(LinkCheck.objects.values_list("url", "pk"))
    LinkCheck.objects.filter(pk__in=[pk for url, pk in known.items() if url not in wanted]).delete()
    LinkCheck.objects.bulk_create([LinkCheck(url=url) for url in wanted if url not in known])
    for url in found.inside:
        save_status(url, LinkStatus(problem_of(page_of(url), now), None, True), now)
    rows = dict(LinkCheck.objects.values_list("url", "pk"))
    pairs = LinkCheck.questions.through
    pairs.objects.all().delete()
    # A question may have been deleted since.
    there = set(Question.objects.values_list("pk", flat=True))
    pairs.objects.bulk_create(
        pairs(linkcheck_id=rows[url], question_id=pk)
        for url, linking in wanted.items()
        for pk in linking & there
    )


def save_status(url: str, outcome: LinkStatus, now: datetime) -> None:
    """Store the status of a link."""
    LinkCheck.objects.filter(url=url).update(**outcome._asdict(), checked_at=now)


def check_external_links(
    outside: Iterable[str],
    check: Callable[[str], LinkStatus],
    *,
    limit: int,
    is_over: Callable[[], bool],
    clock: Callable[[], datetime],
) -> int:
    """Check links to other sites, those that have waited longest first.

    Args:
        outside: their URLs, which have been stored.
        check: returns the status of a URL.
        limit: the most links to check.
        is_over: whether it is time to stop.
        clock: returns the current time.

    Returns:
        the number of links checked.
    """
    wanted = set(outside)
    waiting = LinkCheck.objects.oldest_first().values_list("url", flat=True)
    count = 0
    for url in [url for url in waiting if url in wanted][:limit]:
        if is_over():
            break
        save_status(url, check(url), clock())
        count += 1
    return count
