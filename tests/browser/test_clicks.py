"""How many clicks it takes Ines to write an answer, and to mend one."""

from playwright.sync_api import Locator, Page, expect

from tests.site import Site

STEPS = ("Open [[Settings]]", "Choose [[Payouts]]", "Select a day", "Choose [[Save]]", "Wait")


class Mouse:
    """Counts the clicks."""

    def __init__(self) -> None:
        self.clicks = 0

    def click(self, target: Locator) -> None:
        target.click()
        self.clicks += 1


def test_new_answer_with_five_steps_takes_at_most_eight(
    ines_page: Page, editing_site: Site, complaints: list[str]
) -> None:
    mouse, keyboard = Mouse(), ines_page.keyboard
    ines_page.goto(f"{editing_site.url}/admin/")
    mouse.click(ines_page.locator(".model-question .addlink"))
    expect(ines_page.get_by_role("textbox", name="Title:")).to_be_focused()
    keyboard.type("How do I choose my payout day?")
    keyboard.press("Tab")
    keyboard.type("In the settings of your payouts.")
    mouse.click(ines_page.get_by_role("button", name="Add another Step"))
    for number, words in enumerate(STEPS, start=1):
        expect(ines_page.locator(".step-news")).to_have_text(f"Step {number} added.")
        keyboard.type(words)
        if number < len(STEPS):
            keyboard.press("Enter")
    mouse.click(ines_page.get_by_label("Topic:"))
    # Choosing in the list that the browser opens.
    ines_page.get_by_label("Topic:").select_option(label="Payments and refunds")
    mouse.clicks += 1
    mouse.click(ines_page.get_by_role("button", name="Send for review"))
    expect(ines_page.locator(".messagelist .success").last).to_have_text("Sent for review.")
    assert ines_page.locator(".step .field-title .readonly, .step .field-title input").count() >= 5
    assert mouse.clicks <= 8
    assert complaints == []


def test_typo_in_a_published_answer_takes_at_most_three(
    ines_page: Page, editing_site: Site, complaints: list[str]
) -> None:
    mouse = Mouse()
    ines_page.goto(f"{editing_site.url}/admin/faq/question/?slug=client-cancel-contract")
    mouse.click(
        ines_page.get_by_role("button", name="Edit: Can a client cancel a signed contract?")
    )
    mouse.click(ines_page.get_by_role("textbox", name="Summary:"))
    ines_page.keyboard.press("Control+End")
    ines_page.keyboard.type("!")
    mouse.click(ines_page.get_by_role("button", name="Send for review"))
    expect(ines_page.locator(".messagelist .success").last).to_have_text("Sent for review.")
    assert mouse.clicks <= 3
    assert complaints == []
