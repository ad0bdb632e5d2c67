"""Which of several texts the published questions answer in the words they were typed in."""

import logging
from collections.abc import Sequence
from datetime import datetime

import numpy as np

from faq.models import Question
from faq.search import context, engine
from faq.search.index import snapshot, store
from faq.search.index.snapshot import Snapshot
from faq.search.query.analysis import stem
from faq.search.query.parser import parse
from faq.search.ranking.weights import word_weight
from faq.search.types import ParsedQuery, SearchUnavailable

log = logging.getLogger(__name__)


def answered(texts: Sequence[str], *, now: datetime) -> list[str]:
    """Those of the texts whose words all stand in published questions and for which one matches well.

    Args:
        texts: few, since each is searched for.
        now: decides what is published.

    Returns:
        in their order; none at all without an index.
    """
    if not texts:
        return []
    known = context.current(now)
    hidden = known.hidden(now)
    best: dict[str, int] = {}
    try:
        with store.translated():
            index = snapshot.current()
            visible = index.alive & ~np.isin(index.pks, hidden)
            for text in texts:
                query = parse(text, spelling=False)
                if query.words and _has_words(index, query, visible):
                    found = engine.find_in(
                        index, query, hidden=hidden, known=known.synonyms, page_size=1
                    )
                    if found.pks and found.is_confident:
                        best[text] = found.pks[0]
    except SearchUnavailable as error:
        log.warning("Naming no searches that are answered: %s", error)
        return []
    published = Question.objects.published(now).filter(pk__in=best.values())
    pks = set(published.values_list("pk", flat=True))
    return [text for text, pk in best.items() if pk in pks]


def _has_words(index: Snapshot, query: ParsedQuery, visible: np.ndarray) -> bool:
    """Whether some question has each of the words, but for those that only hold a sentence together."""
    content_words = [stem(word) for word in query.words if word_weight(word) == 1]
    return all(visible[index.of_stem(each)[0]].any() for each in content_words)
