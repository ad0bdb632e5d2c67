"""Pages keep their shape: on small screens, with wide text, in forced colours, on paper."""

import json
import re
import shutil
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from urllib.parse import quote

import pytest
from django.template.loader import render_to_string
from playwright.sync_api import Page, Route

from tests.browser.conftest import KINDS
from tests.site import Site
from tests.wide_texts import LINES, LONG_WORD, fixture

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


# In CSS pixels, by the size of the text in percent. 320 is also 1280 at 400 %.
WINDOWS = {100: (280, 320, 360, 412, 1280), 200: (280, 412)}


@pytest.fixture(scope="module")
def wide_site(prepared_var: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A site with texts that are wider than a phone wherever somebody's text is shown."""
    folder = tmp_path_factory.mktemp("wide")
    shutil.copytree(prepared_var, folder / "var")
    running = Site(
        folder / "var", WEB_CONCURRENCY="1", SITE_NAME=LINES[8][:60], SITE_NOTICE=LONG_WORD
    )
    (folder / "wide.json").write_text(json.dumps(list(fixture())))
    loaded = running.manage("loaddata", str(folder / "wide.json"))
    assert loaded.returncode == 0, loaded.stderr
    running.start()
    yield running
    running.stop()


def widths_of(page: Page) -> dict[int, tuple[int, ...]]:
    """Return how wide an opened page is in each of WINDOWS."""

    def width_in(window: int) -> int:
        page.set_viewport_size({"width": window, "height": 700})
        return int(page.evaluate("document.documentElement.scrollWidth"))

    widths = {}
    for size, windows in WINDOWS.items():
        page.evaluate("size => { document.documentElement.style.fontSize = size; }", f"{size}%")
        widths[size] = tuple(map(width_in, windows))
    return widths


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/topics/",
        "/topics/wide-10/",
        "/questions/wide-0/",
        "/questions/wide-13/?said=no",
        "/questions/wide-0/?said=stuck&step=2&reason=other",
        "/search/?q=wide+texts&audience=audience-3",
        f"/search/?q={quote(LINES[13])}&topic=wide-13",
        f"/search/?q={quote(LINES[1].replace('9', '7'))}&topic=wide-7",
        f"/questions/{LINES[1]}/",
        "/questions/wide-retired/",
        "/preview/expired/",
        "/de/questions/wide-8/",
    ],
)
def test_no_text_makes_a_page_wider_than_its_window(page: Page, wide_site: Site, path: str) -> None:
    page.goto(wide_site.url + path)
    assert page.locator("main").inner_text()
    assert widths_of(page) == WINDOWS


def fulfil(route: Route, body: str) -> None:
    route.fulfill(body=body, content_type="text/html")


def test_no_text_makes_a_page_that_refuses_wider_than_its_window(
    page: Page, wide_site: Site
) -> None:
    """The pages that need no database, with texts that were sent and not saved; and a refused form."""
    context = {
        "site_name": LINES[8],
        "contact_url": "mailto:help@example.com",
        "is_form": True,
        "problem": {"cause": LONG_WORD, "advice": LINES[0], "is_undone": True},
        "values": [("title", LINES[0])],
        "files": [LINES[2]],
        "texts": [(LONG_WORD, LONG_WORD)],
        "seconds": 1000,
        "megabytes": 10,
    }
    for status in (400, 403, 413, 429, 500, 503):
        body = render_to_string(f"{status}.html", context)
        page.route("**/refused/", partial(fulfil, body=body))
        page.goto(f"{wide_site.url}/refused/")
        assert page.locator("link[rel=stylesheet]").evaluate_all(
            "all => all.every(one => one.sheet)"
        )
        assert widths_of(page) == WINDOWS, status
    page.goto(f"{wide_site.url}/questions/wide-0/")
    with page.expect_navigation():
        page.locator(".answered form").evaluate("form => form.submit()")
    assert page.locator(".refused-back").is_visible()
    assert widths_of(page) == WINDOWS


