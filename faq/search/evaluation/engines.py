"""The engines that the benchmark compares: ours, Haystack's own for Whoosh, and SQLite FTS5."""

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from itertools import chain, islice
from pathlib import Path
from typing import Protocol

from haystack import connections
from haystack.constants import DJANGO_CT, DJANGO_ID, ID
from haystack.query import SearchQuerySet

from faq.search import suggestions
from faq.search.evaluation.temporary_index import PlainQuestion, TemporaryIndex, temporary_index
from faq.search.index import document
from faq.text.words import folded_words

# The results on a page.
MAX_RESULTS = 10
MAX_SUGGESTIONS = suggestions.COUNT


class BenchmarkEngine(Protocol):
    """A search engine with an open index."""

    def rank(self, text: str) -> list[int]:
        """Return at most MAX_RESULTS primary keys, best first."""

    def suggest(self, text: str) -> list[int]:
        """Return at most MAX_SUGGESTIONS primary keys for the beginning of a title, best first."""

    def save(self, question: PlainQuestion) -> None:
        """Index a changed question, so that the next rank() finds it."""

    def size(self) -> int:
        """Return the bytes on disk."""


Build = Callable[[Iterable[PlainQuestion], Path], AbstractContextManager[BenchmarkEngine]]


class _Ours:
    def __init__(self, index: TemporaryIndex) -> None:
        self._index = index

    def rank(self, text: str) -> list[int]:
        return self._index.rank(text, MAX_RESULTS)

    def suggest(self, text: str) -> list[int]:
        return self._index.suggest(text)

    def save(self, question: PlainQuestion) -> None:
        self._index.save(question.document())

    def size(self) -> int:
        return _bytes_below(self._index.folder)


@contextmanager
def ours(questions: Iterable[PlainQuestion], folder: Path) -> Iterator[BenchmarkEngine]:
    """Build the engine that the site uses."""
    with temporary_index(questions) as index:
        yield _Ours(index)


class _StockIndex:
    """Returns the fields of an object to Haystack: topic, audiences and text as in faq.search_indexes."""

    def full_prepare(self, question: PlainQuestion) -> dict[str, object]:
        return {
            ID: document.key(question.pk),
            DJANGO_CT: "faq.question",
            DJANGO_ID: str(question.pk),
            "text": "\n".join((question.title, _rest(question))),
            "topic": question.topic,
            "audiences": [],
        }


class _Stock:
    # The batch size of manage.py update_index.
    BATCH = 1000

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._backend = connections["stock"].get_backend()

    def add(self, questions: list[PlainQuestion]) -> None:
        self._backend.update(_StockIndex(), questions)

    def rank(self, text: str) -> list[int]:
        found = SearchQuerySet(using="stock").auto_query(text)[:MAX_RESULTS]
        return [int(result.pk) for result in found]

    def suggest(self, text: str) -> list[int]:
        if not (words := folded_words(text)):
            return []
        found = SearchQuerySet(using="stock").filter(text__startswith=words.pop())
        return [int(result.pk) for result in found.auto_query(" ".join(words))[:MAX_SUGGESTIONS]]

    def save(self, question: PlainQuestion) -> None:
        self.add([question])

    def size(self) -> int:
        return _bytes_below(self._folder)


@contextmanager
def stock(questions: Iterable[PlainQuestion], folder: Path) -> Iterator[BenchmarkEngine]:
    """Build Haystack's own engine for Whoosh, used as its documentation shows."""
    connections.connections_info["stock"] = {
        "ENGINE": "haystack.backends.whoosh_backend.WhooshEngine",
        "PATH": str(folder),
        "SILENTLY_FAIL": False,
    }
    try:
        engine = _Stock(folder)
        left = iter(questions)
        while batch := list(islice(left, _Stock.BATCH)):
            engine.add(batch)
        yield engine
    finally:
        connections.thread_local.connections.pop("stock", None)
        del connections.connections_info["stock"]


class _FTS5:
    def __init__(self, file: Path, database: sqlite3.Connection) -> None:
        self._file = file
        self._database = database

    def add(self, questions: Iterable[PlainQuestion]) -> None:
        with self._database:
            self._database.executemany(
                "INSERT INTO questions (rowid, title, rest) VALUES (?, ?, ?)",
                ((question.pk, question.title, _rest(question)) for question in questions),
            )

    def rank(self, text: str) -> list[int]:
        words = " OR ".join('"{}"'.format(word.replace('"', "")) for word in text.split())
        found = self._database.execute(
            "SELECT rowid FROM questions WHERE questions MATCH ? ORDER BY bm25(questions, 3, 1) LIMIT ?",
            (words, MAX_RESULTS),
        )
        return [pk for (pk,) in found]

    def suggest(self, text: str) -> list[int]:
        words = " AND ".join(f'title : "{word}"' for word in folded_words(text))
        if not words:
            return []
        found = self._database.execute(
            "SELECT rowid FROM questions WHERE questions MATCH ? ORDER BY rank LIMIT ?",
            (words + "*", MAX_SUGGESTIONS),
        )
        return [pk for (pk,) in found]

    def save(self, question: PlainQuestion) -> None:
        with self._database:
            self._database.execute(
                "REPLACE INTO questions (rowid, title, rest) VALUES (?, ?, ?)",
                (question.pk, question.title, _rest(question)),
            )

    def size(self) -> int:
        return _bytes_below(self._file.parent)


@contextmanager
def fts5(questions: Iterable[PlainQuestion], folder: Path) -> Iterator[BenchmarkEngine]:
    """Build an FTS5 table of SQLite: any of the stemmed words, ranked by bm25 with titles weighted 3."""
    file = folder / "fts5.sqlite3"
    with closing(sqlite3.connect(file)) as database:
        # The settings of the site's own database.
        database.execute("PRAGMA journal_mode = WAL")
        database.execute("PRAGMA synchronous = NORMAL")
        database.execute(
            "CREATE VIRTUAL TABLE questions USING fts5"
            " (title, rest, tokenize = 'porter unicode61 remove_diacritics 2')"
        )
        engine = _FTS5(file, database)
        engine.add(questions)
        # Otherwise the journal would count towards the size.
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        yield engine


ENGINES: dict[str, Build] = {"ours": ours, "stock": stock, "fts5": fts5}


def _rest(question: PlainQuestion) -> str:
    """Everything but the title."""
    return "\n".join(chain(question.phrasings, question.steps, (question.topic, question.body)))


def _bytes_below(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
