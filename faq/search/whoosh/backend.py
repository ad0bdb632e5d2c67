"""The Haystack engine, for SearchQuerySet, update_index and rebuild_index."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from haystack.backends import BaseEngine
from haystack.backends.whoosh_backend import WhooshSearchBackend, WhooshSearchQuery
from haystack.utils import get_identifier
from whoosh.fields import Schema
from whoosh.filedb.filestore import FileStorage
from whoosh.qparser import MultifieldParser
from whoosh.query import Variations

from faq.models import Question
from faq.search.index import outbox, store
from faq.search.ranking.weights import FIELDS
from faq.search.types import SearchUnavailable
from faq.search.whoosh.schema import schema

# Haystack's dictionary of results: "results", "hits", "facets", "spelling_suggestion".
Results = dict[str, object]


class Backend(WhooshSearchBackend):
    """Haystack's Whoosh backend with our generations, schema and locks. The site itself does not use it."""

    def setup(self) -> None:
        folder = store.live_folder()
        self.path = str(folder)
        self.storage = FileStorage(self.path, supports_mmap=False)
        self.content_field_name, self.schema = self.build_schema({})
        # The index is not stemmed, so a query must match all forms of a word.
        self.parser = MultifieldParser(list(FIELDS), schema=self.schema, termclass=Variations)
        self.index = store.open_generation(folder)
        self.setup_complete = True

    def build_schema(self, fields: object) -> tuple[str, Schema]:
        return next(iter(FIELDS)), schema()

    def update(self, index: object, iterable: Iterable[Question], commit: bool = True) -> None:
        with self._writing():
            outbox.update_questions(self.index, [question.pk for question in iterable])

    def remove(self, obj_or_string: object, commit: bool = True) -> None:
        with self._writing():
            outbox.update_questions(
                self.index, [int(get_identifier(obj_or_string).rpartition(".")[2])]
            )

    def clear(self, models: object = None, commit: bool = True) -> None:
        """Switch to an empty generation in one step."""
        with self._writing(), store.lock(store.REBUILDING, wait=0) as alone:
            before = store.generations_in_use()
            self._start_empty()
            if alone:
                store.remove_generations(keep=before | store.generations_in_use())

    def search(self, query_string: str, **kwargs: object) -> Results:
        self._open_live()
        found: Results = super().search(query_string, **kwargs)
        return found

    def more_like_this(self, model_instance: Question, *args: object, **kwargs: object) -> Results:
        self._open_live()
        found: Results = super().more_like_this(model_instance, *args, **kwargs)
        return found

    def _open_live(self) -> None:
        """Open the live generation if it is not the open one."""
        if not self.setup_complete or self.path != str(store.live_folder()):
            self.setup()

    @contextmanager
    def _writing(self) -> Iterator[None]:
        with store.lock(store.WRITING, wait=30) as acquired:
            if not acquired:
                raise SearchUnavailable("The index is being written and did not come free.")
            # Only a writer may create an index: if a reader did, nobody would notice that it was missing.
            if not store.generations_in_use():
                self._start_empty()
            self._open_live()
            yield

    def _start_empty(self) -> None:
        folder = store.new_generation()
        store.switch_to(folder)
        self.setup()


class Engine(BaseEngine):
    backend = Backend
    query = WhooshSearchQuery
