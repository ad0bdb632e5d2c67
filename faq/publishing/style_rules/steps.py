"""The rules for steps: a verb first, one action, few words, labels in bold, a caution before what is final."""

import re
from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _

from faq.publishing.content_snapshot import ContentSnapshot, StepSnapshot
from faq.publishing.style_rules.findings import ERROR, WARNING, Finding
from faq.publishing.style_rules.measures import words
from faq.publishing.style_rules.passages import GAP, Passage
from faq.publishing.style_rules.vocabulary import (
    FOR_EVER,
    HARMLESS,
    IRREVERSIBLE,
    LEAD_UP,
    NO_VERBS,
    NOT,
)
from faq.text.english import NOUN_VERBS, SCREEN_VERBS, VERBS
from faq.text.sentences import split_sentences

MAX_WORDS = 25
_MOST_LABELS = 10

_AND_THEN = re.compile(r"\band then\b|\bthen\b(?! (?:on|you)\b)|;|\bafter that\b", re.IGNORECASE)
_AND = re.compile(r"(?:,? and|,) (?:also )?([\w-]+)", re.IGNORECASE)
_QUOTED = re.compile(r"[“\"«„]([^”\"»“]{1,60})[”\"»“]")
_LABEL = re.compile(r"(?:[A-Z][\w’'&-]*)(?:(?: (?:of|and|to|the|my|your|in|for))* [A-Z][\w’'&-]*)*")


def length(passage: Passage) -> Iterator[Finding]:
    count = sum(len(words(line)) for line in passage.lines)
    if count > MAX_WORDS:
        message = _("It has {} words; a step has at most {}. Move the rest into its body.")
        yield Finding("step-length", ERROR, passage.place, message.format(count, MAX_WORDS))


def verb_first(passage: Passage) -> Iterator[Finding]:
    """English: sure of what begins with an article or a pronoun, unsure of words it does not know."""
    first = _first_word(passage.lines[0])
    if first in VERBS:
        return
    if first in NO_VERBS:
        message = _("Begin with the action: “Choose …”, “Open …”, not “{}”.")
        yield Finding("step-verb", ERROR, passage.place, message.format(first), first)
    else:
        message = _("Begin with the action, if “{}” is not one: “Choose …”, “Open …”.")
        yield Finding("step-verb", WARNING, passage.place, message.format(first), first)


def one_action(passage: Passage) -> Iterator[Finding]:
    line = passage.lines[0]
    message = _("This looks like more than one action. Make each a step of its own.")
    # What leads up to the action is none: in "If you have one, choose it" nothing is joined.
    action = line.partition(",")[2] if _leads_up(line) else line
    joined = [found for found in _AND.finditer(action) if found[1].lower() in VERBS - NOUN_VERBS]
    if then := _AND_THEN.search(action):
        yield Finding("one-action", WARNING, passage.place, message, then[0])
    elif joined and not _in_bold(passage, joined[0][0]):
        yield Finding("one-action", WARNING, passage.place, message, joined[0][0].strip(", "))
    elif len(split_sentences(line)) > 1:
        message = _("Say one thing here, the action. Move what else there is to say into the body.")
        yield Finding("one-action", WARNING, passage.place, message, split_sentences(line)[1])


def _in_bold(passage: Passage, said: str) -> bool:
    return said not in passage.plain[0]


def _leads_up(line: str) -> bool:
    first = words(line)[:1]
    return bool(first) and first[0].lower() in LEAD_UP and "," in line


def _first_word(line: str) -> str:
    if _leads_up(line):
        line = line.partition(",")[2]
    said = [word.lower() for word in words(line)]
    # "Do not choose" and "Please choose" begin with the same action.
    while len(said) > 1 and said[0] in NOT:
        said = said[1:]
    return said[0] if said else ""


def labels(passage: Passage) -> Iterator[Finding]:
    """What is written on the screen is in quotes, or follows "choose" with a capital letter."""
    for line in passage.plain:
        found = [match[1] for match in _QUOTED.finditer(line) if GAP not in match[1]]
        # Nobody reads more of them.
        for label in list(dict.fromkeys([*found, *_after_choosing(line)]))[:_MOST_LABELS]:
            message = _("If “{}” is written on the screen, make it **bold**.")
            yield Finding("bold-labels", WARNING, passage.place, message.format(label), label)


def _after_choosing(line: str) -> Iterator[str]:
    for match in re.finditer(r"(?<![\w-])([\w-]+) (?:on |the |a |your )*(?=[A-Z])", line):
        if match[1].lower() in SCREEN_VERBS and (label := _LABEL.match(line, match.end())):
            yield label[0]


def cautions(content: ContentSnapshot, found: Sequence[Passage]) -> Iterator[Finding]:
    """A step that destroys something has a caution, or one after it that does so in the end has."""
    texts = {passage.place: passage for passage in found}
    for number, step in enumerate(content["steps"], start=1):
        if any(each["caution"].strip() for each in content["steps"][number - 1 :]):
            continue
        place = f"steps.{number}.title"
        if final := _said_to_be_final(step):
            message = _(
                "You say that there is no way back. Say so in the caution, before the action."
            )
            yield Finding("caution", ERROR, place, message, final)
        elif act := _destroys(texts[place].lines[0]):
            message = _("If there is no way back from this, write a caution.")
            yield Finding("caution", WARNING, place, message, act)


def _said_to_be_final(step: StepSnapshot) -> str:
    said = f"{step['title']} {step['body']}".lower()
    return next((each for each in FOR_EVER if re.search(rf"\b{re.escape(each)}\b", said)), "")


def _destroys(line: str) -> str:
    said = [word.lower() for word in words(line)]
    acts = [at for at, word in enumerate(said) if word in IRREVERSIBLE]
    for at in acts:
        negated = at > 0 and said[at - 1] in {"not", "don't", "don’t", "never"}
        # A button that says no more than "Cancel" mostly does nothing at all.
        says_what = at + 1 < len(said) or said[at] not in {"cancel", "close"}
        if says_what and not negated and not HARMLESS.intersection(said[at + 1 : at + 4]):
            return said[at]
    return ""
