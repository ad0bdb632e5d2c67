"""Checks promises: each phrasing of a published question must find it among the first three results."""

import logging
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import NamedTuple

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from faq.models import BrokenPromise, Phrasing, PromiseCheck, Question
from faq.models.promise import PROMISED_RANK, WORDS_LENGTH
from faq.publishing import ContentSnapshot, NoteRequired
from faq.publishing.checks import CheckResult
from faq.search import SearchUnavailable
from faq.search.index_engine import published_pk
from faq.search.query.analysis import stem
from faq.search.query.parser import parse
from faq.search.ranking.weights import word_weight
from faq.search.searcher import Preview, Searcher

log = logging.getLogger(__name__)

# The most searches that saving or publishing waits for.
MAX_SEARCHES = 500


class PublicationForecast(NamedTuple):
    """The promises that would be broken after a draft or a working copy is published.

    Attributes:
        checked: the phrasings of other questions that were searched for.
        broken: all promises that would be broken.
        caused: those that this publication breaks: its own, and those of questions it displaces.
        covers_all: whether all phrasings of the site were checked.
        is_available: False if the index could not be used.
    """

    checked: Sequence[Phrasing] = ()
    broken: Sequence[BrokenPromise] = ()
    caused: Sequence[BrokenPromise] = ()
    covers_all: bool = False
    is_available: bool = True


class BreaksPromises(NoteRequired):
    """The publication would break promises.

    Attributes:
        broken: the promises, not saved.
    """

    def __init__(self, broken: Sequence[BrokenPromise]) -> None:
        self.broken = broken
        message = ngettext(
            "{} phrasing would not find its question among the first three results. "
            "Fix it, or publish with a reason.",
            "{} phrasings would not find their question among the first three results. "
            "Fix them, or publish with a reason.",
            len(broken),
        )
        super().__init__(message.format(len(broken)))

    def accepted(self, reason: str) -> str:
        """See NoteRequired."""
        text = _("Phrasings that do not find their question: {count}, accepted because: {why}")
        return text.format(count=len(self.broken), why=reason)


def published_phrasings(now: datetime) -> QuerySet[Phrasing]:
    """Return the phrasings of all published questions."""
    return Phrasing.objects.filter(question__in=Question.objects.published(now)).order_by("pk")


def check_all(now: datetime) -> list[BrokenPromise]:
    """Find all broken promises, and store them for the admin.

    Args:
        now: decides what is published.

    Raises:
        SearchUnavailable: the index is missing or damaged.
    """
    everything = list(published_phrasings(now))
    found = find_broken(Searcher(now).preview(), everything)
    store_broken(everything, found)
    PromiseCheck.objects.note(now, len(everything))
    return found


def broken_phrasings(question: Question, now: datetime) -> list[BrokenPromise]:
    """Return the phrasings of a draft or working copy that would not find it once it is published."""
    if not question.phrasings.exists():
        return []
    try:
        return _own_broken(Searcher(now).preview().with_published(question), question)
    except SearchUnavailable as error:
        log.warning("Phrasings were not checked: %s", error)
        return []


def forecast_publication(question: Question, now: datetime) -> PublicationForecast:
    """Find the promises that publishing a draft or a working copy would break.

    The phrasings of the draft are checked, and those of other questions; if these are more than
    MAX_SEARCHES, only the most similar ones.

    Args:
        question: the draft or working copy, as it is stored.
        now: decides what is published.
    """
    others = list(published_phrasings(now).exclude(question=published_pk(question)))
    if not others and not question.phrasings.exists():
        return PublicationForecast(covers_all=True)
    try:
        before = Searcher(now).preview()
        then = before.with_published(question)
        texts = [each.text for each in others]
        # The publication may also fix promises that are broken now.
        pks = {
            others[place].pk
            for place in then.most_similar(texts, published_pk(question), MAX_SEARCHES)
        }
        pks |= set(BrokenPromise.objects.values_list("phrasing_id", flat=True)[:MAX_SEARCHES])
        checked = [each for each in others if each.pk in pks]
        own = _own_broken(then, question)
        displaced = find_broken(then, checked, question)
        caused = [each for each in displaced if _finds_question(each.phrasing, before)]
    except SearchUnavailable as error:
        log.warning("Promises were not checked: %s", error)
        return PublicationForecast(is_available=False)
    except Question.DoesNotExist:
        # It has been published, discarded or deleted meanwhile, and publishing reports that.
        return PublicationForecast()
    return PublicationForecast(
        checked, [*own, *displaced], [*own, *caused], len(checked) == len(others)
    )


