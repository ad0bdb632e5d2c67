"""Ines at work: words that readers find at once, and steps in the order she wants."""

import re

from playwright.sync_api import Page, expect

from tests.browser.conftest import PASSWORD
from tests.browser.dragging import drag
from tests.site import Site


def open_form(page: Page, editing_site: Site, slug: str) -> None:
    page.goto(f"{editing_site.url}/admin/faq/question/?slug={slug}")
    found = page.locator(".field-title a")
    expect(found).to_have_count(1)
    found.click()
    page.get_by_role("button", name="Edit", exact=True).press("Enter")
    expect(page.get_by_label("Address:")).to_have_value(slug)


def save(page: Page) -> None:
    page.get_by_role("button", name="Save", exact=True).last.press("Enter")
    expect(page.locator(".messagelist .success")).to_contain_text("was changed successfully")


def save_and_publish(page: Page) -> None:
    page.get_by_role("button", name="Publish…").press("Enter")
    page.get_by_role("button", name="Publish", exact=True).press("Enter")
    expect(page.locator(".messagelist .success")).to_have_text("Published.")


def published_steps(page: Page, editing_site: Site, slug: str) -> list[str]:
    """What readers see: "Step 1: …", "Step 2: …"."""
    page.goto(f"{editing_site.url}/questions/{slug}/")
    headings = page.locator(".step h3").all_inner_texts()
    return [" ".join(heading.split()) for heading in headings]


def renumbered(steps: list[str], order: list[int]) -> list[str]:
    """The steps in another order, each with the number of its new place."""
    moved = [steps[number - 1].partition(": ")[2] for number in order]
    return [f"Step {place}: {title}" for place, title in enumerate(moved, start=1)]


def move(page: Page, name: str, press: str = "Enter") -> None:
    page.get_by_role("button", name=name, exact=True).press(press)


def test_wrong_password_is_refused_in_words(page: Page, editing_site: Site) -> None:
    page.goto(f"{editing_site.url}/admin/")
    page.get_by_label("Username").fill("ines")
    page.get_by_label("Password").fill(f"not {PASSWORD}")
    page.keyboard.press("Enter")
    expect(page.locator(".errornote")).to_contain_text("Please enter the correct username")
    assert "/admin/login/" in page.url


def test_new_words_are_found_as_soon_as_they_are_published(
    ines_page: Page, editing_site: Site, complaints: list[str]
) -> None:
    ines_page.goto(f"{editing_site.url}/search/?q=marmalade")
    expect(ines_page.get_by_role("heading", level=1)).to_contain_text("Nothing found")
    open_form(ines_page, editing_site, "after-submitting-work")
    ines_page.get_by_label("Summary:").fill("The client reviews it, perhaps over marmalade.")
    save_and_publish(ines_page)
    ines_page.goto(f"{editing_site.url}/search/?q=marmalade")
    results = ines_page.get_by_role("list", name="Results")
    expect(results.get_by_role("heading")).to_have_text(["What happens after I submit work?"])
    expect(results.locator("mark")).to_have_text(["marmalade"])
    results.get_by_role("link").first.click()
    expect(ines_page.locator(".answer")).to_have_text(
        "The client reviews it, perhaps over marmalade."
    )
    assert complaints == []


def test_steps_are_moved_with_the_keyboard_alone(
    ines_page: Page, editing_site: Site, complaints: list[str]
) -> None:
    slug = "delete-freelancer-profile"
    before = published_steps(ines_page, editing_site, slug)
    assert len(before) == 4
    open_form(ines_page, editing_site, slug)
    news = ines_page.get_by_role("status").and_(ines_page.locator(".step-news"))
    move(ines_page, "Move step 3 up")
    expect(news).to_have_text("Moved to place 2 of 4.")
    focused = ines_page.locator(":focus")
    expect(focused).to_have_accessible_name("Move step 2 up")
    ines_page.keyboard.press("Space")
    expect(news).to_have_text("Moved to place 1 of 4.")
    expect(focused).to_have_accessible_name("Move step 1 up")
    expect(focused).to_have_attribute("aria-disabled", "true")
    ines_page.keyboard.press("Enter")
    expect(news).to_have_text("Moved to place 1 of 4.")
    move(ines_page, "Move step 3 down")
    expect(news).to_have_text("Moved to place 4 of 4.")
    expect(ines_page.locator(".step.has_original .inline_label")).to_have_text(list("1234"))
    save_and_publish(ines_page)
    assert published_steps(ines_page, editing_site, slug) == renumbered(before, [3, 1, 4, 2])
    assert complaints == []


