"""A throw-away index outside the live one, to measure search with documents that have no rows."""

import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from django.conf import settings
from django.test.utils import override_settings
from django.utils.text import slugify

from faq.search.index import snapshot, store
from faq.search.index.document import Document, Indexable, assemble
from faq.search.index.rebuild import fill
from faq.search.index_engine import IndexEngine
from faq.search.query.parser import parse
from faq.search.suggestions import COUNT
from faq.search.types import TopHits


class PlainQuestion(NamedTuple):
    """A question as plain text, without a row behind it."""

    pk: int
    topic: str
    title: str
    body: str = ""
    steps: tuple[str, ...] = ()
    phrasings: tuple[str, ...] = ()

    def document(self) -> Document:
        """What the index holds of it."""
        return assemble(
            self.pk,
            topic=slugify(self.topic) or "general",
            audiences=(),
            words={
                "title": self.title,
                "phrasings": "\n".join(self.phrasings),
                "text": "\n".join((self.body, *self.steps)),
                "topic_title": self.topic,
            },
        )


class TemporaryIndex:
    """The site's query parser and search engine on another index. Made by temporary_index()."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def rank(self, text: str, limit: int = 10) -> list[int]:
        """Primary keys for a visitor's text, best first.

        Raises:
            SearchUnavailable: the index is damaged.
        """
        return self.find(text, limit).pks

    def find(self, text: str, limit: int = 10) -> TopHits:
        """What a visitor's text finds, the first `limit` of it; what has no words finds nothing.

        Raises:
            SearchUnavailable: the index is damaged.
        """
        query = parse(text)
        if not query.words:
            return TopHits(pks=[], total=0, topic_counts={})
        return IndexEngine(snapshot.current()).search(query, page_size=limit)

    def suggest(self, text: str) -> list[int]:
        """Primary keys for what a visitor has typed so far, best first.

        Raises:
            SearchUnavailable: the index is damaged.
        """
        query = parse(text)
        return IndexEngine(snapshot.current()).suggest(query, limit=COUNT) if query.words else []

    def save(self, changed: Document) -> None:
        """Index one new or changed document; the next rank() sees it.

        Raises:
            SearchUnavailable: nothing was written.
        """
        with store.writing(store.open_generation(store.live_folder())) as writer:
            writer.remove([changed.pk])
            writer.add_document(**changed.fields)


@contextmanager
def temporary_index(questions: Iterable[Indexable]) -> Iterator[TemporaryIndex]:
    """An index of these questions, in a temporary folder that goes away at the end.

    Args:
        questions: each with a primary key of its own.

    Raises:
        SearchUnavailable: it could not be built.
    """
    with tempfile.TemporaryDirectory(prefix="helpcenter-index-") as name:
        connection = {**settings.HAYSTACK_CONNECTIONS["default"], "PATH": name}
        with override_settings(HAYSTACK_CONNECTIONS={"default": connection}):
            folder = store.new_generation()
            fill(folder, questions)
            store.switch_to(folder)
            try:
                yield TemporaryIndex(Path(name))
            finally:
                snapshot.clear_cache()
