"""Reads what makes a site one’s own: colour, logo, links, and a folder of templates and styles."""

import io
import re
import warnings
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit
from xml.etree import ElementTree

from PIL import Image

from faq.text.colours import MIN_CONTRAST, PRODUCT_HUE, Accent, lowest_contrast
from helpcenter import env

MAX_LOGO_BYTES = 200 * 1024
MAX_LOGO_PIXELS = 4_000_000
MAX_LINKS = 8
MAX_LINK_TITLE = 40

# The content type and the ending of each format of Pillow.
_RASTER_TYPES = {
    "PNG": ("image/png", "png"),
    "JPEG": ("image/jpeg", "jpg"),
    "WEBP": ("image/webp", "webp"),
}
# An SVG may load, run or embed something with any other element.
_SVG_ELEMENTS = frozenset(
    "svg g path rect circle ellipse line polyline polygon text tspan title desc defs use symbol "
    "linearGradient radialGradient stop clipPath mask pattern style metadata".split()
)
_SVG_NAMESPACE = "{http://www.w3.org/2000/svg}"
# In other namespaces than these, as drawing programs have them, elements do nothing.
_ACTIVE_NAMESPACES = ("{http://www.w3.org/1999/xhtml}", "{http://www.w3.org/1998/Math/MathML}")
# Addresses in an SVG may only lead to its own parts.
_OUTSIDE = re.compile(r"""(?:url\(\s*['"]?\s*(?!#)|@import|\\|javascript:)""", re.IGNORECASE)


class Logo(NamedTuple):
    """A logo: its content type and ending, a hash of its file, and the content of the file."""

    content_type: str
    ending: str
    digest: str
    data: bytes


def colour_and_style() -> tuple[str, str]:
    """Return the accent like #0f6b55, and the style rule for pages, which is empty for the product’s own."""
    chosen = accent()
    return chosen.colour().hex(), chosen.css() if chosen.is_own() else ""


def accent() -> Accent:
    """Return the accent for SITE_HUE, which is a hue in degrees, or a colour that text can have."""
    accepts = "a hue from 0 to 360, like 250, or a colour like #1d4ed8"
    chosen = env.read("SITE_HUE", accepts, _accent, str(PRODUCT_HUE))
    if not chosen.is_readable():
        ratio = lowest_contrast(chosen.colour(), chosen.papers())
        raise SystemExit(
            f"SITE_HUE has a value that cannot be used. Text in {chosen.light} would have a contrast "
            f"of {ratio:.1f} to 1, and it needs {MIN_CONTRAST} to 1. "
            f"The nearest colour that works is {chosen.nearest_readable().light}."
        )
    return chosen


def _accent(text: str) -> Accent:
    text = text or str(PRODUCT_HUE)
    if text.startswith("#"):
        return Accent.from_colour(text)
    hue = int(text)
    if not 0 <= hue <= 360:
        raise ValueError
    return Accent(hue)


def contact_words() -> tuple[str, str, str]:
    """Return CONTACT_TITLE, CONTACT_TEXT and CONTACT_LABEL; each may be empty."""
    return (
        env.line("CONTACT_TITLE", default="", limit=60, empty=True),
        env.line("CONTACT_TEXT", default="", limit=200, empty=True),
        env.line("CONTACT_LABEL", default="", limit=40, empty=True),
    )


def logo(name: str) -> Logo | None:
    """Return the logo in the file that a variable names; None if it names none."""
    accepts = (
        "the path of a PNG, JPEG, WebP or SVG file of at most 200 kB, "
        "without scripts and without parts that are loaded from elsewhere"
    )
    return env.read(name, accepts, _logo)


def _logo(text: str) -> Logo | None:
    if not text:
        return None
    with Path(text).open("rb") as file:
        data = file.read(MAX_LOGO_BYTES + 1)
    if len(data) > MAX_LOGO_BYTES:
        raise ValueError
    return Logo(*(_raster_type(data) or _svg_type(data)), sha256(data).hexdigest()[:16], data)


def _raster_type(data: bytes) -> tuple[str, str] | None:
    """Return the content type and the ending of a PNG, JPEG or WebP file; None for another format."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(data), formats=list(_RASTER_TYPES)) as image:
                if image.width * image.height > MAX_LOGO_PIXELS:
                    raise ValueError
                image.load()
                return _RASTER_TYPES[str(image.format)]
    except Image.UnidentifiedImageError:
        return None
    except (SyntaxError, EOFError, Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise ValueError from None


def _svg_type(data: bytes) -> tuple[str, str]:
    # Entities can grow without bound, and in UTF-16 they would not be seen.
    if b"<!ENTITY" in data or b"\0" in data:
        raise ValueError
    try:
        root = ElementTree.fromstring(data)  # noqa: S314
    except (ElementTree.ParseError, LookupError):
        raise ValueError from None
    if root.tag != f"{_SVG_NAMESPACE}svg" or not all(map(_is_harmless, root.iter())):
        raise ValueError
    return "image/svg+xml", "svg"


def _is_harmless(element: ElementTree.Element) -> bool:
    name = str(element.tag).removeprefix(_SVG_NAMESPACE)
    is_known = name in _SVG_ELEMENTS or (
        name.startswith("{") and not name.startswith(_ACTIVE_NAMESPACES)
    )
    return (
        is_known
        and not any(key.lower().startswith("on") for key in element.attrib)
        and all(
            value.startswith("#") for key, value in element.attrib.items() if key.endswith("href")
        )
        and not any(
            _OUTSIDE.search(text) for text in (element.text or "", *element.attrib.values())
        )
    )


def links(name: str) -> tuple[tuple[str, str], ...]:
    """Return links as pairs of title and address."""
    accepts = (
        f"up to {MAX_LINKS} links separated by commas, each a title and an address, "
        "like Status https://status.example.com, Imprint /pages/imprint/"
    )
    return env.read(name, accepts, _links)


def _links(text: str) -> tuple[tuple[str, str], ...]:
    items = [item.split() for item in text.split(",") if item.strip()]
    found = tuple((" ".join(words[:-1]), words[-1]) for words in items)
    if (
        len(found) > MAX_LINKS
        or not all(_is_link(*link) for link in found)
        or not text.isprintable()
    ):
        raise ValueError
    return found


def _is_link(title: str, address: str) -> bool:
    parts = urlsplit(address)
    is_here = address.startswith("/") and not address.startswith(("//", "/\\"))
    is_elsewhere = parts.scheme in {"http", "https"} and bool(parts.hostname)
    is_mail = parts.scheme == "mailto" and "@" in parts.path
    return 0 < len(title) <= MAX_LINK_TITLE and (is_here or is_elsewhere or is_mail)


def theme() -> Path | None:
    """Return SITE_THEME, a folder with templates and static files of one’s own; None if it is not set."""

    def parse(text: str) -> Path | None:
        if not text:
            return None
        folder = Path(text).resolve()
        if not any((folder / name).is_dir() for name in ("templates", "static")):
            raise ValueError
        return folder

    return env.read("SITE_THEME", "a folder that holds the folder templates, static or both", parse)


def folder(chosen: Path | None, name: str) -> list[Path]:
    """Return a folder of the theme in a list, or an empty list if the theme has none."""
    return [chosen / name] if chosen and (chosen / name).is_dir() else []
