"""Addresses, by what they are about."""

from django.urls import path

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

urlpatterns = [*reader_urls, *operator_urls]
