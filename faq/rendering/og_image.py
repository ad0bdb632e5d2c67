"""Draws the image of a link preview: the title of a question, and its steps as numbered circles."""

import io
from functools import lru_cache

import font_source_serif_pro as source_serif
from PIL import Image, ImageDraw, ImageFont

# In pixels, as social networks recommend.
SIZE = (1200, 630)

_PAPER, _RULE, _INK, _SOFT = "#fcfbf7", "#dad6ca", "#14272a", "#53625f"
_MARGIN = 80
_TITLE_TOP = 218
_TITLE_BOTTOM = 550
_TITLE_SIZES = range(80, 43, -4)
_TITLE_WIDTH = 770
_LEADING = 1.16
# The column of steps: its width, the size of the circles, their distance and the lengths of the bars.
_COLUMN = 220
_CIRCLE = 84
_PITCH = 122
_BARS = (100, 72, 88, 60)
# Shapes are drawn larger by this factor and then reduced, because Pillow does not smooth edges.
_SCALE = 4


@lru_cache(maxsize=200)
def draw(title: str, above: str, site: str, steps: int, colour: str) -> bytes:
    """Return a PNG of 1200 × 630 pixels. The same arguments always give the same bytes.

    Args:
        title: the large text, on several lines if necessary. Left out if the font lacks its letters.
        above: one line above the title, such as the topic; may be empty.
        site: the name of the site.
        steps: the number of steps; of more than four, the first three and the last are drawn.
        colour: the accent of the site, like #0f6b55.
    """
    picture = Image.new("RGB", SIZE, _PAPER)
    _leaf(picture, colour)
    _steps(picture, steps, colour)
    canvas = ImageDraw.Draw(picture)
    canvas.rectangle((0, SIZE[1] - 14, *SIZE), colour)
    canvas.text((_MARGIN + 44, 95), _fitting(site, 38, 700), _INK, _face(38, bold=True), "lm")
    if above:
        canvas.text((_MARGIN, 176), _fitting(above, 34, _TITLE_WIDTH), _SOFT, _face(34), "lm")
    lines, size = _wrapped(_drawable(title))
    for number, line in enumerate(lines):
        top = _TITLE_TOP + number * size * _LEADING
        canvas.text((_MARGIN, top), line, _INK, _face(size, bold=True), "la")
    data = io.BytesIO()
    # 64 colours are enough and halve the size.
    picture.quantize(64, dither=Image.Dither.NONE).save(data, "PNG", optimize=True)
    return data.getvalue()


@lru_cache(maxsize=64)
def _face(size: int, bold: bool = False) -> ImageFont.FreeTypeFont:
    # The TrueType files have wrong widths for % and …. The basic layout gives the same result everywhere.
    path = source_serif.font_files_otf["SourceSerifProSemibold" if bold else "SourceSerifPro"]
    return ImageFont.truetype(path, size, layout_engine=ImageFont.Layout.BASIC)


@lru_cache(maxsize=2000)
def _has(character: str) -> bool:
    """Return whether the font has a character; for those that it lacks it draws one and the same box."""
    shape, box = (_face(40).getmask(text) for text in (character, "\U0010fffd"))
    return character.isspace() or (shape.size, bytes(shape)) != (box.size, bytes(box))


def _drawable(text: str) -> str:
    """Return the text without symbols that the font lacks; empty if it lacks letters."""
    missing = {character for character in text if not _has(character)}
    if any(character.isalnum() for character in missing):
        return ""
    return " ".join("".join(character for character in text if character not in missing).split())


def _fitting(text: str, size: int, width: int) -> str:
    """Return the text, shortened with an ellipsis if it is wider than the width in pixels."""
    text, face = _drawable(text), _face(size, bold=True)
    if face.getbbox(text)[2] <= width:
        return text
    while text and face.getbbox(f"{text}…")[2] > width:
        text = text[:-1]
    return f"{text.rstrip()}…"


def _wrapped(title: str) -> tuple[list[str], int]:
    """Return the lines of the title and the largest font size in which they fit.

    If they do not fit in the smallest size, the last line ends with an ellipsis.
    """
    for size in _TITLE_SIZES:
        lines = _lines(title, size)
        room = int((_TITLE_BOTTOM - _TITLE_TOP) / (size * _LEADING))
        if len(lines) <= room and all(
            _face(size, bold=True).getbbox(line)[2] <= _TITLE_WIDTH for line in lines
        ):
            return lines, size
    shown = [_fitting(line, size, _TITLE_WIDTH) for line in lines[:room]]
    if len(lines) > room:
        shown[-1] = _fitting(f"{lines[room - 1]} {lines[room]}", size, _TITLE_WIDTH)
    return shown, size


def _lines(title: str, size: int) -> list[str]:
    face, lines = _face(size, bold=True), [""]
    for word in title.split():
        longer = f"{lines[-1]} {word}".lstrip()
        if lines[-1] and face.getbbox(longer)[2] > _TITLE_WIDTH:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines


def _leaf(picture: Image.Image, colour: str) -> None:
    large = Image.new("RGB", (30 * _SCALE, 30 * _SCALE), _PAPER)
    canvas = ImageDraw.Draw(large)
    canvas.ellipse((0, 0, 30 * _SCALE - 1, 30 * _SCALE - 1), colour)
    canvas.rectangle((0, 15 * _SCALE, 15 * _SCALE, 30 * _SCALE), colour)
    _paste(picture, large, _MARGIN, 80)


def _steps(picture: Image.Image, count: int, colour: str) -> None:
    """Draw numbered circles on a line, each with a bar in place of words; the last circle is filled."""
    large = Image.new("RGB", (_COLUMN * _SCALE, SIZE[1] * _SCALE), _PAPER)
    canvas = ImageDraw.Draw(large)
    face, half = _face(46 * _SCALE, bold=True), _CIRCLE * _SCALE / 2
    numbers = [*range(1, min(count, len(_BARS))), count] if count else []
    middles = [(130 + place * _PITCH) * _SCALE for place in range(len(numbers))]
    if numbers:
        canvas.line((half, middles[0], half, middles[-1]), _RULE, 4 * _SCALE)
    for number, y, length in zip(numbers, middles, _BARS, strict=False):
        is_last = number == count
        circle = (0, y - half, 2 * half - 1, y + half)
        canvas.ellipse(circle, colour if is_last else _PAPER, colour, 4 * _SCALE)
        canvas.text((half, y), str(number), _PAPER if is_last else colour, face, "mm")
        left, thick = 2 * half + 28 * _SCALE, 7 * _SCALE
        bar = (left, y - thick, left + length * _SCALE, y + thick)
        canvas.rounded_rectangle(bar, thick, _RULE)
    _paste(picture, large, SIZE[0] - _MARGIN - _COLUMN, 0)


def _paste(picture: Image.Image, large: Image.Image, x: int, y: int) -> None:
    picture.paste(large.reduce(_SCALE), (x, y))
