"""Suggestions: a combobox as the ARIA pattern has it, by keyboard, by pointer and for the ear."""

import json
from urllib.parse import quote_plus

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from tests.site import Site

ASKED = "**/search/suggest/?q="


@pytest.fixture
def combobox(page: Page, site: Site) -> Locator:
    """The search box of the home page."""
    page.goto(site.url)
    return page.get_by_role("combobox", name="Search the help center")


def options(page: Page) -> Locator:
    """The suggested questions."""
    return page.get_by_role("listbox", name="Suggestions").locator("[role=option]:not(.all)")


def see_all(page: Page) -> Locator:
    """The last option, which leads to the results."""
    return page.get_by_role("listbox", name="Suggestions").get_by_role("option").last


def news(page: Page) -> Locator:
    return page.get_by_role("search").get_by_role("status")


def suggested(site: Site, text: str) -> list[dict[str, str]]:
    found = json.loads(site.get(f"/search/suggest/?q={quote_plus(text)}").text)["suggestions"]
    assert len(found) >= 2
    return found


def chosen(page: Page) -> int | None:
    """The place of the one option that is selected and that the box names as active."""
    selected, active = page.evaluate(
        """() => {
            const options = [...document.querySelectorAll("[role=option]")];
            const active = document.querySelector("#q").getAttribute("aria-activedescendant");
            const places = options.flatMap((each, place) => each.ariaSelected === "true" ? [place] : []);
            return [places, options.findIndex((each) => each.id === active)];
        }"""
    )
    assert selected == ([] if active < 0 else [active])
    return None if active < 0 else active


def type_and_wait(combobox: Locator, text: str) -> None:
    # On a slow machine the beginning of the text is answered first.
    with combobox.page.expect_response(
        lambda answer: answer.url.endswith(f"?q={quote_plus(text)}")
    ):
        combobox.press_sequentially(text)
    expect(combobox).to_have_attribute("aria-expanded", "true")


def test_box_says_what_it_is_before_anything_is_typed(page: Page, combobox: Locator) -> None:
    expect(combobox).to_have_attribute("aria-expanded", "false")
    expect(combobox).to_have_attribute("aria-autocomplete", "list")
    expect(combobox).to_have_attribute("aria-keyshortcuts", "/")
    listed = page.locator(f"#{combobox.get_attribute('aria-controls')}")
    expect(listed).to_have_attribute("role", "listbox")
    expect(listed).to_be_hidden()
    assert chosen(page) is None
    expect(news(page)).to_be_empty()


def test_what_is_typed_is_asked_once_shown_and_counted_aloud_after_a_pause(
    page: Page, site: Site, combobox: Locator, requests: list[str], complaints: list[str]
) -> None:
    type_and_wait(combobox, "end con")
    expect(news(page)).to_be_empty()
    found = suggested(site, "end con")
    lines = [[one["title"], one["match"], one["topic"]] for one in found]
    shown = ["\n".join(filter(None, each)) for each in lines]
    assert options(page).all_inner_texts() == shown
    expect(news(page)).to_have_text(
        f"{len(found)} suggestions. Up and down arrows to choose.", timeout=5000
    )
    # An icon of the page may come late.
    asked = [each for each in requests if "/static/" not in each]
    assert asked == [f"{site.url}/search/suggest/?q=end+con"]
    assert complaints == []


def test_one_suggestion_and_none_are_said_too(page: Page, combobox: Locator) -> None:
    for text, said, count in (
        ("politely", "One suggestion. Down arrow to choose it.", 1),
        ("zeppelin", "No suggestions.", 0),
    ):
        combobox.fill(text)
        expect(news(page)).to_have_text(said, timeout=5000)
        assert options(page).count() == count


def test_down_and_up_choose_and_leave_the_text_alone(
    page: Page, site: Site, combobox: Locator
) -> None:
    type_and_wait(combobox, "contract")
    last = len(suggested(site, "contract"))
    places = []
    for key in ("ArrowDown", "ArrowDown", "ArrowUp", "ArrowUp", "ArrowUp", "ArrowDown"):
        page.keyboard.press(key)
        places.append(chosen(page))
    assert places == [0, 1, 0, None, last, 0]
    page.keyboard.press("ArrowLeft")
    assert chosen(page) is None
    page.keyboard.press("ArrowDown")
    page.keyboard.press("s")
    assert chosen(page) is None
    expect(combobox).to_be_focused()
    expect(combobox).to_have_value("contracst")


