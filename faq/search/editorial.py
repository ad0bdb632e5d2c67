"""Searches questions in all states, drafts and working copies included, for editors."""

from datetime import datetime
from threading import Lock
from typing import NamedTuple

from faq.models import ContentVersion, Question, Step
from faq.search import context
from faq.search.highlight import found_terms
from faq.search.index import loading
from faq.search.index.document import Content, content, prefetch_indexed
from faq.search.index.snapshot import Snapshot
from faq.search.index_engine import IndexEngine
from faq.search.query.analysis import stem
from faq.search.query.parser import parse
from faq.search.results import best_step, content_words
from faq.search.searcher import Searcher
from faq.search.types import SearchUnavailable

MAX_HITS = 100
MAX_TARGETS = 8
# With more, one larger segment is made of all of them.
_MAX_SEGMENTS = 10


class _Unpublished(NamedTuple):
    """What readers cannot find yet or any more, for one version of the content.

    Attributes:
        version: of the content.
        contents: by primary key.
        documents: the same, analysed.
    """

    version: int
    contents: dict[int, Content]
    documents: Snapshot


_NOTHING = _Unpublished(0, {}, Snapshot({}, []))
_known = _NOTHING
_lock = Lock()


def search_all(text: str, *, now: datetime) -> list[int]:
    """Find questions, drafts and working copies in an editor's own words, as readers' search would.

    Args:
        text: what was typed, of any length.
        now: the current time.

    Returns:
        the primary keys of at most MAX_HITS rows, best first.

    Raises:
        SearchUnavailable: the index is missing or damaged.
    """
    query = parse(text)
    return _engine(now).search(query, page_size=MAX_HITS).pks if query.words else []


def find_link_targets(text: str, *, now: datetime) -> list[tuple[Question, Step | None]]:
    """Find questions to link to while an editor types: published ones, and drafts.

    No text and no damaged index makes this fail.

    Returns:
        at most MAX_TARGETS questions with their topics, the best first, each with the step that fits the
        text better than the question's title does, if there is one.
    """
    query = parse(text, is_typing=True)
    if not query.words:
        return []
    try:
        found = _engine(now).suggest(query, limit=MAX_TARGETS)
    except SearchUnavailable:
        found = Searcher(now).suggest(query, limit=MAX_TARGETS)
    rows = Question.objects.select_related("topic").prefetch_related("steps").in_bulk(found.pks)
    current = [rows[pk] for pk in found.pks if pk in rows and not rows[pk].is_over(now)]
    terms = {stem(found.corrected.get(word, word)) for word in content_words(query)}
    return [(question, _step(question, terms)) for question in current]


def _step(question: Question, terms: set[str]) -> Step | None:
    steps = sorted(question.steps.all(), key=lambda step: step.position)
    return best_step(steps, terms - found_terms(question.title, terms))


def _engine(now: datetime) -> IndexEngine:
    index = loading.current().with_newer(_unpublished(now).documents)
    return IndexEngine(index, context.current(now).synonyms)


def _unpublished(now: datetime) -> _Unpublished:
    """Return the current texts; only those that changed are analysed again."""
    global _known
    # The version is read first, so that the texts are at least as new.
    version = ContentVersion.objects.current(now)
    with _lock:
        if version == 0 or version != _known.version:
            _known = _updated(_known, version)
        return _known


def clear_cache() -> None:
    """Drop the texts that this process has analysed."""
    global _known
    _known = _NOTHING


def _updated(before: _Unpublished, version: int) -> _Unpublished:
    rows = prefetch_indexed(Question.with_copies.not_indexed())
    contents = {row.pk: content(row) for row in rows}
    if len(before.documents.segments) >= _MAX_SEGMENTS:
        before = _NOTHING
    changed = [each for pk, each in contents.items() if before.contents.get(pk) != each]
    newer = loading.of_documents([each.document() for each in changed])
    gone = before.contents.keys() - contents.keys()
    return _Unpublished(version, contents, before.documents.with_newer(newer, without=gone))
