"""The rules for titles, summaries, links, images and how the whole reads."""

import re
from collections.abc import Callable, Iterator, Sequence

from django.utils.translation import gettext as _

from faq.publishing.content_snapshot import ContentSnapshot
from faq.publishing.style_rules.findings import ERROR, WARNING, Finding, Target
from faq.publishing.style_rules.measures import reading_grade, words
from faq.publishing.style_rules.passages import Link, Passage
from faq.publishing.style_rules.vocabulary import SAY_NOTHING
from faq.text.english import QUESTION_WORDS
from faq.text.media_names import is_site_image
from faq.text.sentences import split_sentences

# About what somebody reads with ease after ten years of school.
GRADE = 10

_ADDRESS = re.compile(r"\s*(?:https?://|www\.)\S+\s*|\s*\S+\.(?:com|org|net|io|de|es)(?:/\S*)?\s*")


def title(content: ContentSnapshot) -> Iterator[Finding]:
    text = content["title"].strip()
    # Of Chinese and Arabic too.
    if text.endswith(("?", "？", "؟")):
        return
    first = words(text)[:1]
    if first and first[0].lower() in QUESTION_WORDS:
        message = _("End it with a question mark.")
    else:
        message = _("Ask it as a reader would, with a question mark at its end: “How do I …?”")
    yield Finding("question", ERROR, "title", message)


def summary(content: ContentSnapshot) -> Iterator[Finding]:
    found = split_sentences(content["summary"])
    if not found:
        message = _("Say the answer in one sentence: it is what readers see in lists and searches.")
        yield Finding("summary", WARNING, "summary", message)
    elif len(found) > 1:
        message = _("Say it in one sentence, and move the rest into the body. These are {}.")
        yield Finding("summary", ERROR, "summary", message.format(len(found)), found[1])


def links(passage: Passage, find_target: Callable[[str], Target]) -> Iterator[Finding]:
    for link in passage.links:
        yield from _wording(passage.place, link)
        yield from _target(passage.place, link, find_target)


def _wording(place: str, link: Link) -> Iterator[Finding]:
    said = " ".join(words(link.words.lower()))
    if not said:
        message = _("This link has no words. Write what one finds there.")
        yield Finding("link-words", ERROR, place, message, link.href)
    elif said in SAY_NOTHING:
        message = _("Let the words of the link say what one finds there, not “{}”.")
        yield Finding("link-words", ERROR, place, message.format(link.words), link.words)
    elif _ADDRESS.fullmatch(link.words):
        message = _("Write words for the link in place of its address.")
        yield Finding("link-words", ERROR, place, message, link.words)


def _target(place: str, link: Link, find_target: Callable[[str], Target]) -> Iterator[Finding]:
    target = find_target(link.href)
    if target is Target.MISSING:
        message = _(
            "“{}” leads nowhere on this site. Choose a published question, or take the link out."
        )
        yield Finding("link-target", ERROR, place, message.format(link.href), link.words)
    elif target is Target.NO_STEP:
        message = _("“{}” leads to no step. Look which number the step has now.")
        yield Finding("link-target", ERROR, place, message.format(link.href), link.words)
    elif target is Target.WAITING:
        message = _("“{}” is not published yet. Readers would find nothing there until it is.")
        yield Finding("link-target", WARNING, place, message.format(link.href), link.words)


def images(passage: Passage) -> Iterator[Finding]:
    for image in passage.images:
        if not image.words:
            message = _(
                "Describe the image between the square brackets, for whoever cannot see it."
            )
            yield Finding("image-text", ERROR, passage.place, message)
        if not is_site_image(image.address):
            message = _(
                "Readers see no images of other sites. Upload it, and put it in with the image button."
            )
            yield Finding("image-source", ERROR, passage.place, message, image.words)


def grade_of(content: ContentSnapshot, found: Sequence[Passage]) -> float | None:
    """How many years of school the answer of a question in English asks for; None if it is short.

    Args:
        content: what it says.
        found: its passages.
    """
    lines = [line for passage in found for line in passage.lines]
    return reading_grade([content["summary"], *lines])


def grade(content: ContentSnapshot, passages_found: Sequence[Passage]) -> Iterator[Finding]:
    found = grade_of(content, passages_found)
    if found is not None and found > GRADE:
        message = _(
            "It reads like a text for grade {} of school; {} is for most readers. "
            "Shorter sentences and plainer words help."
        )
        yield Finding("grade", WARNING, "answer", message.format(f"{found:.0f}", GRADE))
