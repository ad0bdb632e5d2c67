"""Promises: each phrasing of a published question finds that question among the first three results."""

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
from faq.search.query.synonyms import SynonymTable, contains_any, differing
from faq.search.ranking.weights import word_weight
from faq.search.searcher import Preview, Searcher

log = logging.getLogger(__name__)

# How many searches somebody who saves or publishes waits for.
MOST = 500


class Foreseen(NamedTuple):
    """What publishing a draft or a working copy would do.

    Attributes:
        asked: the phrasings of other questions that were looked at.
        broken: all that would not find their question then.
        breaks: those of them for which this text is to blame: its own, and what it pushes out.
        is_everything: whether there are no other phrasings.
        is_known: whether the index could be asked at all.
    """

    asked: Sequence[Phrasing] = ()
    broken: Sequence[BrokenPromise] = ()
    breaks: Sequence[BrokenPromise] = ()
    is_everything: bool = False
    is_known: bool = True


class BreaksPromises(NoteRequired):
    """Phrasings would not find their question any more.

    Attributes:
        broken: rows that are not saved.
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


class PromiseChange(NamedTuple):
    """What a change of synonyms did.

    Attributes:
        broken: phrasings that do not find their question since then.
        mended: phrasings that do so since then.
        left: how many others hold a word of the synonym and were not looked at.
    """

    broken: Sequence[BrokenPromise] = ()
    mended: Sequence[Phrasing] = ()
    left: int = 0


def standing(now: datetime) -> QuerySet[Phrasing]:
    """The phrasings of all questions that readers may see."""
    return Phrasing.objects.filter(question__in=Question.objects.published(now)).order_by("pk")


def broken(now: datetime) -> list[BrokenPromise]:
    """All promises that are broken; they are kept for the desk as well.

    Args:
        now: decides what is published.

    Raises:
        SearchUnavailable: the index cannot be asked.
    """
    everything = list(standing(now))
    found = _broken(Searcher(now).preview(), everything)
    _keep(everything, found)
    PromiseCheck.objects.note(now, len(everything))
    return found


def own_broken_by(question: Question, now: datetime) -> list[BrokenPromise]:
    """What foresee() would say of its own phrasings alone, for when it is saved."""
    if not question.phrasings.exists():
        return []
    try:
        return _own_broken(Searcher(now).preview().with_published(question), question)
    except SearchUnavailable as error:
        log.warning("Phrasings were not checked: %s", error)
        return []


def foresee(question: Question, now: datetime) -> Foreseen:
    """What publishing a draft or a working copy now would do; nothing is known without an index.

    Its own phrasings are looked at, and those of other questions; of more than MOST the nearest ones.

    Args:
        question: as it is stored.
        now: decides what is published.
    """
    others = list(standing(now).exclude(question=published_pk(question)))
    if not others and not question.phrasings.exists():
        return Foreseen(is_everything=True)
    try:
        before = Searcher(now).preview()
        then = before.with_published(question)
        texts = [each.text for each in others]
        # Those that are broken already may be mended by it.
        looked_at = {
            others[place].pk for place in then.most_similar(texts, published_pk(question), MOST)
        }
        looked_at |= set(BrokenPromise.objects.values_list("phrasing_id", flat=True)[:MOST])
        asked = [each for each in others if each.pk in looked_at]
        own = _own_broken(then, question)
        pushed = _broken(then, asked, question)
        breaks = [each for each in pushed if _is_kept(each.phrasing, before)]
    except SearchUnavailable as error:
        log.warning("Promises were not checked: %s", error)
        return Foreseen(is_known=False)
    except Question.DoesNotExist:
        # Somebody published, discarded or deleted it meanwhile: whoever publishes it is told so.
        return Foreseen()
    return Foreseen(asked, [*own, *pushed], [*own, *breaks], len(asked) == len(others))


def check_publication(question: Question, content: ContentSnapshot, now: datetime) -> CheckResult:
    """The promises as a check of publications: whoever breaks one has to say why."""
    foreseen = foresee(question, now)
    problem = BreaksPromises(foreseen.breaks) if foreseen.breaks else None
    return CheckResult(problem, lambda live: keep(foreseen, live, now))


def keep(foreseen: Foreseen, question: Question, now: datetime) -> None:
    """Keep for the desk what was foreseen, once it has happened.

    Args:
        question: as readers see it.
        now: the time of publishing.
    """
    own = {each.text: each for each in question.phrasings.all()}
    others = set(foreseen.asked)
    for each in foreseen.broken:
        # Those of a working copy are gone with it.
        if each.phrasing not in others:
            each.phrasing = own.get(each.phrasing.text, each.phrasing)
    asked = [*foreseen.asked, *own.values()]
    _keep(asked, foreseen.broken)
    if foreseen.is_everything:
        PromiseCheck.objects.note(now, len(asked))


def synonyms(now: datetime) -> SynonymTable:
    """What stands for what, to be given to changed() once that is another."""
    return Searcher(now).context.synonyms


def changed(before: SynonymTable, now: datetime) -> PromiseChange:
    """What became of the promises that hold a word whose synonyms changed; kept for the desk as well.

    Args:
        before: synonyms() before the change.
        now: decides what is published.

    Returns:
        nothing where the index cannot be asked.
    """
    members = differing(before, synonyms(now))
    if not members:
        return PromiseChange()
    holding = [each for each in standing(now) if contains_any(each.text, members)]
    # Each is searched for twice.
    asked = holding[: MOST // 2]
    try:
        after = Searcher(now).preview()
        found = _broken(after, asked)
        were = {each.phrasing for each in _broken(after.with_synonyms(before), asked)}
    except SearchUnavailable as error:
        log.warning("Promises were not checked: %s", error)
        return PromiseChange()
    _keep(asked, found)
    are = {each.phrasing for each in found}
    return PromiseChange(
        broken=[each for each in found if each.phrasing not in were],
        mended=[each for each in asked if each in were - are],
        left=len(holding) - len(asked),
    )


def _own_broken(then: Preview, question: Question) -> list[BrokenPromise]:
    return _broken(then, question.phrasings.order_by("pk")[:MOST], question)


def _is_kept(phrasing: Phrasing, where: Preview) -> bool:
    return phrasing.question_id in where.ranking(phrasing.text)[:PROMISED_RANK]


def _broken(
    where: Preview, phrasings: Iterable[Phrasing], written: Question | None = None
) -> list[BrokenPromise]:
    """Those that do not find their question.

    Args:
        where: that is asked.
        phrasings: few or many; each is searched for.
        written: a draft or working copy that is taken for published there.
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
    # What was deleted a moment ago has no promises left.
    return [_row(phrasing, pk, ranking, known) for phrasing, pk, ranking in found if pk in known]


def _row(
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
def _keep(asked: Collection[Phrasing], found: Collection[BrokenPromise]) -> None:
    """Put what was found of some phrasings in the place of what was kept of them."""
    # Few are broken, however many were asked: a query takes only so many parameters.
    were_broken = BrokenPromise.objects.values_list("phrasing_id", flat=True)
    again = {each.pk for each in asked}.intersection(were_broken)
    BrokenPromise.objects.filter(phrasing__in=again).delete()
    left = set(Phrasing.objects.filter(broken=None, pk__in=[each.phrasing_id for each in found]))
    BrokenPromise.objects.bulk_create([each for each in found if each.phrasing in left])
