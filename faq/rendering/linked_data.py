"""The descriptions of pages and their structured data for search engines, in the terms of schema.org."""

from collections.abc import Iterable, Sequence
from typing import TypeAlias

from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext

from faq import conf
from faq.languages import canonical
from faq.models import Question, Step, Topic
from faq.text.markdown import plain
from faq.text.safe_json import Json

# In characters. Search engines and link previews show no more.
DESCRIPTION_LENGTH = 300

Data: TypeAlias = dict[str, Json]


def home() -> Data:
    """Return the data of the home page: the site and its search."""
    url = canonical(reverse("home"))
    search = canonical(reverse("search"))
    site: Data = {
        "@type": "WebSite",
        "name": conf.site_name(),
        "url": url,
        "inLanguage": conf.language_code(),
        "potentialAction": {
            "@type": "SearchAction",
            "target": {"@type": "EntryPoint", "urlTemplate": f"{search}?q={{search_term_string}}"},
            "query-input": "required name=search_term_string",
        },
    }
    return _graph(site, _breadcrumbs((conf.site_name(), url)))


def search_page() -> Data:
    """Return the data of the results page, without results: their addresses do not last."""
    url = canonical(reverse("search"))
    return _graph(
        _breadcrumbs((conf.site_name(), canonical(reverse("home"))), (gettext("Search"), url))
    )


def topic_index() -> Data:
    return _graph(_breadcrumbs(_help(), _topics()))


def topic_page(topic: Topic) -> Data:
    return _graph(
        _breadcrumbs(_help(), _topics(), (topic.title, canonical(topic.get_absolute_url())))
    )


def question_page(question: Question, steps: Sequence[Step]) -> Data:
    """Return a question with its answer as an article; steps are a how-to in it.

    Args:
        question: the question, with its topic and section selected.
        steps: all its steps, in order.
    """
    url = canonical(question.get_absolute_url())
    topic = question.topic
    article: Data = {
        "@type": "TechArticle",
        "headline": question.title,
        "description": question.summary,
        "articleBody": plain(question.body_html),
        "articleSection": topic.title,
        "inLanguage": conf.language_code(),
        "dateModified": question.updated_at.isoformat(timespec="seconds"),
        "url": url,
        "mainEntityOfPage": url,
        "image": canonical(question.get_picture_url()),
        "publisher": {"@type": "Organization", "name": conf.site_name()},
    }
    if steps:
        article["mainEntity"] = {
            "@type": "HowTo",
            "name": question.title,
            "step": [_step(step, url) for step in steps],
        }
    topic_url = canonical(topic.get_absolute_url())
    crumbs = [_help(), _topics(), (topic.title, topic_url)]
    if section := question.section:
        crumbs.append((section.title, f"{topic_url}#{section.slug}"))
    crumbs.append((question.title, url))
    return _graph({name: value for name, value in article.items() if value}, _breadcrumbs(*crumbs))


def home_description(topics: Sequence[Topic]) -> str:
    """Return the description of the site in one line of plain text."""
    titles = ", ".join(topic.title for topic in topics)
    text = gettext("Answers step by step: {}.").format(titles) if titles else conf.site_name()
    return Truncator(text).chars(DESCRIPTION_LENGTH)


def topic_description(topic: Topic, questions: Iterable[Question]) -> str:
    """Return the description of a topic: its summary, or else the titles of its questions."""
    text = topic.summary or " ".join(question.title for question in questions)
    return Truncator(text).chars(DESCRIPTION_LENGTH)


def description(question: Question, steps: Sequence[Step]) -> str:
    """Return the description of a question: its summary, or else its body, or else its steps."""
    texts = [
        question.summary,
        plain(question.body_html),
        *(plain(step.title_html) for step in steps),
    ]
    text = texts[0] or texts[1] or " · ".join(texts[2:])
    return Truncator(" ".join(text.split())).chars(DESCRIPTION_LENGTH)


def _step(step: Step, page: str) -> Data:
    """Return a step, with its caution as a tip before the direction."""
    parts = [
        {"@type": kind, "text": text}
        for kind, text in (
            ("HowToTip", plain(step.caution_html)),
            ("HowToDirection", plain(step.body_html)),
        )
        if text
    ]
    data: Data = {
        "@type": "HowToStep",
        "position": step.position,
        "name": plain(step.title_html),
        "url": f"{page}#{step.anchor}",
    }
    return {**data, "itemListElement": parts} if parts else data


def _help() -> tuple[str, str]:
    return gettext("Help"), canonical(reverse("home"))


def _topics() -> tuple[str, str]:
    return gettext("Topics"), canonical(reverse("topics"))


def _breadcrumbs(*crumbs: tuple[str, str]) -> Data:
    items: list[Json] = [
        {"@type": "ListItem", "position": place, "name": name, "item": url}
        for place, (name, url) in enumerate(crumbs, start=1)
    ]
    return {"@type": "BreadcrumbList", "itemListElement": items}


def _graph(*nodes: Data) -> Data:
    return {"@context": "https://schema.org", "@graph": list(nodes)}
