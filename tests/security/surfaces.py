"""Every address of the application that readers and programs ask, by its name in faq/urls.py."""

from typing import Any

from django.test import Client
from django.urls import URLPattern

from faq import urls

# {topic} and {question} are slugs, {words} a search.
LISTED = {
    "home": "/",
    "topics": "/topics/",
    "topic": "/topics/{topic}/",
    "question": "/questions/{question}/",
    "question_markdown": "/questions/{question}.md",
    "question_picture": "/questions/{question}.png",
    "picture": "/picture.png",
    "llms": "/llms.txt",
    "llms_full": "/llms-full.txt",
    "sitemap": "/sitemap.xml",
    "robots": "/robots.txt",
    "security": "/.well-known/security.txt",
    "opensearch": "/opensearch.xml",
    "feed": "/feed/",
    "topic_feed": "/topics/{topic}/feed/",
    "api_topics": "/api/v1/topics/",
    "api_questions": "/api/v1/questions/",
    "api_question": "/api/v1/questions/{question}/",
    "openapi": "/api/v1/openapi.json",
}
# What one person typed, and nobody keeps.
TYPED = {
    "search": "/search/?q={words}",
    "suggestions": "/search/suggest/?q={words}",
    "api_search": "/api/v1/search/?q={words}",
}
FORMS = {
    "answered": "/questions/{question}/answered/",
    "stuck": "/questions/{question}/stuck/",
}
# For whoever has the link: what it shows is not public, so none of what follows can hold of it.
PRIVATE = {"preview"}
# Files, and pages such as the imprint: the same whatever questions there are.
FILES = {"image", "icon", "logo", "site_style", "page"}
OPERATORS = {"livez": "/livez", "readyz": "/readyz"}
ALL = LISTED | TYPED | FORMS | OPERATORS

# Every parameter that any of them reads.
PARAMETERS = ["q", "topic", "audience", "page", "spelling", "said", "step", "reason", "done"]


def names() -> set[str | None]:
    """Of all addresses there are, but for what answers where there is nothing."""
    return {each.name for each in urls.urlpatterns if isinstance(each, URLPattern)} - {None}


def fill(address: str, *, topic: str = "sea", question: str = "walrus", words: str = "w") -> str:
    return address.format(topic=topic, question=question, words=words)


def ask(client: Client, address: str, **more: Any) -> tuple[int, str]:
    """The status of an answer, and all of it: headers and text, sent at once or in pieces."""
    response: Any = client.get(address, **more)
    content = response.getvalue().decode("utf-8", "replace")
    return response.status_code, f"{dict(response.headers)}\n{content}"