def test_steps_are_moved_by_dragging(
    ines_page: Page, editing_site: Site, complaints: list[str]
) -> None:
    ines_page.set_viewport_size({"width": 1280, "height": 2800})
    slug = "cancel-job-post"
    before = published_steps(ines_page, editing_site, slug)
    assert len(before) == 4
    open_form(ines_page, editing_site, slug)
    drag(ines_page, ines_page.locator(".step.has_original .inline_label"), 3, 1)
    titles = ines_page.locator(".step.has_original .field-title input")
    expect(titles.nth(1)).to_have_value(re.compile("^Choose .*Remove Posting"))
    expect(ines_page.locator(".step.has_original .inline_label")).to_have_text(list("1234"))
    save_and_publish(ines_page)
    assert published_steps(ines_page, editing_site, slug) == renumbered(before, [1, 4, 2, 3])
    assert complaints == []


def test_steps_are_added_removed_and_moved_from_their_titles(
    ines_page: Page, editing_site: Site, complaints: list[str]
) -> None:
    ines_page.goto(f"{editing_site.url}/admin/faq/question/add/")
    expect(ines_page.get_by_role("textbox", name="Title:")).to_be_focused()
    ines_page.keyboard.type("How?")
    ines_page.keyboard.press("Enter")
    expect(ines_page).to_have_url(f"{editing_site.url}/admin/faq/question/add/")
    ines_page.get_by_role("link", name="Add another Step").or_(
        ines_page.get_by_role("button", name="Add another Step")
    ).press("Enter")
    ines_page.locator("#id_steps-0-title").focus()
    for words in ("one", "two"):
        ines_page.keyboard.type(words)
        ines_page.keyboard.press("Enter")
    news = ines_page.locator(".step-news")
    expect(news).to_have_text("Step 3 added.")
    titles = ines_page.locator(".step:not(.empty-form, .is-removed) input[name$='-title']")
    expect(titles).to_have_count(3)
    ines_page.keyboard.press("Backspace")
    expect(titles).to_have_count(2)
    expect(news).to_have_text("Step 3 removed.")
    expect(titles.nth(1)).to_be_focused()
    ines_page.keyboard.press("Alt+ArrowUp")
    expect(titles.nth(0)).to_have_value("two")
    expect(titles.nth(0)).to_be_focused()
    ines_page.get_by_role("button", name="Undo").press("Enter")
    expect(titles.nth(0)).to_have_value("one")
    expect(news).to_have_text("Undone.")
    titles.nth(0).focus()
    ines_page.keyboard.press("Control+z")
    expect(titles).to_have_count(3)
    expect(titles.nth(2)).to_be_focused()
    ines_page.keyboard.type("three")
    ines_page.keyboard.press("Control+z")
    expect(titles).to_have_count(3)
    expect(titles.nth(2)).not_to_have_value("three")
    assert complaints == []


def test_field_that_was_refused_has_the_focus(ines_page: Page, editing_site: Site) -> None:
    ines_page.goto(f"{editing_site.url}/admin/faq/question/add/")
    ines_page.get_by_role("textbox", name="Title:").fill("How?")
    ines_page.get_by_label("Topic:").select_option(label="Contracts")
    ines_page.get_by_role("button", name="Add another Step").click()
    ines_page.keyboard.type("Wait")
    ines_page.get_by_role("button", name="Text of step 1").click()
    caution = ines_page.locator("#id_steps-0-caution")
    caution.evaluate("area => area.removeAttribute('maxlength')")
    caution.fill("x" * 501)
    ines_page.get_by_role("button", name="Save", exact=True).click()
    expect(ines_page.locator(".errornote")).to_be_visible()
    expect(caution).to_be_focused()