def test_table_and_code_scroll_by_themselves_and_are_printed_whole(
    page: Page, wide_site: Site
) -> None:
    page.set_viewport_size({"width": 360, "height": 700})
    page.goto(f"{wide_site.url}/questions/wide-0/")
    scrolls = "all => all.map((each) => each.scrollWidth > each.clientWidth)"
    for part in ("pre", ".table"):
        parts = page.locator(f".caution {part}, .prose > {part}, .callout {part}")
        count = parts.count()
        assert count >= 3
        page.emulate_media(media="screen")
        assert parts.evaluate_all(scrolls) == [True] * count, part
        page.emulate_media(media="print")
        assert parts.evaluate_all(scrolls) == [False] * count, part


def test_arabic_is_read_from_right_to_left(page: Page, wide_site: Site) -> None:
    """In an English frame: the line of steps is mirrored, and each text has its own direction."""
    page.goto(f"{wide_site.url}/questions/wide-13/")
    text_of = """each => {
        const range = document.createRange();
        range.selectNodeContents(each);
        const box = each.getBoundingClientRect(), text = range.getBoundingClientRect();
        return Math.round(box.right - text.right) < 2 && Math.round(text.left - box.left) > 2;
    }"""
    assert page.locator("h1").evaluate(text_of)
    assert page.locator("article > .prose > p", has_text="Grund").evaluate(text_of) is False
    numeral, text = page.locator("#step-2 .numeral, #step-2 .step-text").all()
    line = page.locator("#step-2").evaluate("each => getComputedStyle(each, '::before').right")
    boxes = numeral.bounding_box(), text.bounding_box()
    assert boxes[0]
    assert boxes[1]
    assert boxes[0]["x"] >= boxes[1]["x"] + boxes[1]["width"]
    assert 0 < float(line.removesuffix("px")) < boxes[0]["width"]
    for of_the_site in (".answered h2", ".colophon", "#step-2 summary"):
        direction = page.locator(of_the_site).evaluate("each => getComputedStyle(each).direction")
        assert direction == "ltr", of_the_site


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
        ".step-foot",
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


@pytest.mark.own_context(has_touch=True, is_mobile=True)
def test_rows_are_as_high_as_a_thumb(page: Page, site: Site) -> None:
    """Filters, other questions, topics, breadcrumbs and suggestions; and no word of a key for search."""
    page.set_viewport_size({"width": 360, "height": 700})
    height = "all => Math.min(...all.map((each) => each.getBoundingClientRect().height))"
    page.goto(f"{site.url}/search/?q=contract")
    results = page.locator(".results")
    filters = page.get_by_role("complementary", name="Filters").locator("summary").first
    above, below = filters.bounding_box(), results.bounding_box()
    assert above
    assert below
    assert above["y"] + above["height"] <= below["y"]
    assert page.locator("#by-topic").is_hidden()
    filters.click()
    for part in (".filters summary", ".filters .links a", ".filters .links strong"):
        assert page.locator(part).locator("visible=true").evaluate_all(height) >= 44, part
    page.locator("#q").fill("contract")
    page.get_by_role("option").first.wait_for()
    assert page.get_by_role("option").evaluate_all(height) >= 44
    page.goto(f"{site.url}/questions/escrow-refund/")
    for part in (".crumbs a", ".tick", ".stuck summary", "aside .links a", ".bottom-links a"):
        assert page.locator(part).evaluate_all(height) >= 44, part
    assert page.get_by_role("button", name="Search with").count() == 0


def test_filters_stand_beside_the_results_of_a_wide_screen(page: Page, site: Site) -> None:
    page.goto(f"{site.url}/search/?q=contract")
    topics, results = (
        page.locator("#by-topic").bounding_box(),
        page.locator(".results").bounding_box(),
    )
    assert topics
    assert results
    assert topics["x"] >= results["x"] + results["width"]
    assert topics["y"] < results["y"]
