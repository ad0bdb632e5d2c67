"""Searches published questions: parses a text, asks the searcher, and looks its results up in the database."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db.models import BigIntegerField, DateTimeField

from faq.models import Audience, Question, Step, Topic
from faq.models.compiled_query import CompiledQuery
from faq.models.published_topics import published_topics
from faq.search.highlight import found_terms, highlight, snippet
from faq.search.query.analysis import stem
from faq.search.query.parser import parse
from faq.search.searcher import Searcher
from faq.search.types import (
    PAGE_SIZE,
    AudienceFacet,
    Filters,
    Hit,
    ParsedQuery,
    SearchPage,
    TopHits,
    TopicFacet,
)
from faq.text.english import FUNCTION_WORDS
from faq.text.markdown import plain
from faq.text.words import find_words

# Every further page costs as much as the first, and nobody reads that far.
MAX_PAGE = 1_000


_PKS = [BigIntegerField()] * PAGE_SIZE
_questions = CompiledQuery(
    lambda now, pks: Question.objects.published(now).filter(pk__in=pks).select_related("topic"),
    now=DateTimeField(),
    pks=_PKS,
)
_steps = CompiledQuery(lambda pks: Step.objects.filter(question__pk__in=pks).in_order(), pks=_PKS)


def search(
    text: str,
    *,
    topic: str | None = None,
    audience: str | None = None,
    number: int = 1,
    spelling: bool = True,
    now: datetime,
) -> SearchPage:
    """Find published questions in a visitor's own words.

    No text and no damaged index makes this fail: without an index the database answers, and the
    page says that it may be incomplete.

    Args:
        text: what was typed, of any length.
        topic: slug of the topic to search in; an unknown slug finds nothing.
        audience: slug of the audience; questions for everyone are included. An unknown slug finds nothing.
        number: of the page, from 1; a page past the last is empty.
        spelling: whether to correct words that no question contains.
        now: decides what is published.
    """
    query = parse(text, spelling=spelling)
    if not query.words:
        return SearchPage(text=query.text, hits=(), total=0, truncated=query.truncated)
    number = min(max(number, 1), MAX_PAGE)
    searcher = Searcher(now)
    audiences = searcher.context.audiences
    found = searcher.search(query, filters=Filters(topic, audience), number=number)
    topics = {each.slug: each for each in published_topics(now)}
    hits = _hydrate(found, query, now)
    return SearchPage(
        text=query.text,
        hits=hits,
        # A stale index counts what is not there any more.
        total=found.total - (len(found.pks) - len(hits)),
        number=number,
        topic_facets=_topic_facets(found, topics),
        audience_facets=_audience_facets(found, audiences),
        topics=tuple(topics.values()),
        topic=topics.get(topic) if topic else None,
        audience=audiences.get(audience) if audience else None,
        truncated=query.truncated,
        corrected=_corrected(query, found) if hits else None,
        is_confident=found.is_confident,
        is_verbatim=found.is_verbatim,
        is_complete=found.is_complete,
    )


def answered(texts: Sequence[str], *, now: datetime) -> list[str]:
    """Return those texts that a published question answers without any corrected spelling.

    Args:
        texts: a few; each costs a search.
        now: decides what is published.

    Returns:
        in their order; empty without an index.
    """
    if not texts:
        return []
    best = Searcher(now).answers(texts)
    published = Question.objects.published(now).filter(pk__in=best.values())
    pks = set(published.values_list("pk", flat=True))
    return [text for text, pk in best.items() if pk in pks]


def _topic_facets(found: TopHits, topics: Mapping[str, Topic]) -> tuple[TopicFacet, ...]:
    counts = [
        TopicFacet(topics[slug], count)
        for slug, count in found.topic_counts.items()
        if slug in topics
    ]
    return tuple(sorted(counts, key=lambda each: (-each.count, each.topic.position, each.topic.pk)))


def _audience_facets(found: TopHits, audiences: dict[str, Audience]) -> tuple[AudienceFacet, ...]:
    return tuple(
        AudienceFacet(audience, found.audience_counts[slug])
        for slug, audience in audiences.items()
        if slug in found.audience_counts
    )


def _corrected(query: ParsedQuery, found: TopHits) -> str | None:
    """Return the text with its corrections; None if no word was corrected."""
    if not found.corrected:
        return None
    pieces: list[str] = []
    at = 0
    for word in find_words(query.text):
        # A compound comes before its parts, and stands in the same place.
        if word.start >= at and word.text in found.corrected:
            pieces += [query.text[at : word.start], found.corrected[word.text]]
            at = word.end
    return "".join(pieces) + query.text[at:]


def _hydrate(found: TopHits, query: ParsedQuery, now: datetime) -> tuple[Hit, ...]:
    """Fetch the hits from the database. A question that is no longer published is left out."""
    if not found.pks:
        return ()
    questions = {row.pk: row for row in _questions.rows(now=now, pks=found.pks)}
    steps = defaultdict[int, list[Step]](list)
    for step in _steps.rows(pks=found.pks):
        steps[step.question_id].append(step)
    terms = {stem(found.corrected.get(word, word)) for word in content_words(query)}
    return tuple(_hit(questions[pk], steps[pk], terms) for pk in found.pks if pk in questions)


def content_words(query: ParsedQuery) -> list[str]:
    """Return the words to highlight: all but function words, unless there are no others."""
    words = [each for each in query.words if each in query.quoted or each not in FUNCTION_WORDS]
    return words or list(query.words)


def _hit(question: Question, steps: list[Step], terms: set[str]) -> Hit:
    title = highlight(question.title, terms)
    body = plain(question.body_html)
    in_title = found_terms(question.title, terms)
    in_summary = in_title | found_terms(question.summary, terms)
    step = best_step(steps, terms - in_summary)
    in_body = found_terms(body, terms) - in_summary
    shown = body if in_body or not question.summary else question.summary
    return Hit(
        question=question,
        title=title,
        snippet=snippet(shown, terms),
        step_count=len(steps),
        step=step,
        step_title=highlight(plain(step.title_html), terms) if step else None,
    )


def best_step(steps: list[Step], terms: set[str]) -> Step | None:
    """Return the step with most of the terms; None if no step has one."""

    def count(step: Step) -> int:
        text = "\n".join((step.title_html, step.body_html, step.caution_html))
        return len(found_terms(plain(text), terms))

    best = max(steps, key=count, default=None) if terms else None
    return best if best is not None and count(best) else None