def test_added_step_is_moved_to_the_top(
    ines_page: Page, editing_site: Site, complaints: list[str]
) -> None:
    slug = "hide-work-history"
    before = published_steps(ines_page, editing_site, slug)
    assert len(before) == 2
    open_form(ines_page, editing_site, slug)
    ines_page.get_by_role("button", name="Add another Step").press("Enter")
    ines_page.locator("#id_steps-2-title").fill("Take a breath")
    move(ines_page, "Move step 3 up")
    move(ines_page, "Move step 2 up")
    save_and_publish(ines_page)
    expected = renumbered(["Step 0: Take a breath", *before], [1, 2, 3])
    assert published_steps(ines_page, editing_site, slug) == expected
    assert complaints == []


def test_added_step_that_is_taken_back_leaves_the_others_as_they_were(
    ines_page: Page, editing_site: Site, complaints: list[str]
) -> None:
    slug = "report-suspicious-activity"
    before = published_steps(ines_page, editing_site, slug)
    open_form(ines_page, editing_site, slug)
    ines_page.get_by_role("button", name="Add another Step").click()
    move(ines_page, "Move step 4 up")
    ines_page.get_by_role("button", name="Remove step 3").click()
    down = ines_page.get_by_role("button", name="Move step 3 down")
    expect(down).to_have_attribute("aria-disabled", "true")
    save_and_publish(ines_page)
    assert published_steps(ines_page, editing_site, slug) == before
    assert complaints == []


def test_deleted_step_leaves_no_gap(ines_page: Page, editing_site: Site) -> None:
    slug = "decline-freelance-work"
    before = published_steps(ines_page, editing_site, slug)
    assert len(before) == 5
    open_form(ines_page, editing_site, slug)
    move(ines_page, "Remove step 2")
    move(ines_page, "Move step 4 up")
    save_and_publish(ines_page)
    assert published_steps(ines_page, editing_site, slug) == renumbered(before, [1, 3, 5, 4])


def test_tab_leads_through_a_step_from_its_title_and_shows_where_it_is(
    ines_page: Page, editing_site: Site
) -> None:
    open_form(ines_page, editing_site, "close-freelancer-account")
    buttons = ines_page.locator(".step-moves:visible button, .step-toggle:visible")
    expect(buttons).to_have_count(8)
    ines_page.locator("#id_steps-0-title").focus()
    focused = ines_page.locator(":focus")
    for name in ("Text of step 1", "Move step 1 up", "Move step 1 down", "Remove step 1"):
        ines_page.keyboard.press("Tab")
        expect(focused).to_have_accessible_name(re.compile(f"^{name}"))
        style = focused.evaluate("each => getComputedStyle(each).outlineStyle")
        assert style != "none"
    ines_page.keyboard.press("Tab")
    expect(focused).to_have_id("id_steps-1-title")
    ines_page.keyboard.press("Control+s")
    expect(ines_page.locator(".messagelist .success")).to_contain_text("was changed successfully")
    for button in buttons.all():
        box = button.bounding_box()
        assert box
        assert min(box["width"], box["height"]) >= 24


def test_viewer_sees_the_steps_and_nothing_to_move_them_with(
    page: Page, editing_site: Site, complaints: list[str]
) -> None:
    made = editing_site.manage("shell", "-c", VERA)
    assert made.returncode == 0, made.stderr
    page.goto(f"{editing_site.url}/admin/")
    page.get_by_label("Username").fill("vera")
    page.get_by_label("Password").fill(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="Questions")).to_be_visible()
    page.goto(f"{editing_site.url}/admin/faq/question/?q=close-freelancer-account")
    page.locator(".field-title a").click()
    expect(page.locator(".step .inline_label:visible")).to_have_count(2)
    page.wait_for_load_state("load")
    expect(page.locator(".step-moves")).to_have_count(0)
    assert complaints == []


VERA = f"""
from django.contrib.auth.models import Permission, User
vera, made = User.objects.get_or_create(username="vera", is_staff=True)
vera.set_password("{PASSWORD}")
vera.save()
vera.user_permissions.set(
    Permission.objects.filter(content_type__app_label="faq", codename__startswith="view_"))
"""
