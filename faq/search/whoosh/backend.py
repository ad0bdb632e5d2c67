"""The Haystack engine, so that SearchQuerySet, update_index and rebuild_index keep working."""

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

# What Haystack calls a search's results: lists, counts and facets by name.
Results = dict[str, object]


class Backend(WhooshSearchBackend):
    """Haystack's Whoosh backend on our generations, schema and locks. The site itself does not come here."""

    def setup(self) -> None:
        folder = store.live_folder()
        self.path = str(folder)
        self.storage = FileStorage(self.path, supports_mmap=False)
        self.content_field_name, self.schema = self.build_schema({})
        # What is indexed is not stemmed, so a word stands for all its forms.
        self.parser = MultifieldParser(list(FIELDS), schema=self.schema, termclass=Variations)
        self.index = store.open_generation(folder)
        self.setup_complete = True

    def build_schema(self, fields: object) -> tuple[str, Schema]:
        return next(iter(FIELDS)), schema()

    def update(self, index: object, iterable: Iterable[Question], commit: bool = True) -> None:
        with self._writing():
            outbox.write(self.index, [question.pk for question in iterable])

    def remove(self, obj_or_string: object, commit: bool = True) -> None:
        with self._writing():
            outbox.write(self.index, [int(get_identifier(obj_or_string).rpartition(".")[2])])

    def clear(self, models: object = None, commit: bool = True) -> None:
        """Empty the index. Readers go from the full one to the empty one in a single step."""
        with self._writing(), store.lock(store.REBUILDING, wait=0) as alone:
            before = store.generations_in_use()
            self._start_empty()
            if alone:
                store.remove_generations(keep=before | store.generations_in_use())

    def search(self, query_string: str, **kwargs: object) -> Results:
        self._follow()
        found: Results = super().search(query_string, **kwargs)
        return found

    def more_like_this(self, model_instance: Question, *args: object, **kwargs: object) -> Results:
        self._follow()
        found: Results = super().more_like_this(model_instance, *args, **kwargs)
        return found

    def _follow(self) -> None:
        """Move to the live generation if another one was switched to."""
        if not self.setup_complete or self.path != str(store.live_folder()):
            self.setup()

    @contextmanager
    def _writing(self) -> Iterator[None]:
        with store.lock(store.WRITING, wait=30) as ours:
            if not ours:
                raise SearchUnavailable("The index is being written and did not come free.")
            # Only who writes may begin anew: a reader that did would hide that something is wrong.
            if not store.generations_in_use():
                self._start_empty()
            self._follow()
            yield

    def _start_empty(self) -> None:
        folder = store.new_generation()
        store.switch_to(folder)
        self.setup()


class Engine(BaseEngine):
    backend = Backend
    query = WhooshSearchQuery
