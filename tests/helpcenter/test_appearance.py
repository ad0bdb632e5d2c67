"""Reading what makes a site one's own from the environment."""

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from helpcenter import appearance

SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:x="http://www.w3.org/1999/xlink">{}</svg>'
HARMLESS = [
    "<path d='M0 0h9v9z'/>",
    "<style>.a{fill:url(#b)}</style><defs><linearGradient id='b'/></defs><g class='a'/>",
    "<use x:href='#b'/><text>Help &amp; more</text>",
    "<metadata><r:RDF xmlns:r='http://www.w3.org/1999/02/22-rdf-syntax-ns#'/></metadata>",
    "<!-- drawn by hand -->",
]
HOSTILE = [
    "<script>alert(1)</script>",
    "<g onload='alert(1)'/>",
    "<g ONLOAD='alert(1)'/>",
    "<foreignObject><p xmlns='http://www.w3.org/1999/xhtml'>a</p></foreignObject>",
    "<p xmlns='http://www.w3.org/1999/xhtml'>a</p>",
    "<h:script xmlns:h='http://www.w3.org/1999/xhtml'>alert(1)</h:script>",
    "<use x:href='https://example.com/a.svg#b'/>",
    "<use href='data:image/svg+xml,a'/>",
    "<image href='https://example.com/a.png'/>",
    "<a x:href='javascript:alert(1)'><text>a</text></a>",
    "<style>@import 'https://example.com/a.css';</style>",
    "<style>.a{fill:url( 'https://example.com/a')}</style>",
    "<style>.a{fill:u\\72l(https://example.com/a)}</style>",
    "<path style='fill:url(//example.com/a)'/>",
    "<animate attributeName='href' values='javascript:alert(1)'/>",
    "<set attributeName='onload' to='alert(1)'/>",
]


def raster(kind: str, size: tuple[int, int] = (40, 20)) -> bytes:
    data = io.BytesIO()
    Image.new("RGB", size, "navy").save(data, kind)
    return data.getvalue()


