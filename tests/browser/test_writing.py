"""Ines writes with buttons and keys, sees what readers will see, and is told what there is to mend."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from tests.pictures import picture
from tests.site import Site


@pytest.fixture
def form(ines_page: Page, editing_site: Site, complaints: list[str]) -> Page:
    """The form of a new question; nothing of it is saved."""
    ines_page.goto(f"{editing_site.url}/admin/faq/question/add/")
    expect(ines_page.locator(".writing-findings summary")).not_to_be_empty()
    return ines_page


def body(form: Page) -> Locator:
    return form.get_by_role("textbox", name="Body:").first


def seen(form: Page) -> Locator:
    return form.get_by_role("group", name="As readers see it: Body", exact=True)


def bar(form: Page) -> Locator:
    return form.get_by_role("toolbar", name="Formatting of: Body")


def news(form: Page) -> Locator:
    return form.locator("form > .writing-news")


def test_marks_have_keys(form: Page) -> None:
    for key, expected in (
        ("Control+Shift+L", "[[one]]\ntwo"),
        ("Control+Shift+Digit8", "- one\ntwo"),
        ("Control+Shift+Digit7", "1. one\ntwo"),
    ):
        body(form).fill("one\ntwo")
        body(form).evaluate("each => each.setSelectionRange(0, 3)")
        body(form).press(key)
        expect(body(form)).to_have_value(expected)
        body(form).press(key)
        expect(body(form)).to_have_value("one\ntwo")


def test_table_and_note_are_put_on_lines_of_their_own(form: Page) -> None:
    body(form).fill("one")
    form.get_by_role("button", name="Note", exact=True).first.click()
    form.keyboard.type("Mind the gap.")
    expect(body(form)).to_have_value("one\n\n> [!NOTE]\n> Mind the gap.\n")
    expect(seen(form).get_by_role("note")).to_contain_text("Mind the gap.")
    form.get_by_role("button", name="Table", exact=True).first.click()
    expect(body(form)).to_have_value(re.compile(r"gap\.\n\n\| Column"))


def test_text_is_made_bold_and_a_list_by_keys_and_by_buttons(
    form: Page, complaints: list[str]
) -> None:
    body(form).fill("one\ntwo")
    body(form).press("Control+a")
    body(form).press("Control+b")
    expect(body(form)).to_have_value("**one\ntwo**")
    expect(news(form)).to_have_text("Text is now bold.")
    body(form).press("Control+b")
    expect(body(form)).to_have_value("one\ntwo")
    expect(news(form)).to_have_text("Text is no longer bold.")
    body(form).press("Control+z")
    expect(body(form)).to_have_value("**one\ntwo**")
    body(form).fill("one\ntwo")
    body(form).press("Control+a")
    body(form).press("Shift+Tab")
    expect(form.locator(":focus")).to_have_text("Bold")
    for key, name in (("ArrowRight", "Label"), ("End", "Image"), ("Home", "Bold")):
        form.keyboard.press(key)
        expect(form.locator(":focus")).to_have_text(name)
    form.get_by_role("button", name="List", exact=True).first.press("Enter")
    expect(body(form)).to_have_value("- one\n- two")
    expect(body(form)).to_be_focused()
    expect(news(form)).to_have_text("Text is now a list.")
    expect(seen(form).get_by_role("listitem")).to_have_text(["one", "two"])
    assert complaints == []


def test_readers_view_stands_beside_the_text_and_below_it_on_narrow_screens(
    form: Page, complaints: list[str]
) -> None:
    body(form).fill("**Jobs › My Jobs**\n\n<img src=x onerror=alert(1)>")
    expect(seen(form).locator(".path strong")).to_have_text(["Jobs", "My Jobs"])
    expect(seen(form)).to_contain_text("<img src=x onerror=alert(1)>")
    for width, is_beside in ((1280, True), (360, False)):
        form.set_viewport_size({"width": width, "height": 800})
        text, view = body(form).bounding_box(), seen(form).bounding_box()
        assert text
        assert view
        assert (view["x"] >= text["x"] + text["width"]) == is_beside
        assert (view["y"] >= text["y"] + text["height"]) == (not is_beside)
        assert form.evaluate("document.documentElement.scrollWidth") <= width
    assert complaints == []


def test_late_answer_does_not_take_the_place_of_a_newer_one(form: Page) -> None:
    held: list[Route] = []
    form.route("**/rendered/", lambda route: held.append(route) if not held else route.continue_())
    body(form).fill("older")
    form.wait_for_timeout(500)
    assert len(held) == 1
    body(form).fill("newer")
    expect(seen(form)).to_have_text("newer")
    held[0].fulfill(json={"html": "<p>older</p>"})
    form.wait_for_timeout(200)
    expect(seen(form)).to_have_text("newer")


def test_question_to_link_to_is_found_by_its_words(form: Page, complaints: list[str]) -> None:
    body(form).fill("See how to end it.")
    body(form).press("Control+a")
    body(form).press("Control+k")
    dialog = form.get_by_role("dialog", name="Insert a link")
    box = dialog.get_by_role("combobox")
    expect(box).to_be_focused()
    box.press_sequentially("end contract")
    expect(dialog.get_by_role("option").first).to_contain_text("How do I end a contract?")
    expect(box).to_have_attribute("aria-expanded", "true")
    box.press("ArrowDown")
    option = dialog.get_by_role("option", selected=True)
    expect(option).to_have_count(1)
    assert option.get_attribute("id") == box.get_attribute("aria-activedescendant")
    box.press("Enter")
    expect(box).to_have_value("How do I end a contract?")
    box.press("Enter")
    expect(dialog).to_have_count(0)
    expect(body(form)).to_have_value("[See how to end it.](/questions/end-contract/)")
    expect(body(form)).to_be_focused()
    expect(seen(form).get_by_role("link")).to_have_attribute("href", "/questions/end-contract/")
    body(form).press("Control+k")
    form.keyboard.press("Enter")
    expect(form.get_by_role("alert")).to_contain_text("Choose a question from the list")
    form.keyboard.press("Escape")
    expect(body(form)).to_be_focused()
    assert complaints == []


def test_image_is_uploaded_from_the_text_and_shown_beside_it(
    form: Page, tmp_path: Path, complaints: list[str]
) -> None:
    script, image = tmp_path / "evil.png", tmp_path / "a.png"
    script.write_bytes(b"<script>alert(1)</script>")
    image.write_bytes(picture(size=(90, 45)))
    body(form).fill("Look: ")
    bar(form).get_by_role("button", name="Image").click()
    dialog = form.get_by_role("dialog", name="Insert an image")
    dialog.get_by_label("PNG, JPEG or WebP").set_input_files(script)
    dialog.get_by_role("button", name="Upload and insert").click()
    alert = dialog.get_by_role("alert")
    expect(alert).to_contain_text(
        "The file is not a PNG, JPEG or WebP image, or it is damaged. Choose another file."
    )
    expect(alert).to_contain_text(
        "Description for people who cannot see it: This field is required."
    )
    dialog.get_by_label("PNG, JPEG or WebP").set_input_files(image)
    dialog.get_by_label("Description for people").fill("The menu")
    dialog.get_by_label("Description for people").press("Enter")
    shown = seen(form).get_by_role("img", name="The menu")
    expect(shown).to_have_js_property("naturalWidth", 90)
    expect(shown).to_have_attribute("width", "90")
    assert body(form).input_value().startswith("Look: ![The menu](/media/")
    assert complaints == []


def test_findings_follow_what_is_written_and_lead_to_the_field(
    form: Page, complaints: list[str]
) -> None:
    findings = form.locator(".writing-findings")
    form.get_by_role("textbox", name="Title:").fill("How do I end it?")
    form.get_by_label("Summary:").fill("From the menu.")
    expect(findings.locator("summary")).to_have_text("Nothing to fix")
    form.get_by_role("button", name="Add another Step").click()
    title = form.locator("#id_steps-0-title")
    title.fill("The menu")
    expect(findings.locator("summary")).to_have_text("1 problem to fix")
    expect(news(form)).to_have_text("1 problem to fix")
    findings.locator("summary").press("Enter")
    findings.get_by_role("link", name="step 1, title").press("Enter")
    expect(title).to_be_focused()
    title.fill("Open the menu")
    expect(findings.locator("summary")).to_have_text("Nothing to fix")
    expect(findings.get_by_role("listitem")).to_have_count(0)
    step = form.locator("#id_steps-0-body")
    step.fill("word")
    step.press("Control+a")
    step.press("Control+b")
    expect(step).to_have_value("**word**")
    expect(form.get_by_role("toolbar")).to_have_count(3)

    form.get_by_role("button", name="Add another Step").click()
    form.locator("#id_steps-1-title").fill("Wait")
    title.fill("Open the menu and choose it")
    findings.get_by_role("button", name="Split the step").click()
    expect(title).to_have_value("Open the menu")
    titles = form.locator(".inline-related:not(.empty-form) [name$='-title']")
    expect(titles).to_have_count(3)
    values = [titles.nth(at).input_value() for at in range(3)]
    assert values == ["Open the menu", "Choose it", "Wait"]
    assert complaints == []
