"""The addresses, grouped by who uses them."""

import sys

from django.http import HttpRequest, HttpResponse
from django.urls import path, re_path

from faq.api import content, openapi, responses, suggestions
from faq.api import search as api_search
from faq.ops.unavailable import database_problem, is_for_programs, unavailable
from faq.text.media_names import NAME_PATTERN
from faq.views import (
    appearance,
    browsing,
    discovery,
    errors,
    feed,
    feedback,
    health,
    markdown,
    media,
    og_images,
    pages,
    preview,
    search,
)

reader_urls = [
    path("", browsing.home, name="home"),
    path("topics/", browsing.topic_index, name="topics"),
    path("topics/<slug:slug>/", pages.topic_detail, name="topic"),
    path("questions/<slug:slug>/", pages.question_detail, name="question"),
    path("pages/<slug:slug>/", pages.page_detail, name="page"),
    path("search/", search.results, name="search"),
]

form_urls = [
    path("questions/<slug:slug>/answered/", feedback.answered, name="answered"),
    path("questions/<slug:slug>/stuck/", feedback.stuck, name="stuck"),
]

editor_urls = [
    path("preview/<str:token>/", preview.preview, name="preview"),
]

operator_urls = [
    path("livez", health.livez, name="livez"),
    path("readyz", health.readyz, name="readyz"),
]

machine_urls = [
    path("questions/<slug:slug>.md", markdown.question_markdown, name="question_markdown"),
    path("questions/<slug:slug>.png", og_images.question_image, name="question_picture"),
    path("picture.png", og_images.site_image, name="picture"),
    re_path(rf"^media/(?P<name>{NAME_PATTERN})\Z", media.image, name="image"),
    path("site.css", appearance.style, name="site_style"),
    path("icon.svg", appearance.icon, name="icon"),
    re_path(r"^logo(-dark|)\.(png|jpg|webp|svg)\Z", appearance.logo, name="logo"),
    path("llms.txt", markdown.llms, name="llms"),
    path("llms-full.txt", markdown.llms_full, name="llms_full"),
    path("sitemap.xml", discovery.sitemap, name="sitemap"),
    path("robots.txt", discovery.robots, name="robots"),
    path(".well-known/security.txt", discovery.security, name="security"),
    path("opensearch.xml", discovery.opensearch, name="opensearch"),
    path("feed/", feed.feed, name="feed"),
    path("topics/<slug:slug>/feed/", feed.feed, name="topic_feed"),
    path("search/suggest/", suggestions.suggestions, name="suggestions"),
    path("api/v1/search/", api_search.results, name="api_search"),
    path("api/v1/topics/", content.topics, name="api_topics"),
    path("api/v1/questions/", content.questions, name="api_questions"),
    path("api/v1/questions/<slug:slug>/", content.question_detail, name="api_question"),
    path("api/v1/openapi.json", openapi.document, name="openapi"),
    # With the final slash, so that the middleware still redirects an address that only lacks it.
    re_path(r"^api/(?:.*/)?$", responses.not_found),
]


def server_error(request: HttpRequest) -> HttpResponse:
    """Return the error as a page, or as JSON at the addresses of the API."""
    # A database can fail outside views too, as when the session is saved.
    problem = database_problem(sys.exc_info()[1])
    if problem:
        return unavailable(request, problem)
    return (responses if is_for_programs(request) else errors).server_error(request)


urlpatterns = [*reader_urls, *form_urls, *editor_urls, *machine_urls, *operator_urls]
