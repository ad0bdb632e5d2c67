"""Recognises the parts of a page that belong to no answer: advertisements, navigation and controls."""

import re
from collections.abc import Iterator
from itertools import groupby

from django.utils.translation import gettext as _

from faq.importing.pages.blocks import Block, BlockKind
from faq.importing.pages.classify import is_question, without_prefix

_WORD = re.compile(r"\w")
_LABEL = re.compile(
    r"(?:related(?: (?:articles?|questions?|posts?|topics?|content|links?|reading))?|see also|see more|read"
    r" (?:more|also|next)|also read|more (?:articles|questions|posts|from|like this|on this topic)[^:]{0,40}"
    r"|you (?:may|might) also (?:like|be interested in)|recommended(?: (?:articles?|for you|reading))?"
    r"|further reading"
    r"|people also ask(?:ed)?|popular (?:articles|posts|questions)|trending(?: now)?|don['’]?t miss"
    r"|it['’]?s fun|interesting|fun fact|advertisement|sponsored(?: content)?|promoted|frequent question"
    r"|check (?:this )?out|in this article|on this page|table of contents|contents"
    r"|siehe auch|mehr dazu|véase también|relacionado)",
    re.IGNORECASE,
)
_ADVERT = re.compile(rf"{_LABEL.pattern}\s*[:»›→–—-]+\s*\S", re.IGNORECASE)
_LABEL_ALONE = re.compile(rf"{_LABEL.pattern}\s*[:»›→…-]*", re.IGNORECASE)
_CAPITAL_LABEL = re.compile(
    r"(?!(?:IMPORTANT|NOTE|NOTA|WARNING|CAUTION|TIP|HINT|FAQ|QUESTION|ANSWER|STEP)\b)[A-Z][A-Z'’ ]{2,24}:\s+\S"
)
_HEADLINE = re.compile(
    r"(?:top |the )?\d{1,3} (?:[A-Z][\w'’-]* ){0,3}"
    r"(?:Reasons|Ways|Tips|Things|Best|Signs|Mistakes|Examples|Ideas|Secrets|Facts|Hacks|Tricks|Questions|Rules)\b"
)
_CONTROLS = re.compile(
    r"(?:was this (?:article|page|answer|information)?.{0,20}helpful|did (?:this|we) (?:answer|help).{0,30}\?"
    r"|share (?:this|on|via)\b.{0,40}|tweet|e-?mail this|print(?: this)?(?: page| article)?"
    r"|subscribe\b.{0,60}|sign up for our newsletter.{0,40}|leave a (?:comment|reply).{0,20}|(?:\d+ )?comments?"
    r"|(?:all rights reserved|©|copyright\b).{0,80}|skip to (?:main )?content|back to top"
    r"|(?:last )?updated(?: on)?:? .{0,40}"
    r"|posted (?:on|by|in) .{0,60}|written by .{0,60}|we use cookies.{0,100}|(?:accept|reject) (?:all )?cookies"
    r"|click here to (?:read|learn|see) more.{0,60}|continue reading.{0,60}"
    r"|home|menu|search|yes no|yes / no"
    r"|previous(?: article)?|next(?: article)?|← ?.{0,80}|.{0,80} ?→)[.!?…:]*",
    re.IGNORECASE,
)
_LINK = re.compile(
    r"(?:!?\[[^\[\]]*+\]\((?:[^()]|\([^()]*+\))*+\)|<https?://[^<>]*+>|https?://\S+)[.,;|·\s]*"
)


def boilerplate_reasons(blocks: list[Block]) -> list[str]:
    """Return for each block why it is boilerplate; an empty text for one that is not.

    Args:
        blocks: the blocks of a page, in order.
    """
    reasons = [_reason_by_itself(block) for block in blocks]
    for place, block in enumerate(blocks):
        if (
            not reasons[place]
            and _CAPITAL_LABEL.match(block.plain)
            and _has_no_text_below(blocks, place)
        ):
            reasons[place] = _advert()
        if (
            not reasons[place]
            and _HEADLINE.match(block.plain)
            and block.kind is BlockKind.LIST_ITEM
        ):
            reasons[place] = _advert()
        if _LABEL_ALONE.fullmatch(block.plain):
            reasons[place] = _advert()
            for after in _listed_under(blocks, place):
                reasons[after] = _advert()
    for places in _lists(blocks):
        links = [place for place in places if _is_link(blocks[place])]
        if len(links) == len(places) > 1:
            for place in places:
                reasons[place] = reasons[place] or _("a list of links")
    return reasons


def _advert() -> str:
    return _("an advertisement for another article")


def _reason_by_itself(block: Block) -> str:
    text = block.plain
    if not _WORD.search(text):
        return _("it contains no words")
    if block.kind is BlockKind.INVISIBLE:
        return _("it is not visible on the page")
    if block.is_aside:
        return _("navigation, header or footer of the page")
    if _ADVERT.match(text) and len(text) < 200:
        return _advert()
    if len(text) < 160 and _CONTROLS.fullmatch(text):
        return _("a control or notice of the page")
    return ""


def _has_no_text_below(blocks: list[Block], place: int) -> bool:
    """Return whether a heading or the end of the page follows a block."""
    after = blocks[place + 1] if place + 1 < len(blocks) else None
    return after is None or after.kind is BlockKind.HEADING


def _listed_under(blocks: list[Block], place: int) -> Iterator[int]:
    """Yield the indexes of the list, links or questions that follow a label such as “Related”."""
    for after in range(place + 1, len(blocks)):
        block = blocks[after]
        is_listed = block.kind is BlockKind.LIST_ITEM or _is_link(block)
        has_no_answer = (
            block.kind is BlockKind.HEADING
            and is_question(without_prefix(block.plain))
            and _has_no_text_below(blocks, after)
            and not block.level
        )
        if not (is_listed or has_no_answer):
            break
        yield after


def _lists(blocks: list[Block]) -> Iterator[list[int]]:
    for is_item, places in groupby(
        range(len(blocks)), lambda at: blocks[at].kind is BlockKind.LIST_ITEM
    ):
        if is_item:
            yield list(places)


def _is_link(block: Block) -> bool:
    text = " ".join(sentence.text for sentence in block.sentences)
    return bool(text) and not _LINK.sub("", text).strip() and bool(_LINK.match(text))
