"""The picture that goes with a link when somebody shares it: the question, and how many steps there are."""

import io
from functools import lru_cache

import font_source_serif_pro as source_serif
from PIL import Image, ImageDraw, ImageFont

# What the networks that show such pictures ask for, in pixels.
SIZE = (1200, 630)

_PAPER, _RULE, _INK, _SOFT, _ACCENT = "#fcfbf7", "#dad6ca", "#14272a", "#53625f", "#0f6b55"
_MARGIN = 80
_TITLE_TOP = 218
_TITLE_BOTTOM = 550
_TITLE_SIZES = range(80, 43, -4)
_TITLE_WIDTH = 770
_LEADING = 1.16
# The column of steps: its width, circles, the way from one to the next, and bars.
_COLUMN = 220
_CIRCLE = 84
_PITCH = 122
_BARS = (100, 72, 88, 60)
# Shapes are drawn so many times larger and then made smaller: Pillow has no smooth edges.
_FINE = 4


@lru_cache(maxsize=200)
def draw(title: str, above: str, site: str, steps: int) -> bytes:
    """A PNG of 1200 × 630 pixels; of the same words it is always the same, to the byte.

    Args:
        title: shown large, on several lines if it is long. Left out if the face lacks its letters.
        above: one line before the title, the topic for instance; may be empty.
        site: the name of the site.
        steps: how many there are; of more than four, the first three and the last are drawn.
    """
    picture = Image.new("RGB", SIZE, _PAPER)
    _leaf(picture)
    _steps(picture, steps)
    canvas = ImageDraw.Draw(picture)
    canvas.rectangle((0, SIZE[1] - 14, *SIZE), _ACCENT)
    canvas.text((_MARGIN + 44, 95), _fitting(site, 38, 700), _INK, _face(38, bold=True), "lm")
    if above:
        canvas.text((_MARGIN, 176), _fitting(above, 34, _TITLE_WIDTH), _SOFT, _face(34), "lm")
    lines, size = _wrapped(_drawable(title))
    for number, line in enumerate(lines):
        top = _TITLE_TOP + number * size * _LEADING
        canvas.text((_MARGIN, top), line, _INK, _face(size, bold=True), "la")
    data = io.BytesIO()
    # Few colours are enough, and half as many bytes.
    picture.quantize(64, dither=Image.Dither.NONE).save(data, "PNG", optimize=True)
    return data.getvalue()


@lru_cache(maxsize=64)
def _face(size: int, bold: bool = False) -> ImageFont.FreeTypeFont:
    # The TrueType files have wrong widths for % and …; the simple layout is the same wherever Pillow is.
    path = source_serif.font_files_otf["SourceSerifProSemibold" if bold else "SourceSerifPro"]
    return ImageFont.truetype(path, size, layout_engine=ImageFont.Layout.BASIC)


@lru_cache(maxsize=2000)
def _has(character: str) -> bool:
    """Whether the face has a shape for a character; what it lacks gets the same box."""
    shape, box = (_face(40).getmask(each) for each in (character, "\U0010fffd"))
    return character.isspace() or (shape.size, bytes(shape)) != (box.size, bytes(box))


def _drawable(text: str) -> str:
    """The text without signs that the face lacks; nothing if it lacks letters."""
    lacking = {character for character in text if not _has(character)}
    if any(character.isalnum() for character in lacking):
        return ""
    return " ".join("".join(each for each in text if each not in lacking).split())


def _fitting(text: str, size: int, width: int) -> str:
    """As much of the text as fits on a line, with an ellipsis if that is not all."""
    text, face = _drawable(text), _face(size, bold=True)
    if face.getbbox(text)[2] <= width:
        return text
    while text and face.getbbox(f"{text}…")[2] > width:
        text = text[:-1]
    return f"{text.rstrip()}…"


def _wrapped(title: str) -> tuple[list[str], int]:
    """The title in lines, and the largest size in which they fit; the last may end with an ellipsis."""
    for size in _TITLE_SIZES:
        lines = _lines(title, size)
        room = int((_TITLE_BOTTOM - _TITLE_TOP) / (size * _LEADING))
        if len(lines) <= room and all(
            _face(size, bold=True).getbbox(x)[2] <= _TITLE_WIDTH for x in lines
        ):
            return lines, size
    kept = [_fitting(line, size, _TITLE_WIDTH) for line in lines[:room]]
    if len(lines) > room:
        kept[-1] = _fitting(f"{lines[room - 1]} {lines[room]}", size, _TITLE_WIDTH)
    return kept, size


def _lines(title: str, size: int) -> list[str]:
    face, lines = _face(size, bold=True), [""]
    for word in title.split():
        longer = f"{lines[-1]} {word}".lstrip()
        if lines[-1] and face.getbbox(longer)[2] > _TITLE_WIDTH:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines


def _leaf(picture: Image.Image) -> None:
    fine = Image.new("RGB", (30 * _FINE, 30 * _FINE), _PAPER)
    canvas = ImageDraw.Draw(fine)
    canvas.ellipse((0, 0, 30 * _FINE - 1, 30 * _FINE - 1), _ACCENT)
    canvas.rectangle((0, 15 * _FINE, 15 * _FINE, 30 * _FINE), _ACCENT)
    _paste(picture, fine, _MARGIN, 80)


def _steps(picture: Image.Image, count: int) -> None:
    """Numbers in circles on a line, each with a bar for its words; the last one filled."""
    fine = Image.new("RGB", (_COLUMN * _FINE, SIZE[1] * _FINE), _PAPER)
    canvas = ImageDraw.Draw(fine)
    face, half = _face(46 * _FINE, bold=True), _CIRCLE * _FINE / 2
    numbers = [*range(1, min(count, len(_BARS))), count] if count else []
    middles = [(130 + place * _PITCH) * _FINE for place in range(len(numbers))]
    if numbers:
        canvas.line((half, middles[0], half, middles[-1]), _RULE, 4 * _FINE)
    for number, y, length in zip(numbers, middles, _BARS, strict=False):
        is_last = number == count
        circle = (0, y - half, 2 * half - 1, y + half)
        canvas.ellipse(circle, _ACCENT if is_last else _PAPER, _ACCENT, 4 * _FINE)
        canvas.text((half, y), str(number), _PAPER if is_last else _ACCENT, face, "mm")
        left, thick = 2 * half + 28 * _FINE, 7 * _FINE
        bar = (left, y - thick, left + length * _FINE, y + thick)
        canvas.rounded_rectangle(bar, thick, _RULE)
    _paste(picture, fine, SIZE[0] - _MARGIN - _COLUMN, 0)


def _paste(picture: Image.Image, fine: Image.Image, x: int, y: int) -> None:
    picture.paste(fine.reduce(_FINE), (x, y))