def test_enter_on_an_option_opens_it(page: Page, site: Site, combobox: Locator) -> None:
    type_and_wait(combobox, "contract")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page).to_have_url(site.url + suggested(site, "contract")[1]["url"])
    page.go_back()
    expect(page.get_by_role("listbox")).to_be_hidden()


def test_enter_on_none_searches_for_the_text(page: Page, site: Site, combobox: Locator) -> None:
    type_and_wait(combobox, "contract")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{site.url}/search/?q=contract")


def test_escape_closes_an_arrow_opens_again_and_no_text_closes(
    page: Page, combobox: Locator
) -> None:
    type_and_wait(combobox, "contract")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Escape")
    expect(combobox).to_have_attribute("aria-expanded", "false")
    expect(page.get_by_role("listbox")).to_be_hidden()
    expect(combobox).to_have_value("contract")
    assert chosen(page) is None
    page.keyboard.press("ArrowDown")
    expect(combobox).to_have_attribute("aria-expanded", "true")
    assert chosen(page) == 0
    combobox.fill("")
    expect(page.get_by_role("listbox")).to_be_hidden()
    expect(combobox).to_have_attribute("aria-expanded", "false")


def test_tab_leaves_without_choosing(page: Page, site: Site, combobox: Locator) -> None:
    type_and_wait(combobox, "contract")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Search", exact=True)).to_be_focused()
    expect(page.get_by_role("listbox")).to_be_hidden()
    expect(combobox).to_have_value("contract")
    assert page.url == f"{site.url}/"


def test_option_is_opened_with_a_click(page: Page, site: Site, combobox: Locator) -> None:
    type_and_wait(combobox, "contract")
    options(page).nth(2).click()
    expect(page).to_have_url(site.url + suggested(site, "contract")[2]["url"])


def held_up(page: Page, text: str) -> list[Route]:
    """Requests for suggestions for the text, which wait to be let through."""
    held: list[Route] = []
    page.route(f"{ASKED}{text}", lambda route: held.append(route))
    return held


def wait_for(page: Page, held: list[Route]) -> Route:
    for _ in range(100):
        if held:
            return held[0]
        page.wait_for_timeout(50)
    raise AssertionError("Nothing was asked.")


def test_late_answer_never_overwrites_a_newer_one(
    page: Page, site: Site, combobox: Locator
) -> None:
    held = held_up(page, "contract")
    combobox.fill("contract")
    late = wait_for(page, held)
    combobox.fill("refund")
    expect(combobox).to_have_attribute("aria-expanded", "true")
    late.continue_()
    page.wait_for_load_state("networkidle")
    titles = [each["title"] for each in suggested(site, "refund")]
    assert options(page).locator("span").all_inner_texts() == titles
    assert titles != [each["title"] for each in suggested(site, "contract")]


def test_answer_that_comes_after_the_box_was_left_is_not_shown(
    page: Page, combobox: Locator
) -> None:
    held = held_up(page, "contract")
    combobox.fill("contract")
    late = wait_for(page, held)
    page.keyboard.press("Tab")
    late.continue_()
    page.wait_for_load_state("networkidle")
    expect(page.get_by_role("listbox")).to_be_hidden()
    expect(news(page)).to_be_empty()


def test_lost_answer_is_passed_over_in_silence(
    page: Page, site: Site, combobox: Locator, complaints: list[str]
) -> None:
    type_and_wait(combobox, "contract")
    page.route(f"{ASKED}refund", lambda route: route.abort())
    combobox.fill("refund")
    expect(page.get_by_role("listbox")).to_be_hidden()
    expect(news(page)).to_be_empty()
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{site.url}/search/?q=refund")
    assert complaints == []


def test_limit_is_kept_in_silence_without_asking_on(page: Page, combobox: Locator) -> None:
    type_and_wait(combobox, "contract")
    refused: list[str] = []

    def refuse(route: Route) -> None:
        refused.append(route.request.url)
        route.fulfill(status=429, headers={"Retry-After": "60"}, json={"error": "Wait."})

    page.route(f"{ASKED}*", refuse)
    for text in ("refund", "account", "safe"):
        combobox.fill(text)
        page.wait_for_timeout(300)
        expect(page.get_by_role("listbox")).to_be_hidden()
    assert len(refused) == 1
    expect(news(page)).to_be_empty()


