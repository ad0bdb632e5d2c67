"""The Atom feeds of new and changed answers: of all, and of one topic."""

from datetime import datetime
from urllib.parse import urlsplit

from django.contrib.syndication.views import Feed
from django.db.models.functions import Greatest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from faq import conf
from faq.languages import canonical
from faq.models import Question, Topic
from faq.models.urls import reverse_slug
from faq.ops.page_cache import cached_page

ENTRIES = 50


class _ChangedAnswers(Feed[Question, Topic | None]):
    feed_type = Atom1Feed

    def get_object(self, request: HttpRequest, slug: str | None = None) -> Topic | None:
        if slug is None:
            return None
        return get_object_or_404(Question.objects.published(timezone.now()).topics(), slug=slug)

    def title(self, obj: Topic | None) -> str:
        name = f"{obj.title} – {conf.site_name()}" if obj else conf.site_name()
        return gettext("{}: new and changed answers").format(name)

    def link(self, obj: Topic | None) -> str:
        return canonical(obj.get_absolute_url() if obj else reverse("home"))

    def feed_url(self, obj: Topic | None) -> str:
        address = reverse_slug("topic_feed", obj.slug) if obj else reverse("feed")
        return canonical(address)

    def author_name(self) -> str:
        return conf.site_name()

    def items(self, obj: Topic | None) -> list[Question]:
        published = Question.objects.published(timezone.now()).select_related("topic")
        if obj:
            published = published.filter(topic=obj)
        return list(
            published.order_by(Greatest("updated_at", "published_at").desc(), "pk")[:ENTRIES]
        )

    def item_title(self, item: Question) -> str:
        return item.title

    def item_description(self, item: Question) -> str:
        # Atom summaries are HTML.
        return escape(item.summary)

    def item_link(self, item: Question) -> str:
        return canonical(item.get_absolute_url())

    def item_guid(self, item: Question) -> str:
        """Return a tag URI (RFC 4151), which stays when the address changes."""
        host = urlsplit(conf.site_url()).hostname
        return f"tag:{host},2026:question/{item.pk}"

    def item_categories(self, item: Question) -> list[str]:
        return [item.topic.title]

    def item_pubdate(self, item: Question) -> datetime | None:
        return item.published_at

    def item_updateddate(self, item: Question) -> datetime:
        return max(item.updated_at, item.published_at or item.updated_at)


@require_safe
@cached_page()
def feed(request: HttpRequest, slug: str | None = None) -> HttpResponse:
    return _ChangedAnswers()(request, slug=slug)
