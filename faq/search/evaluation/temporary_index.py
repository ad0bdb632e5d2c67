"""A temporary index, to measure search with documents that are not in the database."""

import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from django.conf import settings
from django.test.utils import override_settings
from django.utils.text import slugify

from faq.search.index import loading, store
from faq.search.index.document import Document, Indexable, assemble
from faq.search.index.rebuild import fill
from faq.search.index_engine import IndexEngine
from faq.search.query.parser import parse
from faq.search.suggestions import COUNT
from faq.search.types import TopHits


class PlainQuestion(NamedTuple):
    """A question as plain text that is not in the database."""

    pk: int
    topic: str
    title: str
    body: str = ""
    steps: tuple[str, ...] = ()
    phrasings: tuple[str, ...] = ()

    def document(self) -> Document:
        """Make its document."""
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
    """The site's query parser and search engine on a temporary index. Create it with temporary_index()."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def rank(self, text: str, limit: int = 10) -> list[int]:
        """Return the primary keys of at most `limit` questions for a text, best first.

        Raises:
            SearchUnavailable: the index is damaged.
        """
        return self.find(text, limit).pks

    def find(self, text: str, limit: int = 10) -> TopHits:
        """Search for a text and return the first `limit` results; a text without words has none.

        Raises:
            SearchUnavailable: the index is damaged.
        """
        query = parse(text)
        if not query.words:
            return TopHits(pks=[], total=0, topic_counts={})
        return IndexEngine(loading.current()).search(query, page_size=limit)

    def suggest(self, text: str) -> list[int]:
        """Return the primary keys to suggest for what was typed so far, best first.

        Raises:
            SearchUnavailable: the index is damaged.
        """
        query = parse(text, is_typing=True)
        engine = IndexEngine(loading.current())
        return engine.suggest(query, limit=COUNT).pks if query.words else []

    def save(self, changed: Document) -> None:
        """Index a new or changed document, so that the next rank() finds it.

        Raises:
            SearchUnavailable: nothing was written.
        """
        with store.writing(store.open_generation(store.live_folder())) as writer:
            writer.remove([changed.pk])
            writer.add_document(**changed.fields)


@contextmanager
def temporary_index(questions: Iterable[Indexable]) -> Iterator[TemporaryIndex]:
    """Build an index of some questions in a temporary folder, which is deleted at the end.

    Args:
        questions: with unique primary keys.

    Raises:
        SearchUnavailable: the index could not be built.
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
                loading.clear_cache()
