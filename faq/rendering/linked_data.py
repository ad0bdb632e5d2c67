"""What a page says, as data in the words of schema.org; every text in it is on the page too."""

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

# As much as results pages and link previews show.
DESCRIPTION_LENGTH = 300

# In the vocabulary of schema.org.
Data: TypeAlias = dict[str, Json]


def home() -> Data:
    """The site, and how to search it."""
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
    """Where results are; they are a page's own and have no address that lasts."""
    url = canonical(reverse("search"))
    return _graph(
        _breadcrumbs((conf.site_name(), canonical(reverse("home"))), (gettext("Search"), url))
    )


def topic_page(topic: Topic) -> Data:
    return _graph(_breadcrumbs(_help(), (topic.title, canonical(topic.get_absolute_url()))))


def question_page(question: Question, steps: Sequence[Step]) -> Data:
    """A question with its answer.

    Args:
        question: with its topic fetched.
        steps: all of them, in order.
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
    crumbs = [_help(), (topic.title, canonical(topic.get_absolute_url())), (question.title, url)]
    return _graph({name: value for name, value in article.items() if value}, _breadcrumbs(*crumbs))


def home_description(topics: Sequence[Topic]) -> str:
    """What the site is about, in one line of plain text."""
    titles = ", ".join(topic.title for topic in topics)
    said = gettext("Answers step by step: {}.").format(titles) if titles else conf.site_name()
    return Truncator(said).chars(DESCRIPTION_LENGTH)


def topic_description(topic: Topic, questions: Iterable[Question]) -> str:
    """What a topic is about, in one line of plain text: its summary, or else what is asked in it."""
    said = topic.summary or " ".join(question.title for question in questions)
    return Truncator(said).chars(DESCRIPTION_LENGTH)


def description(question: Question, steps: Sequence[Step]) -> str:
    """The answer in one line of plain text: the summary, or else what the page says first."""
    texts = [
        question.summary,
        plain(question.body_html),
        *(plain(step.title_html) for step in steps),
    ]
    said = texts[0] or texts[1] or " · ".join(texts[2:])
    return Truncator(" ".join(said.split())).chars(DESCRIPTION_LENGTH)


def _step(step: Step, page: str) -> Data:
    """A step, its caution as what should be known before its direction."""
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


def _breadcrumbs(*crumbs: tuple[str, str]) -> Data:
    items: list[Json] = [
        {"@type": "ListItem", "position": place, "name": name, "item": url}
        for place, (name, url) in enumerate(crumbs, start=1)
    ]
    return {"@type": "BreadcrumbList", "itemListElement": items}


def _graph(*things: Data) -> Data:
    return {"@context": "https://schema.org", "@graph": list(things)}
