"""Counts the words and syllables of English text, and estimates how many years of school it asks for."""

import re
from collections.abc import Iterable

from faq.text.sentences import split_sentences

_WORD = re.compile(r"[^\W_]+(?:['’.&/-][^\W_]+)*")
_VOWELS = re.compile(r"[aeiouy]+")
# Two syllables where the vowels stand together, as in cre·ate and di·al.
_APART = re.compile(r"[aeiou]ing$|(?<![tscgx])i[ao]|eo(?!u)|ua(?=[lt])|cre(?=at)")
_SILENT = re.compile(
    r"[^aeiouyl]e$|[aeiouy]le$"
    r"|(?:[^aeiouylsxzcgh]|[^cs]h|[aeiouy]l)es$"
    r"|(?:[^aeiouyldt]|[aeiouyl]l)ed$"
)
# What is shorter says little about how it reads.
LEAST_WORDS = 50


def words(text: str) -> list[str]:
    """The words of a text; what is joined by a hyphen or an apostrophe is one."""
    return _WORD.findall(text)


def syllables(word: str) -> int:
    """How many syllables an English word has, by its letters; at least one."""
    word = re.sub(r"['’]s$", "", word.lower())
    if not word.isascii() or not word.isalpha():
        # Numbers and names with marks in them are read in many ways.
        parts = re.findall(r"[a-z]+", word)
        return sum(map(syllables, parts)) if parts else 1
    count = len(_VOWELS.findall(word)) + len(_APART.findall(word)) - bool(_SILENT.search(word))
    return max(1, count)


def reading_grade(lines: Iterable[str]) -> float | None:
    """The Flesch–Kincaid grade: how many years of an American school a text asks for.

    0.39 × words per sentence + 11.8 × syllables per word − 15.59: Kincaid, Fishburne, Rogers and
    Chissom, “Derivation of new readability formulas”, Research Branch Report 8-75, 1975.

    Args:
        lines: paragraphs, items and titles in English; one ends where its line ends.

    Returns:
        to one decimal; None for fewer than LEAST_WORDS words.
    """
    lines = list(lines)
    spoken = [word for line in lines for word in words(line)]
    if len(spoken) < LEAST_WORDS:
        return None
    sentence_count = max(1, sum(len(split_sentences(line)) for line in lines))
    syllable_count = sum(map(syllables, spoken))
    grade = 0.39 * len(spoken) / sentence_count + 11.8 * syllable_count / len(spoken) - 15.59
    return round(grade, 1)
