"""The parts that only some texts have, and so the styles, scripts and players that their page needs."""

from collections.abc import Iterable
from typing import NamedTuple

from faq import conf
from faq.models import Question, Step
from faq.text.videos import player_origin, player_origins_in


class RichParts(NamedTuple):
    """
    Attributes:
        is_any: whether there are captions, tables, code, details, images to open or videos.
        has_zoom: whether there are images to open.
        has_code: whether there are blocks of code.
        has_videos: whether there are videos.
        has_uploads: whether there are videos among them that were uploaded here.
        players: the origins of the players that readers may open, of the hosts that the site allows.
    """

    is_any: bool
    has_zoom: bool
    has_code: bool
    has_videos: bool = False
    has_uploads: bool = False
    players: tuple[str, ...] = ()


def rich_parts(question: Question, steps: Iterable[Step]) -> RichParts:
    """Return the parts in the rendered texts of a question and its steps."""
    texts = [question.body_html, *(f"{step.caution_html}{step.body_html}" for step in steps)]
    return rich_parts_in("".join(texts))


def rich_parts_in(html: str) -> RichParts:
    """Return the parts in rendered Markdown."""
    has_zoom, has_code = ' class="zoom"' in html, "<pre" in html
    has_videos = '<figure class="video"' in html
    parts = ("<figure", '<div class="table"', "<details", '<span class="file-kind"')
    others = any(part in html for part in parts)
    found = player_origins_in(html) if has_videos else set()
    allowed = {player_origin(host) for host in conf.video_hosts()} if found else set()
    players = tuple(sorted(found & allowed))
    return RichParts(
        has_zoom or has_code or others, has_zoom, has_code, has_videos, "<video " in html, players
    )
