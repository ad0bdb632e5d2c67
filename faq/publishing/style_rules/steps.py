"""Style rules for steps: a verb first, one action, few words, bold labels, a caution where needed."""

import re
from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _

from faq.publishing.content_snapshot import ContentSnapshot, StepSnapshot
from faq.publishing.style_rules.findings import ERROR, WARNING, Finding
from faq.publishing.style_rules.measures import words
from faq.publishing.style_rules.passages import GAP, Passage
from faq.publishing.style_rules.vocabulary import (
    FINAL_PHRASES,
    INTRODUCTIONS,
    IRREVERSIBLE,
    NEVER_VERBS,
    REVERSIBLE_OBJECTS,
    SKIPPED,
)
from faq.text.english import NOUN_VERBS, SCREEN_VERBS, VERBS
from faq.text.sentences import split_sentences

MAX_WORDS = 25
_MAX_LABELS = 10

_AND_THEN = re.compile(r"\band then\b|\bthen\b(?! (?:on|you)\b)|;|\bafter that\b", re.IGNORECASE)
_AND = re.compile(r"(?:,? and|,) (?:also )?([\w-]+)", re.IGNORECASE)
_QUOTED = re.compile(r"[“\"«„]([^”\"»“]{1,60})[”\"»“]")
# Bounded, because each of many verbs in a row is followed by a label that goes on to the end.
_LABEL = re.compile(
    r"(?:[A-Z][\w’'&-]*)(?:(?: (?:of|and|to|the|my|your|in|for)){0,3} [A-Z][\w’'&-]*){0,9}"
)
_VERB = re.compile(r"(?<![\w-])([\w-]+) (?:on |the |a |your ){0,3}(?=[A-Z])")


def length(passage: Passage) -> Iterator[Finding]:
    count = sum(len(words(line)) for line in passage.lines)
    if count > MAX_WORDS:
        message = _("It has {} words; a step has at most {}. Move the rest into its body.")
        yield Finding("step-length", ERROR, passage.place, message.format(count, MAX_WORDS))


def verb_first(passage: Passage) -> Iterator[Finding]:
    """Check an English title: an error for words that are never verbs, a warning for unknown words."""
    first = _first_word(passage.lines[0])
    if first in VERBS:
        return
    if first in NEVER_VERBS:
        message = _("Begin with the action: “Choose …”, “Open …”, not “{}”.")
        yield Finding("step-verb", ERROR, passage.place, message.format(first), first)
    else:
        message = _("If “{}” is not an action, begin with one: “Choose …”, “Open …”.")
        yield Finding("step-verb", WARNING, passage.place, message.format(first), first)


def one_action(passage: Passage) -> Iterator[Finding]:
    line = passage.lines[0]
    message = _("This looks like more than one action. Make each a step of its own.")
    # The introduction is no action: "If you have one, choose it" has only one.
    action = line.partition(",")[2] if _has_introduction(line) else line
    joined = [found for found in _AND.finditer(action) if found[1].lower() in VERBS - NOUN_VERBS]
    if then := _AND_THEN.search(action):
        yield Finding("one-action", WARNING, passage.place, message, then[0])
    elif joined and not _in_bold(passage, joined[0][0]):
        yield Finding("one-action", WARNING, passage.place, message, joined[0][0].strip(", "))
    elif len(split_sentences(line)) > 1:
        message = _("Write only the action here. Move the rest into the body.")
        yield Finding("one-action", WARNING, passage.place, message, split_sentences(line)[1])


def _in_bold(passage: Passage, text: str) -> bool:
    return text not in passage.plain[0]


def _has_introduction(line: str) -> bool:
    first = words(line)[:1]
    return bool(first) and first[0].lower() in INTRODUCTIONS and "," in line


def _first_word(line: str) -> str:
    if _has_introduction(line):
        line = line.partition(",")[2]
    lower = [word.lower() for word in words(line)]
    # "Do not choose" and "Please choose" begin with the same verb.
    while len(lower) > 1 and lower[0] in SKIPPED:
        lower = lower[1:]
    return lower[0] if lower else ""


def labels(passage: Passage) -> Iterator[Finding]:
    """Find labels on the screen that are not marked: words in quotes, or capitalised words after "choose"."""
    for line in passage.plain:
        found = [match[1] for match in _QUOTED.finditer(line) if GAP not in match[1]]
        # More findings would not help.
        for label in list(dict.fromkeys([*found, *_labels_after_verbs(line)]))[:_MAX_LABELS]:
            message = _("If “{}” is written on the screen, mark it as a label: [[{}]].")
            yield Finding(
                "bold-labels", WARNING, passage.place, message.format(label, label), label
            )


def _labels_after_verbs(line: str) -> Iterator[str]:
    for match in _VERB.finditer(line):
        if match[1].lower() in SCREEN_VERBS and (label := _LABEL.match(line, match.end())):
            yield label[0]


def cautions(content: ContentSnapshot, found: Sequence[Passage]) -> Iterator[Finding]:
    """Find irreversible steps without a caution. A caution in a later step is enough."""
    texts = {passage.place: passage for passage in found}
    cautioned = [n for n, step in enumerate(content["steps"], start=1) if step["caution"].strip()]
    for number, step in enumerate(content["steps"], start=1):
        if cautioned and number <= cautioned[-1]:
            continue
        place = f"steps.{number}.title"
        if final := _final_phrase(step):
            message = _(
                "The step says that it cannot be undone. Say so in the caution, before the action."
            )
            yield Finding("caution", ERROR, place, message, final)
        elif act := _irreversible_verb(texts[place].lines[0]):
            message = _("If this cannot be undone, write a caution.")
            yield Finding("caution", WARNING, place, message, act)


def _final_phrase(step: StepSnapshot) -> str:
    text = f"{step['title']} {step['body']}".lower()
    found = (phrase for phrase in FINAL_PHRASES if re.search(rf"\b{re.escape(phrase)}\b", text))
    return next(found, "")


def _irreversible_verb(line: str) -> str:
    lower = [word.lower() for word in words(line)]
    positions = [position for position, word in enumerate(lower) if word in IRREVERSIBLE]
    for position in positions:
        negated = position > 0 and lower[position - 1] in {"not", "don't", "don’t", "never"}
        # A button that says only "Cancel" or "Close" usually changes nothing.
        names_object = position + 1 < len(lower) or lower[position] not in {"cancel", "close"}
        if (
            names_object
            and not negated
            and not REVERSIBLE_OBJECTS.intersection(lower[position + 1 : position + 4])
        ):
            return lower[position]
    return ""
