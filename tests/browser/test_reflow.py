"""Pages keep their shape: on small screens, with wide text, in forced colours, on paper."""

import re

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import KINDS
from tests.site import Site

# WCAG 2.2, 1.4.12.
WIDE_TEXT = """() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(`
        * { line-height: 1.5 !important; letter-spacing: 0.12em !important;
            word-spacing: 0.16em !important; }
        p { margin-bottom: 2em !important; }`);
    document.adoptedStyleSheets.push(sheet);
}"""

# Elements whose text is cut off: what overflows them is hidden. Those meant for ears alone are left out.
CUT_OFF = """() => [...document.querySelectorAll("body *")]
    .filter((each) => each.innerText && !each.matches(".unseen, .search-small button span"))
    .filter((each) => getComputedStyle(each).overflow !== "visible")
    .filter((each) => each.scrollWidth > each.clientWidth + 1
        || each.scrollHeight > each.clientHeight + 1)
    .map((each) => each.outerHTML)"""


@pytest.mark.parametrize("kind", KINDS)
def test_page_never_scrolls_sideways(page: Page, address: str, kind: str) -> None:
    """At 320 px, which is also 1280 px at 400 %; and with text spaced widely, of which none is lost."""
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(address)
    width = "document.documentElement.scrollWidth"
    assert page.evaluate(width) == 320
    page.evaluate(WIDE_TEXT)
    assert page.evaluate("getComputedStyle(document.querySelector('p')).letterSpacing") != "normal"
    assert page.evaluate(width) == 320
    assert page.evaluate(CUT_OFF) == []
    page.set_viewport_size({"width": 1280, "height": 800})
    assert page.evaluate(width) == 1280


@pytest.mark.parametrize("path", ["", "questions/escrow-refund/?said=no", "search/?q=refund"])
def test_long_words_of_german_never_scroll_sideways(page: Page, site: Site, path: str) -> None:
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(f"{site.url}/de/{path}")
    assert page.locator("html").get_attribute("lang") == "de"
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    page.evaluate(WIDE_TEXT)
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    assert page.evaluate(CUT_OFF) == []


def test_forced_colours_keep_numerals_cautions_and_cards_apart(page: Page, site: Site) -> None:
    page.emulate_media(forced_colors="active")
    border = "each => parseFloat(getComputedStyle(each).borderTopWidth)"
    page.goto(f"{site.url}/questions/escrow-refund/#step-2")
    assert page.evaluate("matchMedia('(forced-colors: active)').matches")
    for part in (".numeral", ".caution", ".chips li"):
        assert page.locator(part).first.evaluate(border) >= 1, part
    line = "each => getComputedStyle(each, '::before').backgroundColor"
    ink = page.locator("body").evaluate("each => getComputedStyle(each).color")
    assert page.locator(".step").first.evaluate(line) == ink
    paint = "each => getComputedStyle(each).backgroundColor"
    paints = [numeral.evaluate(paint) for numeral in page.locator(".numeral").all()]
    assert paints[0] == paints[2] != paints[1]
    page.goto(site.url)
    for part in (".card", ".search-box button", ".contact .button"):
        assert page.locator(part).first.evaluate(border) >= 1, part


def test_nothing_moves_for_those_who_asked_for_less_motion(page: Page, site: Site) -> None:
    page.goto(site.url)
    moving = """() => [
        getComputedStyle(document.documentElement).scrollBehavior === "smooth",
        parseFloat(getComputedStyle(document.querySelector(".card")).transitionDuration) > 0,
    ]"""
    page.emulate_media(reduced_motion="no-preference")
    assert page.evaluate(moving) == [True, True]
    page.emulate_media(reduced_motion="reduce")
    assert page.evaluate(moving) == [False, False]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pages_follow_the_scheme_of_the_system(page: Page, site: Site, scheme: str) -> None:
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    page.goto(site.url)
    page.evaluate("document.body.append(document.createElement('canvas'))")
    light = page.evaluate(
        """() => {
            const context = document.querySelector("canvas").getContext("2d");
            context.fillStyle = getComputedStyle(document.documentElement).backgroundColor;
            context.fillRect(0, 0, 1, 1);
            return context.getImageData(0, 0, 1, 1).data[0];
        }"""
    )
    assert (light > 200) if scheme == "light" else (light < 60)


def test_question_is_printed_without_chrome_and_with_its_address(page: Page, site: Site) -> None:
    page.goto(f"{site.url}/questions/escrow-refund/")
    page.get_by_role("checkbox").first.check()
    page.emulate_media(media="print", color_scheme="dark")
    for gone in (
        "header.top",
        "footer.bottom",
        "aside",
        ".crumbs",
        ".step-link",
        ".skip",
        ".progress",
    ):
        assert page.locator(gone).count() >= 1, gone
        assert not page.locator(gone).first.is_visible(), gone
    for kept in ("h1", ".answer", "#step-1", "#step-2", "#step-3", ".caution", ".address"):
        assert page.locator(kept).first.is_visible(), kept
    assert page.locator(".address").inner_text() == f"{site.url}/questions/escrow-refund/"
    size = "each => parseFloat(getComputedStyle(each).fontSize)"
    assert page.locator(".numeral").first.evaluate(size) > 10
    paper = "getComputedStyle(document.documentElement).backgroundColor"
    assert page.evaluate(paper) == "rgb(255, 255, 255)"


def sheets_of(page: Page) -> int:
    return len(re.findall(rb"/Type\s*/Page\b", page.pdf(format="A4")))


def test_question_with_three_steps_fits_on_one_sheet(page: Page, site: Site) -> None:
    page.goto(f"{site.url}/questions/escrow-refund/")
    assert sheets_of(page) == 1
    page.evaluate("""() => {
        const more = () => document.querySelector(".step").cloneNode(true);
        document.querySelector(".steps").append(...Array.from({ length: 30 }, more));
    }""")
    assert sheets_of(page) > 1