def check_phrasings(question: Question, content: ContentSnapshot, now: datetime) -> CheckResult:
    """Check the promises before a publication. Breaking any requires a reason."""
    forecast = forecast_publication(question, now)
    problem = BreaksPromises(forecast.caused) if forecast.caused else None
    return CheckResult(problem, lambda live: save_forecast(forecast, live, now))


def save_forecast(forecast: PublicationForecast, question: Question, now: datetime) -> None:
    """Store the broken promises of a forecast for the admin, after the publication.

    Args:
        forecast: made before the publication.
        question: the published question.
        now: the time of publishing.
    """
    own = {each.text: each for each in question.phrasings.all()}
    others = set(forecast.checked)
    for each in forecast.broken:
        # The phrasings of a working copy are deleted with it.
        if each.phrasing not in others:
            each.phrasing = own.get(each.phrasing.text, each.phrasing)
    checked = [*forecast.checked, *own.values()]
    store_broken(checked, forecast.broken)
    if forecast.covers_all:
        PromiseCheck.objects.note(now, len(checked))


def _own_broken(then: Preview, question: Question) -> list[BrokenPromise]:
    return find_broken(then, question.phrasings.order_by("pk")[:MAX_SEARCHES], question)


def _finds_question(phrasing: Phrasing, where: Preview) -> bool:
    return phrasing.question_id in where.ranking(phrasing.text)[:PROMISED_RANK]


def find_broken(
    where: Preview, phrasings: Iterable[Phrasing], written: Question | None = None
) -> list[BrokenPromise]:
    """Return the phrasings that do not find their question, as promises that are not saved.

    Args:
        where: the preview to search in.
        phrasings: any number of them; each costs a search.
        written: a draft or working copy that the preview takes as published.
    """
    places = {written.pk: published_pk(written)} if written else {}
    found: list[tuple[Phrasing, int, list[int]]] = []
    for phrasing in phrasings:
        pk = places.get(phrasing.question_id, phrasing.question_id)
        ranking = where.ranking(phrasing.text)
        if pk not in ranking[:PROMISED_RANK]:
            found.append((phrasing, pk, ranking))
    pks = {each for _phrasing, pk, ranking in found for each in (pk, *ranking[:PROMISED_RANK])}
    known = Question.objects.in_bulk(pks)
    if written:
        known[published_pk(written)] = written
    # A question that has just been deleted makes no promises.
    return [
        _broken_promise(phrasing, pk, ranking, known)
        for phrasing, pk, ranking in found
        if pk in known
    ]


def _broken_promise(
    phrasing: Phrasing, pk: int, ranking: list[int], known: dict[int, Question]
) -> BrokenPromise:
    phrasing.question = known[pk]
    above = [known[each] for each in ranking[:PROMISED_RANK] if each in known]
    title = {stem(word) for word in parse(phrasing.question.title).words}
    words = [word for word in parse(phrasing.text).words if word_weight(word) == 1]
    missing = dict.fromkeys(word for word in words if stem(word) not in title)
    return BrokenPromise(
        phrasing=phrasing,
        rank=ranking.index(pk) + 1 if pk in ranking else None,
        above=[{"title": each.title, "address": each.get_absolute_url()} for each in above],
        words=", ".join(missing)[:WORDS_LENGTH],
    )


@transaction.atomic
def store_broken(checked: Collection[Phrasing], found: Collection[BrokenPromise]) -> None:
    """Replace the stored results of some phrasings."""
    # A query takes a limited number of parameters; few of many phrasings are broken.
    were_broken = BrokenPromise.objects.values_list("phrasing_id", flat=True)
    again = {each.pk for each in checked}.intersection(were_broken)
    BrokenPromise.objects.filter(phrasing__in=again).delete()
    left = set(Phrasing.objects.filter(broken=None, pk__in=[each.phrasing_id for each in found]))
    BrokenPromise.objects.bulk_create([each for each in found if each.phrasing in left])
