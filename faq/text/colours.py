"""Colours in OKLCH: conversion, and the contrast that WCAG asks for."""

import re
from collections.abc import Iterable
from math import atan2, cos, degrees, hypot, radians, sin
from typing import NamedTuple, Self

# WCAG 2.2, success criterion 1.4.3, for text of ordinary size.
MIN_CONTRAST = 4.5
# Smaller steps would not change a channel of eight bits.
_LIGHTNESS_STEP = 0.002

_HEX = re.compile("#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})", re.ASCII | re.IGNORECASE)


class Oklch(NamedTuple):
    """A colour in OKLCH. Source of the matrices: Björn Ottosson, “A perceptual color space for image processing”.

    Attributes:
        lightness: from 0, black, to 1, white.
        chroma: 0 for grey; about 0.3 for the most vivid colours of a screen.
        hue: in degrees.
    """

    lightness: float
    chroma: float
    hue: float

    @classmethod
    def from_hex(cls, text: str) -> Self:
        """Read a colour like #0f6b55.

        Raises:
            ValueError: the text is not a # and six hexadecimal digits.
        """
        match = _HEX.fullmatch(text)
        if match is None:
            raise ValueError(text)
        red, green, blue = (_linear(int(channel, 16) / 255) for channel in match.groups())
        long = (0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue) ** (1 / 3)
        medium = (0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue) ** (1 / 3)
        short = (0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue) ** (1 / 3)
        lightness = 0.2104542553 * long + 0.7936177850 * medium - 0.0040720468 * short
        a = 1.9779984951 * long - 2.4285922050 * medium + 0.4505937099 * short
        b = 0.0259040371 * long + 0.7827717662 * medium - 0.8086757660 * short
        return cls(lightness, hypot(a, b), degrees(atan2(b, a)) % 360)

    def hex(self) -> str:
        """Return the colour like #0f6b55, with channels that a screen cannot show cut off."""
        channels = (round(255 * _gamma(channel)) for channel in self._channels())
        return "#" + "".join(f"{channel:02x}" for channel in channels)

    def luminance(self) -> float:
        """Return the relative luminance, from 0 to 1, as WCAG defines it."""
        red, green, blue = self._channels()
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    def _channels(self) -> tuple[float, ...]:
        """Return red, green and blue in linear light, each from 0 to 1."""
        a = self.chroma * cos(radians(self.hue))
        b = self.chroma * sin(radians(self.hue))
        long = (self.lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
        medium = (self.lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
        short = (self.lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
        channels = (
            4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
            -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
            -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short,
        )
        return tuple(min(1.0, max(0.0, channel)) for channel in channels)


def contrast(one: Oklch, other: Oklch) -> float:
    """Return the contrast ratio of two colours, from 1 to 21, as WCAG defines it."""
    darker, lighter = sorted((one.luminance(), other.luminance()))
    return (lighter + 0.05) / (darker + 0.05)


def lowest_contrast(colour: Oklch, others: Iterable[Oklch]) -> float:
    return min(contrast(colour, other) for other in others)


def darkened(colour: Oklch, papers: Iterable[Oklch]) -> Oklch:
    """Return the lightest colour of the same hue that can be read on all these papers, which are light."""
    papers = tuple(papers)
    while lowest_contrast(colour, papers) < MIN_CONTRAST:
        colour = colour._replace(lightness=colour.lightness - _LIGHTNESS_STEP)
    return colour


PRODUCT_HUE = 168
# --accent of tokens.css in the light scheme.
_ACCENT = Oklch(0.45, 0.085, PRODUCT_HUE)


class Accent(NamedTuple):
    """The accent of the site: of links, buttons and numerals.

    Attributes:
        hue: in degrees.
        vividness: 1 for the chroma of tokens.css, 0 for grey.
        light: the accent of the light scheme like #0f6b55; empty for the lightness of tokens.css.
    """

    hue: int
    vividness: float = 1.0
    light: str = ""

    @classmethod
    def from_colour(cls, text: str) -> Self:
        """Return the accent for a colour like #0f6b55.

        Raises:
            ValueError: the text is no colour.
        """
        colour = Oklch.from_hex(text)
        vividness = min(1.0, round(colour.chroma / _ACCENT.chroma, 2))
        return cls(round(colour.hue), vividness, text.lower())

    def is_own(self) -> bool:
        """Return whether it differs from the accent of the product."""
        return self != Accent(PRODUCT_HUE)

    def colour(self) -> Oklch:
        """Return the accent in the light scheme."""
        if self.light:
            return Oklch.from_hex(self.light)
        return _ACCENT._replace(hue=self.hue)

    def papers(self) -> tuple[Oklch, ...]:
        """Return what the accent stands on in the light scheme: --paper, --card, --sunken and --accent-soft."""
        soft = Oklch(0.945, 0.03 * self.vividness, self.hue)
        return Oklch(0.986, 0.006, 95), Oklch(1, 0, 0), Oklch(0.962, 0.01, 95), soft

    def is_readable(self) -> bool:
        """Return whether text in the accent has enough contrast in the light scheme."""
        return lowest_contrast(self.colour(), self.papers()) >= MIN_CONTRAST

    def nearest_readable(self) -> Self:
        """Return an accent of the same hue, no darker than text needs."""
        nearest = self
        while not nearest.is_readable():
            darker = darkened(nearest.colour(), nearest.papers())
            # Written with eight bits for each channel, it may be a little lighter again.
            darker = darker._replace(lightness=darker.lightness - _LIGHTNESS_STEP)
            nearest = self.from_colour(darker.hex())
        return nearest

    def css(self) -> str:
        """Return the rule that replaces tokens. The dark scheme keeps its lightness, which any hue can bear."""
        tokens = {"--hue": str(self.hue), "--vividness": f"{self.vividness:g}"}
        if self.light:
            colour = self.colour()
            strong = colour._replace(lightness=max(0.0, colour.lightness - 0.08)).hex()
            tokens["--accent-light"], tokens["--accent-strong-light"] = self.light, strong
        return ":root{" + ";".join(f"{name}:{value}" for name, value in tokens.items()) + "}\n"


def _linear(value: float) -> float:
    return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4


def _gamma(value: float) -> float:
    return 12.92 * value if value <= 0.0031308 else 1.055 * value ** (1 / 2.4) - 0.055
