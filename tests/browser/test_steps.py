"""Steps with JavaScript: ticked off on this device alone, and copied as an address."""

import json

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, Route, expect

from tests.site import Site

SLUG = "decline-freelance-work"
KEPT = f"localStorage.getItem('steps:{SLUG}')"
HINT = "Ticks are saved on this device only."

# Where each step begins, once the looks of the page are complete.
TOPS = """async (steps) => {
    const sheets = [...document.querySelectorAll("link[rel=stylesheet]")];
    await Promise.all(sheets.filter((each) => !each.sheet)
        .map((each) => new Promise((loaded) => each.addEventListener("load", loaded))));
    return steps.map((step) => step.getBoundingClientRect().top);
}"""


@pytest.fixture
def steps(page: Page, site: Site) -> Locator:
    """The five steps of an opened question."""
    page.goto(f"{site.url}/questions/{SLUG}/")
    found = page.locator("ol.steps > li")
    expect(found).to_have_count(5)
    return found


def box(page: Page, number: int) -> Locator:
    return page.get_by_role("checkbox", name=f"Step {number}: Done")


def progress(page: Page) -> Locator:
    return page.locator(".progress").get_by_role("status")


def ticked(page: Page) -> list[int]:
    return [number for number in range(1, 6) if box(page, number).is_checked()]


def test_ticks_are_counted_aloud_and_kept_on_the_device_alone(
    page: Page,
    steps: Locator,
    context: BrowserContext,
    requests: list[str],
    complaints: list[str],
) -> None:
    page.wait_for_load_state("networkidle")
    requests.clear()
    expect(progress(page)).to_have_text(HINT)
    for number in (2, 4):
        box(page, number).check()
    expect(progress(page)).to_have_text("2 of 5 done")
    uids = [steps.nth(number - 1).get_attribute("data-uid") for number in (2, 4)]
    assert json.loads(page.evaluate(KEPT)) == uids
    assert page.evaluate("localStorage.length + sessionStorage.length") == 1
    assert (requests, context.cookies()) == ([], [])
    page.reload()
    assert ticked(page) == [2, 4]
    expect(progress(page)).to_have_text("2 of 5 done")
    assert complaints == []


def test_steps_are_ticked_and_started_over_with_the_keyboard_alone(
    page: Page, steps: Locator
) -> None:
    again = page.get_by_role("button", name="Start over")
    expect(again).to_be_hidden()
    box(page, 1).focus()
    for number in range(1, 6):
        expect(box(page, number)).to_be_focused()
        page.keyboard.press("Space")
        page.keyboard.press("Tab")
        expect(page.locator(":focus")).to_have_text(f"Stuck on this step? ({number})")
        page.keyboard.press("Tab")
        if number < 5:
            following = f"Copy link to step {number + 1}"
            expect(page.locator(":focus")).to_have_accessible_name(following)
            page.keyboard.press("Tab")
    expect(progress(page)).to_have_text("All done: 5 of 5")
    again.press("Enter")
    expect(box(page, 1)).to_be_focused()
    expect(progress(page)).to_have_text(HINT)
    expect(again).to_be_hidden()
    assert ticked(page) == []
    assert page.evaluate("localStorage.length") == 0


def test_tick_belongs_to_the_step_and_not_to_its_place(page: Page, steps: Locator) -> None:
    uids = [step.get_attribute("data-uid") for step in steps.all()]
    assert len(set(uids)) == 5
    kept = json.dumps([uids[4], "b2f0d7a4-0000-4000-8000-000000000000", uids[0]])
    page.evaluate("([key, kept]) => localStorage.setItem(key, kept)", [f"steps:{SLUG}", kept])
    page.reload()
    assert ticked(page) == [1, 5]
    box(page, 1).uncheck()
    assert json.loads(page.evaluate(KEPT)) == [uids[4]]


def test_what_is_ticked_on_one_page_is_ticked_on_another_at_once(
    page: Page, steps: Locator, context: BrowserContext
) -> None:
    """Or the next tick over there would take this one away."""
    other = context.new_page()
    other.goto(page.url)
    box(page, 1).check()
    expect(box(other, 1)).to_be_checked()
    expect(progress(other)).to_have_text("1 of 5 done")
    box(other, 2).check()
    expect(box(page, 2)).to_be_checked()
    page.reload()
    assert ticked(page) == [1, 2]
    page.evaluate("localStorage.clear()")
    expect(progress(other)).to_have_text(HINT)


def test_whatever_lies_where_ticks_are_kept_ticks_nothing(
    page: Page, steps: Locator, complaints: list[str]
) -> None:
    for kept in ("", "{not json", "{}", "null", "7", '["1", 2, null]'):
        page.evaluate("([key, kept]) => localStorage.setItem(key, kept)", [f"steps:{SLUG}", kept])
        page.reload()
        assert ticked(page) == [], kept
    box(page, 3).check()
    page.reload()
    assert ticked(page) == [3]
    assert complaints == []


