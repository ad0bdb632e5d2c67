"""The effect of a change of synonyms on promises: which phrasings stop or begin to find their question."""

import logging
from collections.abc import Collection, Sequence
from datetime import datetime
from typing import NamedTuple

from faq.insights.promises import MAX_SEARCHES, find_broken, published_phrasings, store_broken
from faq.models import BrokenPromise, Phrasing, Synonym
from faq.search import SearchUnavailable
from faq.search.query.synonyms import SynonymTable, contains_any, differing, table
from faq.search.searcher import Searcher

log = logging.getLogger(__name__)


class PromiseChange(NamedTuple):
    """The effect of a change of synonyms on promises.

    Attributes:
        broken: promises that the change breaks.
        fixed: phrasings that find their question with the change.
        unchecked_count: the number of phrasings with a changed word that were not checked.
    """

    broken: Sequence[BrokenPromise] = ()
    fixed: Sequence[Phrasing] = ()
    unchecked_count: int = 0


class _Comparison(NamedTuple):
    """The searches with both tables: what changes, the phrasings searched for, and those that fail after."""

    change: PromiseChange
    checked: Sequence[Phrasing]
    found: Sequence[BrokenPromise]


def current_synonyms(now: datetime) -> SynonymTable:
    """Return the table of synonyms, to pass to check_synonym_change() after a change."""
    return Searcher(now).context.synonyms


def check_synonym_change(before: SynonymTable, now: datetime) -> PromiseChange:
    """Check the phrasings that contain a word whose synonyms changed, and store the result for the admin.

    Args:
        before: current_synonyms() from before the change.
        now: decides what is published.

    Returns:
        the effect; an empty one if the index cannot be used.
    """
    compared = _compare(before, current_synonyms(now), now)
    if compared is None:
        return PromiseChange()
    store_broken(compared.checked, compared.found)
    return compared.change


def forecast_synonym_change(
    now: datetime, *, without: Collection[int] = (), added: Synonym | None = None
) -> PromiseChange:
    """Find out what a change of synonyms would do to promises. Nothing is stored.

    Args:
        now: decides what is published.
        without: the keys of the synonyms that would be deleted or replaced.
        added: a synonym that would be stored.

    Returns:
        the effect; an empty one if the index cannot be used.
    """
    kept = [synonym for synonym in Synonym.objects.all() if synonym.pk not in without]
    after = table([*kept, *([added] if added else [])])
    compared = _compare(current_synonyms(now), after, now)
    return compared.change if compared else PromiseChange()


def _compare(before: SynonymTable, after: SynonymTable, now: datetime) -> _Comparison | None:
    """Search with both tables for the phrasings that they differ in; None if there is nothing to compare."""
    members = differing(before, after)
    if not members:
        return None
    affected = [each for each in published_phrasings(now) if contains_any(each.text, members)]
    # Each costs two searches.
    checked = affected[: MAX_SEARCHES // 2]
    try:
        preview = Searcher(now).preview()
        found = find_broken(preview.with_synonyms(after), checked)
        were = {each.phrasing for each in find_broken(preview.with_synonyms(before), checked)}
    except SearchUnavailable as error:
        log.warning("Promises were not checked: %s", error)
        return None
    are = {each.phrasing for each in found}
    change = PromiseChange(
        broken=[each for each in found if each.phrasing not in were],
        fixed=[each for each in checked if each in were - are],
        unchecked_count=len(affected) - len(checked),
    )
    return _Comparison(change, checked, found)
