"""Ines loses nothing when she is signed out, when the network is gone and when the server restarts."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import sign_in
from tests.browser.desk import (
    Desk,
    add_step,
    expect_steps,
    kept,
    messages,
    press,
    status,
    summary,
)
from tests.site import Site

TYPED = ["Open [[A]]", "Open [[B]]", "Open [[B2]]", "Open [[D]]", "Open [[C]]"]
STORED = "Object.keys(localStorage).filter((name) => name.startsWith('faq-unsaved:')).length"


@pytest.fixture
def draft(ines_page: Page, desk: Desk) -> Page:
    """The form of a draft, with a new summary and a new step in the middle, neither of them saved."""
    ines_page.goto(desk.draft())
    summary(ines_page).fill("Typed and not saved.")
    add_step(ines_page, 1, "Open [[B2]]")
    return ines_page


def expect_saved(page: Page) -> None:
    expect(messages(page).last).to_contain_text("was changed successfully")
    page.reload()
    expect(summary(page)).to_have_value("Typed and not saved.")
    expect_steps(page, *TYPED)
    expect(page.locator(".faq-unsaved")).to_have_count(0)


def test_form_is_saved_at_a_click_after_signing_in_in_a_second_tab(
    draft: Page, editing_site: Site
) -> None:
    draft.context.clear_cookies()
    press(draft, "Save")
    expect(draft.locator(".errornote")).to_contain_text("You are signed out")
    tab = draft.context.new_page()
    sign_in(tab, editing_site)
    tab.close()
    draft.bring_to_front()
    # What the browser says when she comes back, also where no tab was hidden because there is no screen.
    with draft.expect_response("**/token/"):
        draft.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    press(draft, "Save again")
    expect_saved(draft)


def test_other_button_does_its_act_after_the_token_has_expired(
    draft: Page, editing_site: Site
) -> None:
    # Either of them would bring the page a new token in time.
    for address in ("**/token/", "**/autosave/"):
        draft.route(address, lambda route: route.abort())
    draft.context.clear_cookies()
    tab = draft.context.new_page()
    sign_in(tab, editing_site)
    press(draft, "Send for review")
    expect(draft.locator(".errornote")).to_contain_text("You signed in again")
    press(draft, "Save again")
    expect(messages(draft).last).to_have_text("Sent for review.")
    expect(summary(draft)).to_have_value("Typed and not saved.")
    expect_steps(draft, *TYPED)


def test_text_is_in_the_browser_without_a_network_and_sent_when_it_returns(draft: Page) -> None:
    kept(draft)
    draft.context.set_offline(True)
    add_step(draft, 4, "Open [[F]]")
    expect(status(draft)).to_have_text(
        "Not kept: no connection. It is kept in this browser and sent again."
    )
    assert draft.evaluate(STORED) == 1
    draft.context.set_offline(False)
    kept(draft)
    assert draft.evaluate(STORED) == 0
    draft.reload()
    draft.get_by_role("link", name="Use it").click()
    expect_steps(draft, *TYPED, "Open [[F]]")


def test_text_that_was_saved_while_the_server_restarted_is_offered(
    draft: Page, editing_site: Site
) -> None:
    address = draft.url
    editing_site.stop()
    # Sooner than the text is kept: only the button sends it.
    summary(draft).fill("Typed at the last moment.")
    press(draft, "Save")
    draft.wait_for_url("chrome-error://**")
    editing_site.start()
    draft.goto(address)
    expect(status(draft)).to_contain_text("This browser had a text that you did not save.")
    draft.reload()
    draft.get_by_role("link", name="Use it").click()
    expect(summary(draft)).to_have_value("Typed at the last moment.")
    expect_steps(draft, *TYPED)
    assert draft.evaluate(STORED) == 0