@pytest.mark.own_context
def test_browser_that_keeps_nothing_ticks_as_long_as_the_page_lasts(
    page: Page, site: Site, complaints: list[str]
) -> None:
    page.add_init_script(
        "Object.defineProperty(window, 'localStorage',"
        " { get() { throw new DOMException('Refused.', 'SecurityError'); } });"
    )
    page.goto(f"{site.url}/questions/{SLUG}/")
    box(page, 1).check()
    expect(progress(page)).to_have_text("1 of 5 done")
    page.reload()
    assert ticked(page) == []
    assert complaints == []


def copy(page: Page, number: int) -> None:
    page.get_by_role("button", name=f"Copy link to step {number}").press("Enter")


def test_copied_link_is_the_address_of_the_step_and_is_said(
    page: Page, site: Site, context: BrowserContext
) -> None:
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    address = f"{site.url}/questions/{SLUG}/"
    page.goto(f"{address}?from=mail#step-1")
    copy(page, 3)
    said = page.locator("article .news")
    expect(said).to_have_role("status")
    expect(said).to_have_text("The link to step 3 is copied.")
    button = page.get_by_role("button", name="Copy link to step 3")
    copied = button.get_by_text("Copied")
    expect(copied).to_be_visible()
    expect(button).to_be_focused()
    assert page.evaluate("navigator.clipboard.readText()") == f"{address}#step-3"
    assert page.url == f"{address}?from=mail#step-1"
    expect(copied).to_be_hidden()
    expect(said).to_be_empty()


def test_link_that_may_not_be_copied_is_followed(
    page: Page, steps: Locator, context: BrowserContext
) -> None:
    context.grant_permissions([])
    copy(page, 4)
    expect(page.locator("#step-4:target")).to_be_visible()
    expect(page.locator("article .news")).to_be_empty()


@pytest.mark.own_context
def test_link_stays_a_link_where_nothing_can_be_copied(page: Page, site: Site) -> None:
    page.add_init_script("delete Navigator.prototype.clipboard")
    page.goto(f"{site.url}/questions/{SLUG}/")
    expect(box(page, 2)).to_be_visible()
    page.get_by_role("link", name="Link to step 2").click()
    expect(page.locator("#step-2:target")).to_be_visible()


@pytest.mark.parametrize("width", [360, 412, 1280])
def test_nothing_moves_when_the_script_comes(page: Page, site: Site, width: int) -> None:
    """Room for ticks and progress is there from the first moment."""
    late: list[Route] = []
    page.route("**/js/steps*.js", lambda route: late.append(route))
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(f"{site.url}/questions/escrow-refund/", wait_until="commit")
    steps = page.locator(".step")
    expect(steps).to_have_count(3)
    expect(page.get_by_role("checkbox")).to_have_count(0)
    before = steps.evaluate_all(TOPS)
    late[0].continue_()
    expect(page.get_by_role("checkbox")).to_have_count(3)
    assert steps.evaluate_all(TOPS) == pytest.approx(before, abs=0.5)


def test_tools_of_a_step_are_on_one_line_of_a_phone(page: Page, site: Site) -> None:
    """In every language; and that a link is copied moves nothing."""
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.set_viewport_size({"width": 360, "height": 640})
    for language in ("", "de/", "es/"):
        page.goto(f"{site.url}/{language}questions/{SLUG}/")
        middles = page.locator("#step-2 .step-foot > *").evaluate_all(
            "all => all.map((each) => { const box = each.getBoundingClientRect();"
            " return (box.top + box.bottom) / 2; })"
        )
        assert middles == [pytest.approx(middles[0], abs=2)] * 2
    numeral = page.locator("#step-2 .numeral")
    numeral.scroll_into_view_if_needed()
    before = page.locator(".step, .step-foot > *").evaluate_all(TOPS)
    numeral.click()
    expect(numeral.locator(".copied")).to_be_visible()
    assert page.locator(".step, .step-foot > *").evaluate_all(TOPS) == before


def test_how_far_one_is_stays_in_view(page: Page, site: Site) -> None:
    """So does that all is done, wherever the last tick was set; it hides nothing that has the focus."""
    page.emulate_media(reduced_motion="reduce")
    page.set_viewport_size({"width": 360, "height": 640})
    page.goto(f"{site.url}/questions/{SLUG}/")
    for number in (1, 2, 3, 5, 4):
        box(page, number).check()
        expect(progress(page)).to_be_in_viewport()
    expect(progress(page)).to_have_text("All done: 5 of 5")
    page.locator("footer.bottom").scroll_into_view_if_needed()
    expect(progress(page)).not_to_be_in_viewport()
    box(page, 5).focus()
    for number in (5, 4, 3, 2):
        page.keyboard.press("Shift+Tab")
        expect(page.locator(":focus")).to_have_accessible_name(f"Copy link to step {number}")
        numeral, bar = page.locator(":focus").bounding_box(), progress(page).bounding_box()
        assert numeral
        assert bar
        assert numeral["y"] >= bar["y"] + bar["height"]
        page.keyboard.press("Shift+Tab")
        page.keyboard.press("Shift+Tab")
