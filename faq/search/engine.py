"""Asks the index: ParsedQuery → primary keys, best first, with exact counts."""

from collections import Counter
from collections.abc import Collection

from haystack.constants import DJANGO_ID
from whoosh.query import Or, Term
from whoosh.searching import Searcher

from faq.search import storage
from faq.search.document import WEIGHTS
from faq.search.types import PAGE_SIZE, Found, ParsedQuery


def find(query: ParsedQuery, *, topic: str | None, number: int, hidden: Collection[int]) -> Found:
    """One page of what matches any of the words.

    Args:
        query: with at least one term.
        topic: slug to filter by.
        number: of the page, from 1.
        hidden: primary keys that are indexed but must not be counted, since they are scheduled.

    Raises:
        SearchUnavailable: the index is missing or damaged.
    """
    with storage.translated():
        searcher = storage.searcher()
        wanted = Or([Term(f, term, boost=w) for term in query.terms for f, w in WEIGHTS.items()])
        mask = Or([Term(DJANGO_ID, str(pk)) for pk in hidden]) if hidden else None
        docs = [doc for _, doc in searcher.search(wanted, limit=None, mask=mask).top_n]
        topics = _topics(searcher, docs)
        if topic is not None:
            docs = [doc for doc in docs if topics[doc] == topic]
        first = (number - 1) * PAGE_SIZE
        return Found(
            pks=[
                int(searcher.stored_fields(doc)[DJANGO_ID])
                for doc in docs[first : first + PAGE_SIZE]
            ],
            total=len(docs),
            topics=dict(Counter(topics.values())),
        )


def document_count() -> int:
    """How many questions the live index holds, opened afresh.

    Raises:
        SearchUnavailable: the index is missing or damaged.
    """
    with storage.translated(), storage.open_generation(storage.live_folder()).searcher() as fresh:
        return fresh.doc_count()


def _topics(searcher: Searcher, docs: list[int]) -> dict[int, str]:
    """The topic's slug of each document."""
    wanted = set(docs)
    reader = searcher.reader()
    return {
        doc: slug.decode()
        for slug in reader.lexicon("topic")
        for doc in reader.postings("topic", slug).all_ids()
        if doc in wanted
    }
