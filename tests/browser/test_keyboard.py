"""Everything can be reached, seen and hit: by keyboard and by an unsteady finger."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import KINDS
from tests.site import Site

# What the focused element shows: an outline, its own or that of the box or card it fills. Nothing once the
# focus has been everywhere: it leaves the page then, or begins again.
FOCUS = """() => {
    const element = document.activeElement;
    if (element === document.body || element.hadFocus) return null;
    element.hadFocus = true;
    const around = [element, element.closest(".search-box")].filter(Boolean)
        .flatMap((each) => [getComputedStyle(each), getComputedStyle(each, "::after")]);
    const outlined = around.some((style) =>
        style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2);
    const box = element.getBoundingClientRect();
    return {
        name: `${element.tagName} ${element.innerText || element.id}`,
        seen: outlined && box.bottom > 0 && box.top < innerHeight && box.right > 0,
    };
}"""

INTERACTIVE = "a[href], button, input:not([type=hidden]), summary, select, textarea"

# Links within a sentence may be as small as its text, and a label belongs to its target (WCAG 2.2, 2.5.8).
SMALL_TARGETS = """(elements) => elements
    .filter((each) => !each.closest(".prose, .caution, .lead") && each.className !== "skip")
    .filter((each) => each.checkVisibility())
    .map((each) => each.closest("label") ?? each)
    .map((each) => [each.innerText || each.id, each.getBoundingClientRect()])
    .filter(([, box]) => box.width < 24 || box.height < 24)
    .map(([name, box]) => `${name}: ${box.width} × ${box.height}`)"""


def go_to(page: Page, target: Locator) -> None:
    """Press Tab until the target has the focus; the way there is no longer than the page."""
    for _ in range(page.locator(INTERACTIVE).count()):
        page.keyboard.press("Tab")
        if target.evaluate("(each) => each === document.activeElement"):
            return
    expect(target).to_be_focused()


@pytest.mark.parametrize("kind", KINDS)
def test_every_control_takes_the_focus_visibly_and_is_large_enough(
    page: Page, address: str, kind: str
) -> None:
    page.emulate_media(reduced_motion="reduce")
    page.goto(address)
    controls = page.locator(INTERACTIVE).locator("visible=true")
    assert controls.evaluate_all(SMALL_TARGETS) == []
    unseen = []
    count = 0
    page.keyboard.press("Tab")
    while focus := page.evaluate(FOCUS):
        count += 1
        if not focus["seen"]:
            unseen.append(focus["name"])
        assert count <= controls.count()
        page.keyboard.press("Tab")
    # Of a group of radio buttons, the first takes the focus for all.
    others = page.locator("label ~ label > input[type=radio]").count()
    assert count == controls.filter(visible=True).count() - others
    assert unseen == []


@pytest.mark.parametrize("path", ["/", "/questions/escrow-refund/", "/search/?q=contract"])
def test_skip_link_is_first_and_leads_past_the_header(page: Page, site: Site, path: str) -> None:
    page.goto(f"{site.url}{path}")
    skip = page.get_by_role("link", name="Skip to the content")
    assert not skip.evaluate("each => each.getBoundingClientRect().bottom > 0")
    page.keyboard.press("Tab")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.get_by_role("main")).to_be_focused()
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")


def test_reader_searches_narrows_and_opens_a_result_with_the_keyboard_alone(
    page: Page, site: Site
) -> None:
    """Check 24: from any page to the step that was looked for."""
    page.goto(f"{site.url}/topics/contracts/")
    page.keyboard.press("/")
    page.keyboard.type("pay nothing refund")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Results for “pay nothing refund”")
    go_to(page, page.get_by_role("complementary").get_by_role("link", name="Payments and refunds"))
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("topic=payments"))
    expect(page.locator(".found")).to_contain_text("in Payments and refunds")
    go_to(page, page.get_by_role("list", name="Results").get_by_role("link", name="Step 3"))
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{site.url}/questions/escrow-refund/#step-3")
    expect(page.locator("#step-3")).to_be_in_viewport()
    # On from there, not from the top of the page.
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('#step-3').contains(document.activeElement)")


@pytest.mark.parametrize("width", [320, 1280])
def test_whole_card_is_the_target(page: Page, site: Site, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(site.url)
    cards = page.locator(".card")
    assert cards.count() == 6
    for number in range(6):
        card = cards.nth(number)
        card.scroll_into_view_if_needed()
        corners = card.evaluate(
            """(card) => {
                const { left, right, top, bottom, width, height } = card.getBoundingClientRect();
                const link = card.querySelector("a");
                const edges = [[left, top], [right, top], [left, bottom], [right, bottom]];
                const inwards = (at, from, to) => at + 6 * Math.sign((from + to) / 2 - at);
                return {
                    all: edges.every(([x, y]) => document.elementFromPoint(
                        inwards(x, left, right), inwards(y, top, bottom)) === link),
                    large: width >= 44 && height >= 44,
                };
            }"""
        )
        assert corners == {"all": True, "large": True}
    cards.nth(3).click(position={"x": 6, "y": 6})
    expect(page).to_have_url(f"{site.url}/topics/payments/")
