"""Style rules for titles, summaries, links, images and videos, and for the reading grade."""

import re
from collections.abc import Callable, Collection, Iterator, Sequence

from django.utils.translation import gettext as _

from faq.publishing.content_snapshot import ContentSnapshot
from faq.publishing.style_rules.findings import ERROR, WARNING, Finding, LinkTarget
from faq.publishing.style_rules.measures import reading_grade, words
from faq.publishing.style_rules.passages import Link, Passage, Picture
from faq.publishing.style_rules.vocabulary import EMPTY_LINK_WORDS
from faq.text.english import QUESTION_WORDS
from faq.text.media_names import attachment_name, is_site_image
from faq.text.sentences import split_sentences
from faq.text.videos import find_video, looks_like_video

# In years of school.
MAX_GRADE = 10

_ADDRESS = re.compile(r"\s*(?:https?://|www\.)\S+\s*|\s*\S+\.(?:com|org|net|io|de|es)(?:/\S*)?\s*")


def title(content: ContentSnapshot) -> Iterator[Finding]:
    text = content["title"].strip()
    # The question marks of Chinese and Arabic too.
    if text.endswith(("?", "？", "؟")):
        return
    first, second = [*(word.lower() for word in words(text)[:2]), "", ""][:2]
    if first in QUESTION_WORDS and (first, second) != ("how", "to"):
        message = _("End it with a question mark.")
    else:
        message = _(
            "Ask the question as a reader would, with a question mark at the end: “How do I …?”"
        )
    yield Finding("question", WARNING if text else ERROR, "title", message)


def summary(content: ContentSnapshot) -> Iterator[Finding]:
    found = split_sentences(content["summary"])
    if not found:
        message = _("Answer in one sentence. Readers see it in lists and search results.")
        yield Finding("summary", WARNING, "summary", message)
    elif len(found) > 1:
        message = _("Use one sentence and move the rest into the body. This has {} sentences.")
        yield Finding("summary", ERROR, "summary", message.format(len(found)), found[1])


def links(passage: Passage, find_link_target: Callable[[str], LinkTarget]) -> Iterator[Finding]:
    for link in passage.links:
        yield from _wording(passage.place, link)
        yield from _target(passage.place, link, find_link_target)


def _wording(place: str, link: Link) -> Iterator[Finding]:
    text = " ".join(words(link.words.lower()))
    if not text:
        message = _("This link has no text. Say where it leads.")
        yield Finding("link-words", ERROR, place, message, link.href)
    elif text in EMPTY_LINK_WORDS:
        message = _("Make the text of the link say where it leads, not “{}”.")
        yield Finding("link-words", ERROR, place, message.format(link.words), link.words)
    elif _ADDRESS.fullmatch(link.words):
        message = _("Replace the address with a text that says where the link leads.")
        yield Finding("link-words", ERROR, place, message, link.words)


def _target(
    place: str, link: Link, find_link_target: Callable[[str], LinkTarget]
) -> Iterator[Finding]:
    target = find_link_target(link.href)
    if target is LinkTarget.MISSING:
        message = _(
            "There is no page “{}” on this site. Link to a published question, or remove the link."
        )
        yield Finding("link-target", ERROR, place, message.format(link.href), link.words)
    elif target is LinkTarget.NO_STEP:
        message = _("“{}” leads to a step that does not exist. Check the number of the step.")
        yield Finding("link-target", ERROR, place, message.format(link.href), link.words)
    elif target is LinkTarget.WAITING:
        message = _("“{}” is not published yet. Until it is, the link leads nowhere.")
        yield Finding("link-target", WARNING, place, message.format(link.href), link.words)
    elif target is LinkTarget.NOT_CHECKED:
        # The same finding for each of them, of which one is shown.
        message = _("It links to so many questions and topics that some links were not checked.")
        yield Finding("link-target", WARNING, "answer", message)


def images(passage: Passage) -> Iterator[Finding]:
    for image in passage.images:
        if looks_like_video(image.address):
            yield _unshown_video(passage.place, image)
            continue
        if not image.words:
            message = _(
                "Describe the image between the square brackets, for people who cannot see it."
            )
            yield Finding("image-text", ERROR, passage.place, message)
        if attachment_name(image.address):
            message = _("A file cannot be shown in a line. Link to it: [title](address).")
            yield Finding("image-source", ERROR, passage.place, message, image.words)
        elif not is_site_image(image.address):
            message = _(
                "Images from other sites are not shown. Upload the image with the image button."
            )
            yield Finding("image-source", ERROR, passage.place, message, image.words)


def _unshown_video(place: str, image: Picture) -> Finding:
    """Return what keeps a video from being shown that has the place of an image in a line."""
    if not image.words:
        message = _("Write the title of the video between the square brackets.")
        return Finding("video-title", ERROR, place, message, image.address)
    if find_video(image.address):
        message = _("Give the video a line of its own. Within a line it is only a link.")
        return Finding("video-line", ERROR, place, message, image.words)
    message = _(
        "“{}” is no address of a video that can be shown. Open the video, and copy the address of its page, "
        "which begins with https://."
    )
    return Finding("video-address", ERROR, place, message.format(image.address), image.words)


def videos(passage: Passage, hosts: Collection[str]) -> Iterator[Finding]:
    for video in passage.videos:
        if video.host and video.host not in hosts:
            message = _("Videos of {} are not shown here. Link to the video instead.")
            yield Finding(
                "video-host",
                ERROR,
                passage.place,
                message.format(video.host_name),
                video.address,
            )


def grade_of(content: ContentSnapshot, passages: Sequence[Passage]) -> float | None:
    """Return the reading grade of an English answer, in years of school; None for short texts."""
    lines = [line for passage in passages for line in passage.lines]
    return reading_grade([content["summary"], *lines])


def grade(content: ContentSnapshot, passages: Sequence[Passage]) -> Iterator[Finding]:
    found = grade_of(content, passages)
    if found is not None and found > MAX_GRADE:
        message = _(
            "The text needs {} years of school; most readers find {} easy. "
            "Use shorter sentences and plainer words."
        )
        yield Finding("grade", WARNING, "answer", message.format(f"{found:.0f}", MAX_GRADE))
