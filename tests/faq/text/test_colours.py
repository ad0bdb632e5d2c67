"""Colours, their contrast, and the accent of the site."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from faq.text.colours import (
    MIN_CONTRAST,
    PRODUCT_HUE,
    Accent,
    Oklch,
    contrast,
    darkened,
    lowest_contrast,
)

TOKENS = Path(__file__).parents[3] / "faq/static/faq/css/tokens.css"
hexes = st.integers(0, 0xFFFFFF).map("#{:06x}".format)
hues = st.integers(0, 360)


@given(hexes)
def test_colour_is_the_same_after_conversion_to_oklch_and_back(text: str) -> None:
    assert Oklch.from_hex(text).hex() == text


@pytest.mark.parametrize("text", ["", "#fff", "1d4ed8", "#1d4ed8 ", "#1d4edg", "#1d4ed8ff", "red"])
def test_text_that_is_no_colour_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=f"^{re.escape(text)}$"):
        Oklch.from_hex(text)


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    # From the examples of WCAG and of WebAIM.
    [("#000000", "#ffffff", 21.0), ("#777777", "#ffffff", 4.48), ("#0000ff", "#ffffff", 8.59)],
)
def test_contrast_is_that_of_wcag(one: str, other: str, ratio: float) -> None:
    found = contrast(Oklch.from_hex(one), Oklch.from_hex(other))
    assert found == pytest.approx(ratio, abs=0.01)
    assert contrast(Oklch.from_hex(other), Oklch.from_hex(one)) == found


@given(hexes)
def test_darkened_colour_can_be_read_and_is_the_nearest(text: str) -> None:
    accent = Accent.from_colour(text)
    papers = accent.papers()
    found = darkened(accent.colour(), papers)
    assert lowest_contrast(found, papers) >= MIN_CONTRAST
    if found != accent.colour():
        lighter = found._replace(lightness=found.lightness + 0.01)
        assert lowest_contrast(lighter, papers) < MIN_CONTRAST


@given(hexes)
def test_suggested_colour_is_accepted(text: str) -> None:
    accent = Accent.from_colour(text)
    assert accent.nearest_readable().is_readable()
    assert not accent.is_readable() or accent.nearest_readable() == accent


def tokens(scheme: str, accent: Accent) -> dict[str, Oklch]:
    """Return the colours of tokens.css in one scheme, with an accent."""
    css = TOKENS.read_text()
    pairs = dict(re.findall(r"(--[a-z-]+): (.+);", css))
    found = {}
    for name, value in pairs.items():
        if value.startswith("light-dark("):
            value = re.sub(r"var\((--accent(?:-strong)?-light)\)", lambda m: pairs[m[1]], value)
            value = value.replace("var(--hue)", str(accent.hue))
            value = re.sub(
                r"calc\(([\d.]+) \* var\(--vividness\)\)",
                lambda m: f"{float(m[1]) * accent.vividness:.6f}",
                value,
            )
            light, dark = re.findall(r"oklch\(([\d.]+)% ([\d.]+) ([\d.]+)\)", value)
            lightness, chroma, hue = light if scheme == "light" else dark
            found[name.removeprefix("--")] = Oklch(
                round(float(lightness) / 100, 4), float(chroma), float(hue)
            )
    return found


# What text stands on, in tokens.css.
PAIRS = [
    *(("accent", paper) for paper in ("paper", "card", "sunken", "accent-soft")),
    ("accent-strong", "accent-soft"),
    ("on-accent", "accent"),
    ("ink", "accent-soft"),
]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@given(hue=hues, vividness=st.floats(0, 1))
def test_every_hue_can_be_read_in_both_schemes(scheme: str, hue: int, vividness: float) -> None:
    colours = tokens(scheme, Accent(hue, vividness))
    low = {pair: contrast(colours[pair[0]], colours[pair[1]]) for pair in PAIRS}
    assert min(low.values()) >= MIN_CONTRAST, low


@given(hue=hues)
def test_accent_stands_on_the_papers_of_the_style_sheet(hue: int) -> None:
    colours = tokens("light", Accent(hue))
    assert colours["accent"] == Accent(hue).colour()
    assert set(Accent(hue).papers()) == {
        colours[name] for name in ("paper", "card", "sunken", "accent-soft")
    }


def test_rule_replaces_tokens_that_exist() -> None:
    rules = [Accent(250).css(), Accent.from_colour("#1D4ED8").css()]
    assert rules == [
        ":root{--hue:250;--vividness:1}\n",
        ":root{--hue:264;--vividness:1;--accent-light:#1d4ed8;--accent-strong-light:#0832bc}\n",
    ]
    defined = set(re.findall(r"(--[a-z-]+):", TOKENS.read_text()))
    assert set(re.findall(r"(--[a-z-]+):", "".join(rules))) <= defined


def test_grey_has_no_hue() -> None:
    assert Accent.from_colour("#555555").vividness == 0


def test_product_has_its_own_accent() -> None:
    assert not Accent(PRODUCT_HUE).is_own()
    assert Accent(250).is_own()
