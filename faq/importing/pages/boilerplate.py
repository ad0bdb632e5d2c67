"""What stands on a page and belongs to no answer: advertisements for other articles, navigation, furniture."""

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
_SHOUTED = re.compile(
    r"(?!(?:IMPORTANT|NOTE|NOTA|WARNING|CAUTION|TIP|HINT|FAQ|QUESTION|ANSWER|STEP)\b)[A-Z][A-Z'’ ]{2,24}:\s+\S"
)
_HEADLINE = re.compile(
    r"(?:top |the )?\d{1,3} (?:[A-Z][\w'’-]* ){0,3}"
    r"(?:Reasons|Ways|Tips|Things|Best|Signs|Mistakes|Examples|Ideas|Secrets|Facts|Hacks|Tricks|Questions|Rules)\b"
)
_FURNITURE = re.compile(
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
_LINK = re.compile(r"(?:!?\[[^\]]*\]\([^)]*\)|<https?://[^>]*>|https?://\S+)[.,;|·\s]*")


def boilerplate_reasons(blocks: list[Block]) -> list[str]:
    """For each block why it belongs to no answer; empty if it does.

    Args:
        blocks: of a page, in order.
    """
    found = [_alone(block) for block in blocks]
    for place, block in enumerate(blocks):
        if not found[place] and _SHOUTED.match(block.plain) and _is_followed_by_none(blocks, place):
            found[place] = _advert()
        if not found[place] and _HEADLINE.match(block.plain) and block.kind is BlockKind.LIST_ITEM:
            found[place] = _advert()
        if _LABEL_ALONE.fullmatch(block.plain):
            found[place] = _advert()
            for after in _listed_under(blocks, place):
                found[after] = _advert()
    for places in _lists(blocks):
        links = [place for place in places if _is_link(blocks[place])]
        if len(links) == len(places) > 1:
            for place in places:
                found[place] = found[place] or _("a list of links")
    return found


def _advert() -> str:
    return _("an advertisement for another article")


def _alone(block: Block) -> str:
    said = block.plain
    if not _WORD.search(said):
        return _("it contains no words")
    if block.kind is BlockKind.INVISIBLE:
        return _("it is not visible on the page")
    if block.is_aside:
        return _("navigation, header or footer of the page")
    if _ADVERT.match(said) and len(said) < 200:
        return _advert()
    if len(said) < 160 and _FURNITURE.fullmatch(said):
        return _("a control or notice of the page")
    return ""


def _is_followed_by_none(blocks: list[Block], place: int) -> bool:
    """Whether the next thing on the page is a question of its own, so that this one has no answer."""
    after = blocks[place + 1] if place + 1 < len(blocks) else None
    return after is None or after.kind is BlockKind.HEADING


def _listed_under(blocks: list[Block], place: int) -> Iterator[int]:
    """The places of what a label like “Related” announces: a list, or links, or questions one after another."""
    for after in range(place + 1, len(blocks)):
        block = blocks[after]
        is_listed = block.kind is BlockKind.LIST_ITEM or _is_link(block)
        has_no_answer = (
            block.kind is BlockKind.HEADING
            and is_question(without_prefix(block.plain))
            and _is_followed_by_none(blocks, after)
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
