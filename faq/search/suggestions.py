"""Suggests questions while a reader types."""

from datetime import datetime
from typing import NamedTuple

from faq.models import Question
from faq.search.highlight import snippet
from faq.search.query.analysis import stem
from faq.search.query.parser import parse
from faq.search.searcher import Searcher
from faq.search.types import Filters, ParsedQuery, TopHits
from faq.text.english import FUNCTION_WORDS, QUESTION_WORDS
from faq.text.words import folded_words

COUNT = 8


class Suggestion(NamedTuple):
    """A question to suggest, with its topic.

    Attributes:
        question: the question.
        match: the phrasing or the part of the summary that has more of what was typed than the title;
            None if none has.
    """

    question: Question
    match: str | None


def suggest(
    text: str, *, topic: str | None = None, audience: str | None = None, now: datetime
) -> tuple[Suggestion, ...]:
    """Suggest at most COUNT published questions for what was typed so far, in the order of search().

    No text and no damaged index makes this fail.

    Args:
        text: what was typed, of any length. Only the last word may be unfinished, unless a blank or the
            end of a sentence follows it.
        topic: slug of the topic to stay within; an unknown slug has no questions.
        audience: slug of the audience; questions for everyone are included. An unknown slug has no questions.
        now: decides what is published.

    Returns:
        the best first.
    """
    query = parse(text, is_typing=True)
    if not query.words:
        return ()
    found = Searcher(now).suggest(query, filters=Filters(topic, audience), limit=COUNT)
    published = Question.objects.published(now).select_related("topic")
    questions = published.prefetch_related("phrasings").in_bulk(found.pks)
    terms = _Terms(query, found)
    return tuple(
        Suggestion(questions[pk], terms.best_match(questions[pk]))
        for pk in found.pks
        if pk in questions
    )


class _Terms:
    """The words that matter of what was typed or meant: their stems, and the beginning of an unfinished one."""

    def __init__(self, query: ParsedQuery, found: TopHits) -> None:
        last = query.words[-1]
        self._stems = {
            stem(found.corrected.get(word, word))
            for word in query.words
            if word not in FUNCTION_WORDS | QUESTION_WORDS
        }
        self._beginning = last if query.is_unfinished and stem(last) in self._stems else None

    def best_match(self, question: Question) -> str | None:
        """Return the phrasing or part of the summary with most of the words, if the title has fewer."""
        phrasings = [phrasing.text for phrasing in question.phrasings.all()]
        texts = [question.title, *phrasings, question.summary]
        words = [self._found(text) for text in texts]
        best = max(range(len(texts)), key=lambda number: len(words[number]))
        if len(words[best]) == len(words[0]):
            return None
        return snippet(texts[best], {stem(word) for word in words[best]}).text

    def _found(self, text: str) -> set[str]:
        """Return the words of a text that are among the terms, one for each stem."""
        found = {stem(word): word for word in folded_words(text)}
        return {
            word
            for name, word in found.items()
            if name in self._stems or (self._beginning and word.startswith(self._beginning))
        }