def test_last_option_leads_to_the_results(page: Page, site: Site, combobox: Locator) -> None:
    type_and_wait(combobox, "end a")
    expect(see_all(page)).to_have_text("See all results for “end a”")
    page.keyboard.press("ArrowUp")
    expect(see_all(page)).to_have_attribute("aria-selected", "true")
    expect(combobox).to_have_attribute("aria-activedescendant", see_all(page).get_attribute("id"))
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{site.url}/search/?q=end+a")


def test_suggestions_and_results_of_a_topic_are_of_the_same_questions(
    page: Page, site: Site
) -> None:
    page.goto(f"{site.url}/topics/payments/")
    box = page.get_by_role("combobox", name="Search the help center")
    asked = "?q=contract&topic=payments"
    with page.expect_response(lambda answer: answer.url.endswith(asked)):
        box.press_sequentially("contract")
    expect(box).to_have_attribute("aria-expanded", "true")
    assert set(options(page).locator("small").all_inner_texts()) == {"Payments and refunds"}
    see_all(page).click()
    expect(page).to_have_url(f"{site.url}/search/{asked}")
    # Whoever widens the search gets suggestions from everywhere.
    page.goto(f"{site.url}/topics/payments/")
    page.get_by_role("checkbox", name="Only in Payments and refunds").uncheck()
    type_and_wait(box, "contract")
    found = suggested(site, "contract")
    assert len({each["topic"] for each in found}) > 1
    assert options(page).count() == len(found)


def test_options_are_high_enough_for_a_thumb(page: Page, site: Site) -> None:
    page.set_viewport_size({"width": 360, "height": 640})
    page.goto(site.url)
    type_and_wait(page.get_by_role("combobox"), "contract")
    heights = page.get_by_role("option").evaluate_all(
        "options => options.map((each) => each.getBoundingClientRect().height)"
    )
    assert len(heights) == len(suggested(site, "contract")) + 1
    assert min(heights) >= 44


def test_suggestions_stay_in_the_language_of_the_address(page: Page, site: Site) -> None:
    page.goto(f"{site.url}/de/")
    page.get_by_role("combobox", name="Hilfecenter durchsuchen").fill("politely")
    expect(news(page)).to_have_text(
        "Ein Vorschlag. Mit der Pfeiltaste nach unten wählen Sie ihn aus.", timeout=5000
    )
    listed = page.get_by_role("listbox", name="Vorschläge").get_by_role("option")
    expect(listed.last).to_have_text("Alle Ergebnisse zu „politely“ anzeigen")
    expect(listed.last).not_to_have_attribute("lang", "en-gb")
    option = listed.first
    # What it says is content.
    expect(option).to_have_attribute("lang", "en-gb")
    option.click()
    expect(page).to_have_url(f"{site.url}/de/questions/decline-freelance-work/")


def test_slash_leads_to_the_box_unless_one_is_typing(page: Page, site: Site) -> None:
    page.goto(f"{site.url}/search/?q=refund")
    combobox = page.get_by_role("combobox")
    page.keyboard.press("Control+/")
    expect(combobox).not_to_be_focused()
    page.keyboard.press("/")
    expect(combobox).to_be_focused()
    assert page.evaluate("getSelection().toString()") == "refund"
    page.keyboard.press("End")
    page.keyboard.press("/")
    expect(combobox).to_have_value("refund/")
    page.goto(f"{site.url}/questions/escrow-refund/")
    page.get_by_role("checkbox").first.focus()
    page.keyboard.press("/")
    expect(page.get_by_role("combobox")).to_be_focused()


def test_slash_can_be_turned_off_and_stays_off(page: Page, combobox: Locator) -> None:
    """WCAG 2.2, 2.1.4: whoever speaks to the machine would set it off by chance."""
    page.get_by_role("button", name="Search with the / key: on").press("Enter")
    page.reload()
    page.keyboard.press("/")
    expect(combobox).not_to_be_focused()
    assert combobox.get_attribute("aria-keyshortcuts") is None
    page.get_by_role("button", name="Search with the / key: off").press("Enter")
    page.keyboard.press("/")
    expect(combobox).to_be_focused()
    assert page.evaluate("localStorage.length") == 0