@pytest.fixture
def logo(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> Callable[[bytes | str], appearance.Logo | None]:
    """Return the logo with a content, as SITE_LOGO gives it."""

    def _logo(data: bytes | str) -> appearance.Logo | None:
        file = tmp_path / "logo"
        file.write_bytes(data.encode() if isinstance(data, str) else data)
        monkeypatch.setenv("SITE_LOGO", str(file))
        return appearance.logo("SITE_LOGO")

    return _logo


@pytest.mark.parametrize(
    ("kind", "content_type", "ending"),
    [("PNG", "image/png", "png"), ("JPEG", "image/jpeg", "jpg"), ("WEBP", "image/webp", "webp")],
)
def test_logo_is_recognised_by_its_content(
    logo: Callable, kind: str, content_type: str, ending: str
) -> None:
    data = raster(kind)
    found = logo(data)
    assert (found.content_type, found.ending, found.data) == (content_type, ending, data)


@pytest.mark.parametrize("content", HARMLESS)
def test_drawing_is_a_logo(logo: Callable, content: str) -> None:
    assert logo(SVG.format(content)).content_type == "image/svg+xml"
    assert logo(f"<?xml version='1.0'?><!DOCTYPE svg>{SVG.format(content)}") is not None


@pytest.mark.parametrize("content", HOSTILE)
def test_drawing_that_could_run_or_load_something_is_refused(logo: Callable, content: str) -> None:
    """Checks 2, 22."""
    with pytest.raises(SystemExit, match=r"^SITE_LOGO has a value that cannot be used\."):
        logo(SVG.format(content))


@pytest.mark.parametrize(
    "data",
    [
        *(
            b"",
            b"GIF89a",
            b"<html></html>",
            b"<svg></svg>",
            b"<svg xmlns='http://www.w3.org/2000/svg'>",
        ),
        raster("PNG")[:60],
        raster("PNG") + b" " * appearance.MAX_LOGO_BYTES,
        raster("PNG", (3000, 3000)),
        SVG.format("").encode("utf-16"),
        (
            "<!DOCTYPE svg [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;'>]>"
            + SVG.format("<text>&b;</text>")
        ).encode(),
    ],
    ids=range(10),
)
def test_file_that_is_no_logo_is_refused(logo: Callable, data: bytes) -> None:
    with pytest.raises(SystemExit, match=r"^SITE_LOGO has a value that cannot be used\."):
        logo(data)


@pytest.mark.parametrize("path", ["/dev/null/logo", "/", "missing.png"])
def test_path_without_a_file_is_refused(monkeypatch: pytest.MonkeyPatch, path: str) -> None:
    monkeypatch.setenv("SITE_LOGO", path)
    with pytest.raises(SystemExit, match=r"^SITE_LOGO"):
        appearance.logo("SITE_LOGO")


def test_nothing_is_no_logo(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SITE_LOGO", "")
    assert appearance.logo("SITE_LOGO") is None


@pytest.mark.parametrize(("text", "colour"), [("", "#11644c"), ("250", ""), ("#1D4ED8", "#1d4ed8")])
def test_hue_is_degrees_or_a_colour(
    monkeypatch: pytest.MonkeyPatch, text: str, colour: str
) -> None:
    monkeypatch.setenv("SITE_HUE", text)
    accent = appearance.accent()
    assert accent.is_own() is bool(text)
    assert not colour or accent.colour().hex() == colour


@pytest.mark.parametrize("text", ["red", "-1", "361", "1.5", "#fff", "250deg", "٢٥x"])
def test_hue_refuses_other_texts(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setenv("SITE_HUE", text)
    with pytest.raises(SystemExit, match=r"accepts a hue from 0 to 360"):
        appearance.accent()


def test_colour_without_contrast_is_refused_with_the_nearest_that_works(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("SITE_HUE", "#ffcc00")
    with pytest.raises(SystemExit) as stopped:
        appearance.accent()
    message = str(stopped.value)
    assert "contrast of 1.3 to 1" in message
    nearest = message.rstrip(".").rpartition(" ")[2]
    monkeypatch.setenv("SITE_HUE", nearest)
    assert appearance.accent().colour().hex() == nearest


@pytest.mark.parametrize(
    ("text", "links"),
    [
        ("", ()),
        ("Status https://s.example.com", (("Status", "https://s.example.com"),)),
        (
            " System  status https://s.example.com/?a=b , Imprint /pages/imprint/,",
            (("System status", "https://s.example.com/?a=b"), ("Imprint", "/pages/imprint/")),
        ),
        ("Write mailto:a@example.com", (("Write", "mailto:a@example.com"),)),
    ],
)
def test_links_are_titles_and_addresses(
    monkeypatch: pytest.MonkeyPatch, text: str, links: tuple[tuple[str, str], ...]
) -> None:
    monkeypatch.setenv("FOOTER_LINKS", text)
    assert appearance.links("FOOTER_LINKS") == links


@pytest.mark.parametrize(
    "text",
    [
        *("Status", "https://s.example.com", "Status s.example.com", "Run javascript:alert(1)"),
        *("A //example.com", "A /\\example.com", "A https://", "A mailto:", "A\x07 /b"),
        *("a" * 41 + " /b", ", ".join(["A /b"] * 9)),
    ],
)
def test_links_refuse_other_texts(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    """Check 3."""
    monkeypatch.setenv("FOOTER_LINKS", text)
    with pytest.raises(SystemExit, match=r"^FOOTER_LINKS"):
        appearance.links("FOOTER_LINKS")


def test_theme_is_a_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("SITE_THEME", str(tmp_path))
    with pytest.raises(SystemExit, match=r"^SITE_THEME"):
        appearance.theme()
    (tmp_path / "static").mkdir()
    assert appearance.theme() == tmp_path
    assert appearance.folder(tmp_path, "static") == [tmp_path / "static"]
    assert appearance.folder(tmp_path, "templates") == []
    assert appearance.folder(None, "static") == []
