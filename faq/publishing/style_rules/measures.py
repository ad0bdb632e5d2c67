"""Counts words and syllables of English text, and computes its reading grade."""

import re
from collections.abc import Iterable

from faq.text.sentences import split_sentences

_WORD = re.compile(r"[^\W_]+(?:['’.&/-][^\W_]+)*")
_VOWELS = re.compile(r"[aeiouy]+")
# Adjacent vowels in two syllables, as in cre·ate and di·al.
_HIATUS = re.compile(r"[aeiou]ing$|(?<![tscgx])i[ao]|eo(?!u)|ua(?=[lt])|cre(?=at)")
_SILENT_E = re.compile(
    r"[^aeiouyl]e$|[aeiouy]le$"
    r"|(?:[^aeiouylsxzcgh]|[^cs]h|[aeiouy]l)es$"
    r"|(?:[^aeiouyldt]|[aeiouyl]l)ed$"
)
# The grade of a shorter text says little.
MIN_WORDS = 50


def words(text: str) -> list[str]:
    """Return the words of a text. Words joined by a hyphen or an apostrophe count as one."""
    return _WORD.findall(text)


def syllables(word: str) -> int:
    """Estimate the number of syllables of an English word from its spelling; at least one."""
    word = re.sub(r"['’]s$", "", word.lower())
    if not word.isascii() or not word.isalpha():
        # Of anything else, count only the parts with ASCII letters.
        parts = re.findall(r"[a-z]+", word)
        return sum(map(syllables, parts)) if parts else 1
    count = len(_VOWELS.findall(word)) + len(_HIATUS.findall(word)) - bool(_SILENT_E.search(word))
    return max(1, count)


def reading_grade(lines: Iterable[str]) -> float | None:
    """Return the Flesch–Kincaid grade: the years of American school needed to understand a text.

    0.39 × words per sentence + 11.8 × syllables per word − 15.59: Kincaid, Fishburne, Rogers and
    Chissom, “Derivation of new readability formulas”, Research Branch Report 8-75, 1975.

    Args:
        lines: paragraphs, list items and titles in English, each on one line.

    Returns:
        the grade to one decimal; None for fewer than MIN_WORDS words.
    """
    lines = list(lines)
    all_words = [word for line in lines for word in words(line)]
    if len(all_words) < MIN_WORDS:
        return None
    sentence_count = max(1, sum(len(split_sentences(line)) for line in lines))
    syllable_count = sum(map(syllables, all_words))
    grade = 0.39 * len(all_words) / sentence_count + 11.8 * syllable_count / len(all_words) - 15.59
    return round(grade, 1)
