"""The files that programs look for: robots.txt, security.txt, opensearch.xml and the sitemap."""

from datetime import datetime, timedelta
from typing import NamedTuple

from django.core.paginator import EmptyPage, PageNotAnInteger, Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import Truncator
from django.views.decorators.http import require_safe

from faq import conf
from faq.languages import canonical
from faq.models import Page, Question
from faq.models.urls import reverse_slug
from faq.ops.page_cache import cached_page

# The sitemap protocol allows this many addresses in one file.
ADDRESSES_PER_FILE = 50_000


# RFC 9116 recommends less than a year.
SECURITY_FILE_VALID = timedelta(days=180)


class Address(NamedTuple):
    """An address in the sitemap, and when its page last changed."""

    url: str
    changed_at: datetime | None


@require_safe
@cached_page()
def robots(request: HttpRequest) -> HttpResponse:
    return render(request, "robots.txt", content_type="text/plain; charset=utf-8")


@require_safe
@cached_page()
def security(request: HttpRequest) -> HttpResponse:
    """Return security.txt (RFC 9116): whom to tell of a vulnerability. It is 404 without a contact."""
    contact = conf.contact_url()
    if not contact.startswith(("https:", "mailto:", "tel:")):
        raise Http404
    # Cached pages are made anew each day, so it never expires.
    expires = (timezone.now() + SECURITY_FILE_VALID).strftime("%Y-%m-%dT00:00:00Z")
    lines = [
        f"Contact: {contact}",
        f"Expires: {expires}",
        f"Canonical: {canonical(reverse('security'))}",
        f"Preferred-Languages: {', '.join(code.partition('-')[0] for code in conf.languages())}",
    ]
    return HttpResponse("".join(f"{line}\n" for line in lines), "text/plain; charset=utf-8")


@require_safe
@cached_page()
def opensearch(request: HttpRequest) -> HttpResponse:
    # The format allows 16 characters.
    context = {"short_name": Truncator(conf.site_name()).chars(16)}
    kind = "application/opensearchdescription+xml; charset=utf-8"
    return render(request, "faq/opensearch.xml", context, content_type=kind)


@require_safe
@cached_page("page")
def sitemap(request: HttpRequest) -> HttpResponse:
    files = Paginator(_addresses(timezone.now()), ADDRESSES_PER_FILE)
    number = request.GET.get("page")
    try:
        page = files.page(number or 1)
    except (EmptyPage, PageNotAnInteger):
        raise Http404 from None
    template = "sitemap.xml" if number or files.num_pages == 1 else "sitemap_index.xml"
    return render(request, f"faq/{template}", {"page": page}, content_type="application/xml")


def _addresses(now: datetime) -> list[Address]:
    """Return the addresses of home, the topics with their index, the questions and the pages, in that order."""
    published = Question.objects.published(now)
    questions, by_topic = [], dict[int, datetime]()
    rows = published.by_topic().values_list("slug", "topic_id", "updated_at", "published_at")
    for slug, topic_id, updated_at, published_at in rows:
        changed_at = max(updated_at, published_at or updated_at)
        questions.append(Address(canonical(reverse_slug("question", slug)), changed_at))
        by_topic[topic_id] = max(changed_at, by_topic.get(topic_id, changed_at))
    topics = [
        Address(canonical(topic.get_absolute_url()), by_topic[topic.pk])
        for topic in published.topics().in_order()
    ]
    newest = max(by_topic.values(), default=None)
    lists = [Address(canonical(reverse(name)), newest) for name in ("home", "topics")]
    pages = [Address(canonical(page.get_absolute_url()), None) for page in Page.objects.in_order()]
    return [*lists, *topics, *questions, *pages]
