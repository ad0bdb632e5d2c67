"""Help centers of any size for trying out load and scale: from real articles, or from a list of words."""

import json
import random
from collections.abc import Iterable, Iterator
from itertools import count, cycle, islice
from pathlib import Path
from typing import Any, NamedTuple

from django.utils.text import slugify

TOPICS = 24
BODY_LENGTH = 1500
STEP_LENGTH = 180
MAX_STEPS = 12

_VERBS = ["open", "choose", "check", "move", "save", "copy", "print", "send", "share", "remove"]
_THINGS = [
    *(
        "account",
        "address",
        "button",
        "calendar",
        "card",
        "contract",
        "device",
        "document",
        "email",
    ),
    *("file", "folder", "image", "invoice", "keyboard", "language", "link", "list", "message"),
    *("network", "notice", "order", "page", "password", "payment", "photo", "printer", "profile"),
    *("receipt", "refund", "report", "room", "screen", "setting", "sound", "ticket", "video"),
]
_MANNERS = ["again", "quickly", "safely", "later", "offline", "together", "once", "first", "yearly"]


class Article(NamedTuple):
    """What a question is made of; `topic` is any word or two."""

    topic: str
    title: str
    body: str
    steps: list[str]


def from_corpora(files: Iterable[Path]) -> Iterator[Article]:
    """The articles of JSON-lines files with `topic`, `title`, `body` and `steps`, again and again.

    Raises:
        ValueError: there is no article in them.
    """
    articles = [
        Article(
            topic=row.get("topic") or "General",
            title=row["title"],
            body=row.get("body", ""),
            steps=row.get("steps", []),
        )
        for file in files
        for row in map(json.loads, file.read_text(encoding="utf-8").splitlines())
    ]
    if not articles:
        raise ValueError("The corpora hold no articles.")
    return cycle(articles)


def from_words(seed: int) -> Iterator[Article]:
    """Articles put together from a list of words; the same ones for the same seed."""
    chance = random.Random(seed)  # noqa: S311

    def sentence() -> str:
        verb, thing, other = chance.choice(_VERBS), chance.choice(_THINGS), chance.choice(_THINGS)
        return f"{verb.capitalize()} the {thing} in the {other} {chance.choice(_MANNERS)}."

    while True:
        verb, thing, other = chance.choice(_VERBS), chance.choice(_THINGS), chance.choice(_THINGS)
        yield Article(
            topic=chance.choice(_THINGS),
            title=f"How do I {verb} the {thing} of my {other}?",
            body=" ".join(sentence() for _ in range(chance.randint(3, 15))),
            steps=[sentence() for _ in range(chance.randint(0, 6))],
        )


def fixture(articles: Iterator[Article], questions: int) -> Iterator[dict[str, Any]]:
    """The objects of a fixture with that many published questions, in at most TOPICS topics.

    Args:
        articles: as many as are wanted, repetitions included.
        questions: how many to make.
    """
    topics: dict[str, str] = {}
    for number, article in zip(count(1), islice(articles, questions), strict=False):
        slug = _slug(article.topic, limit=40) or "general"
        if slug not in topics and len(topics) < TOPICS:
            topics[slug] = slug
            yield _object("topic", slug=slug, title=article.topic[:80], position=len(topics))
        shelf = topics.get(slug) or list(topics)[number % len(topics)]
        yield from _question(number, shelf, article)


def _question(number: int, topic: str, article: Article) -> Iterator[dict[str, Any]]:
    slug = f"{_slug(article.title, limit=60) or 'question'}-{number}"
    body = article.body[:BODY_LENGTH]
    yield _object(
        "question",
        topic=[topic],
        slug=slug,
        title=article.title[:190],
        summary=body.partition(". ")[0][:290],
        body=body,
        status="published",
        published_at="2026-01-01T09:00:00Z",
        position=number,
    )
    for position, step in enumerate(article.steps[:MAX_STEPS], start=1):
        yield _object(
            "step", question=[slug], position=position, title=step[:STEP_LENGTH] or "Go on"
        )
    words = " ".join(article.title.lower().rstrip("?").split()[-4:])
    yield _object("phrasing", question=[slug], text=f"{words} {number}"[-200:])


def _slug(text: str, *, limit: int) -> str:
    return slugify(text.replace("_", "-"))[:limit].strip("-")


def _object(model: str, **fields: Any) -> dict[str, Any]:
    return {"model": f"faq.{model}", "fields": fields}
