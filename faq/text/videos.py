"""Recognises the addresses of videos on YouTube, Vimeo and PeerTube, and makes those of their players."""

import re
from collections.abc import Mapping
from typing import NamedTuple
from urllib.parse import SplitResult, parse_qs, urlencode, urlsplit

YOUTUBE, VIMEO = "youtube.com", "vimeo.com"
DEFAULT_HOSTS = (YOUTUBE, VIMEO)
# What people call the hosts; a host of PeerTube has its own name.
NAMES = {YOUTUBE: "YouTube", VIMEO: "Vimeo"}

_YOUTUBE_HOSTS = {
    *("youtube.com", "www.youtube.com", "m.youtube.com", "music.youtube.com"),
    *("youtube-nocookie.com", "www.youtube-nocookie.com"),
}
_YOUTUBE_SHORT = "youtu.be"
_VIMEO_HOSTS = {"vimeo.com", "www.vimeo.com", "player.vimeo.com"}
_PLAYER_ORIGINS = {
    YOUTUBE: "https://www.youtube-nocookie.com",
    VIMEO: "https://player.vimeo.com",
}
_YOUTUBE_ID = re.compile(r"[A-Za-z0-9_-]{11}", re.ASCII)
_YOUTUBE_PATH = re.compile(r"/(?:embed|shorts|live|v)/([A-Za-z0-9_-]{11})/?", re.ASCII)
# The second number is what an unlisted video has in its address.
_VIMEO_PATH = re.compile(
    r"/(?:video/|channels/[\w-]+/|groups/[\w-]+/videos/)?([1-9][0-9]{0,11})(?:/([0-9a-f]{1,20}))?/?",
    re.ASCII,
)
_VIMEO_KEY = re.compile(r"[0-9a-f]{1,20}", re.ASCII)
# A short UUID, in the alphabet of Bitcoin, or a whole one.
_PEERTUBE_PATH = re.compile(
    r"/(?:w|videos/(?:watch|embed))/"
    r"([1-9A-HJ-NP-Za-km-z]{22}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})/?",
    re.ASCII,
)
_HOST = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9]", re.ASCII)
_TIME = re.compile(
    r"(?:(?P<hours>\d{1,2})h)?(?:(?P<minutes>\d{1,3})m)?(?:(?P<seconds>\d{1,6})s?)?", re.ASCII
)
_ADDRESS = re.compile(r"https://[!-~]+")
# Origins of players in rendered texts.
_PLAYERS = re.compile(r' data-player="(https://[^/"]+)/')


class Video(NamedTuple):
    """A video by its address.

    Attributes:
        host: YOUTUBE, VIMEO or the name of a host of PeerTube; empty for a file of this site.
        address: of the page of the video, or of the file.
        player: the address of the player for a frame; empty for a file.
    """

    host: str
    address: str
    player: str

    @property
    def host_name(self) -> str:
        """What people call the host."""
        return NAMES.get(self.host, self.host)


def find_video(address: str) -> Video | None:
    """Return the video that an address leads to, whether or not the site shows those of its host.

    Nothing of the address but the host, the id and the time to start at is kept, so no text leads a
    player anywhere else.

    Args:
        address: the address of the page or of the player of a video, with https.

    Returns:
        the video; None for an address with another scheme, a user, a port, or an id with other signs.
    """
    if not _ADDRESS.fullmatch(address):
        return None
    try:
        parts = urlsplit(address)
        query = parse_qs(parts.query, max_num_fields=20)
    except ValueError:
        return None
    host = parts.netloc.lower()
    if host in _YOUTUBE_HOSTS or host == _YOUTUBE_SHORT:
        return _youtube(parts, query)
    if host in _VIMEO_HOSTS:
        return _vimeo(parts, query)
    found = _PEERTUBE_PATH.fullmatch(parts.path)
    return _peertube(host, found[1], query) if found and _HOST.fullmatch(host) else None


def looks_like_video(address: str) -> bool:
    """Return whether an address seems to be meant as that of a video, such as one on YouTube with http."""
    try:
        parts = urlsplit(address)
        host = (parts.hostname or "").removeprefix("www.")
    except ValueError:
        return False
    known = {*_YOUTUBE_HOSTS, _YOUTUBE_SHORT, *_VIMEO_HOSTS}
    is_file = parts.path.lower().endswith((".mp4", ".webm", ".mov", ".m4v", ".ogv"))
    return is_file or host in known or bool(_PEERTUBE_PATH.fullmatch(parts.path))


def player_origin(host: str) -> str:
    """Return the origin of the players of a host."""
    return _PLAYER_ORIGINS.get(host, f"https://{host}")


def player_origins_in(rendered: str) -> set[str]:
    """Return the origins of the players that rendered Markdown can open."""
    return set(_PLAYERS.findall(rendered))


def _youtube(parts: SplitResult, query: dict[str, list[str]]) -> Video | None:
    if parts.netloc.lower() == _YOUTUBE_SHORT:
        name = parts.path.strip("/")
    elif parts.path == "/watch":
        name = _only(query, "v")
    else:
        found = _YOUTUBE_PATH.fullmatch(parts.path)
        name = found[1] if found else ""
    if not _YOUTUBE_ID.fullmatch(name):
        return None
    start = _seconds(_only(query, "t") or _only(query, "start"))
    page = {"v": name, **({"t": f"{start}s"} if start else {})}
    options = {"autoplay": 1, "rel": 0, **({"start": start} if start else {})}
    return _video(
        YOUTUBE, f"https://www.youtube.com/watch?{urlencode(page)}", f"/embed/{name}", options
    )


def _vimeo(parts: SplitResult, query: dict[str, list[str]]) -> Video | None:
    found = _VIMEO_PATH.fullmatch(parts.path)
    if not found:
        return None
    number, key = found[1], found[2] or _only(query, "h")
    if key and not _VIMEO_KEY.fullmatch(key):
        return None
    start = _seconds(parts.fragment.removeprefix("t="))
    page = f"https://vimeo.com/{number}{f'/{key}' if key else ''}"
    time = f"#t={start}s" if start else ""
    options = {"dnt": 1, "autoplay": 1, **({"h": key} if key else {})}
    return _video(VIMEO, page + time, f"/video/{number}", options, time)


def _peertube(host: str, name: str, query: dict[str, list[str]]) -> Video:
    start = _seconds(_only(query, "start"))
    time = {"start": f"{start}s"} if start else {}
    page = f"https://{host}/w/{name}{f'?{urlencode(time)}' if time else ''}"
    # Without p2p, the other viewers do not learn the address of the reader's network.
    options = {"autoplay": 1, "p2p": 0, "warningTitle": 0, **time}
    return _video(host, page, f"/videos/embed/{name}", options)


def _video(host: str, page: str, path: str, options: Mapping[str, object], time: str = "") -> Video:
    return Video(host, page, f"{player_origin(host)}{path}?{urlencode(options)}{time}")


def _only(query: dict[str, list[str]], name: str) -> str:
    values = query.get(name, [])
    return values[0] if len(values) == 1 else ""


def _seconds(text: str) -> int:
    """Return a time such as 90, 90s or 1h2m3s in seconds; 0 for anything else."""
    found = _TIME.fullmatch(text)
    if not found:
        return 0
    hours, minutes, seconds = (int(part or 0) for part in found.groups())
    return hours * 3_600 + minutes * 60 + seconds
