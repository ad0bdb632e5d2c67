"""The Atom feed of new and changed answers."""

from datetime import datetime
from urllib.parse import urlsplit

from django.contrib.syndication.views import Feed
from django.db.models.functions import Greatest
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from faq import conf
from faq.languages import canonical
from faq.models import Question
from faq.ops.page_cache import cached_page

ENTRIES = 50


class _ChangedAnswers(Feed[Question, None]):
    feed_type = Atom1Feed

    def title(self) -> str:
        return gettext("{}: new and changed answers").format(conf.site_name())

    def link(self) -> str:
        return canonical(reverse("home"))

    def feed_url(self) -> str:
        return canonical(reverse("feed"))

    def author_name(self) -> str:
        return conf.site_name()

    def items(self) -> list[Question]:
        published = Question.objects.published(timezone.now()).select_related("topic")
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
def feed(request: HttpRequest) -> HttpResponse:
    return _ChangedAnswers()(request)
