"""Addresses, by what they are about."""

from django.urls import path, re_path

from faq.api import answers, suggestions
from faq.api import search as api_search
from faq.views import health, pages, search

reader_urls = [
    path("", pages.home, name="home"),
    path("topics/<slug:slug>/", pages.topic, name="topic"),
    path("questions/<slug:slug>/", pages.question, name="question"),
    path("search/", search.results, name="search"),
]

operator_urls = [
    path("livez", health.livez, name="livez"),
    path("readyz", health.readyz, name="readyz"),
]

machine_urls = [
    path("search/suggest/", suggestions.suggestions, name="suggestions"),
    path("api/v1/search/", api_search.results, name="api_search"),
    # With the slash, so that an address that only lacks it is still redirected.
    re_path(r"^api/(?:.*/)?$", answers.not_found),
]

urlpatterns = [*reader_urls, *machine_urls, *operator_urls]
