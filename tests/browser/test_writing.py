"""Ines writes with buttons and keys, sees what readers will see, and is told what there is to mend."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import FrameLocator, Locator, Page, Route, expect

from tests.pictures import picture
from tests.site import Site


@pytest.fixture
def form(ines_page: Page, editing_site: Site, complaints: list[str]) -> Page:
    """The form of a new question; nothing of it is saved."""
    ines_page.goto(f"{editing_site.url}/admin/faq/question/add/")
    expect(ines_page.locator(".writing-findings h2")).not_to_be_empty()
    return ines_page


def body(form: Page) -> Locator:
    return form.get_by_role("textbox", name="Body:").first


def seen(form: Page) -> FrameLocator:
    """The page beside the text."""
    return form.frame_locator(".preview-pane iframe")


def preview(form: Page) -> None:
    form.get_by_role("button", name="Preview", exact=True).click()
    expect(seen(form).locator("article")).to_be_visible()


def bar(form: Page) -> Locator:
    return form.get_by_role("toolbar", name="Formatting of: Body")


def news(form: Page) -> Locator:
    return form.locator("form > .writing-news")


def test_marks_have_keys(form: Page) -> None:
    for key, expected in (
        ("Control+Shift+L", "[[one]]\ntwo"),
        ("Control+Shift+Digit8", "- one\ntwo"),
        ("Control+Shift+Digit7", "1. one\ntwo"),
        ("Control+Shift+Digit2", "## one\ntwo"),
        ("Control+e", "`one`\ntwo"),
    ):
        body(form).fill("one\ntwo")
        body(form).evaluate("each => each.setSelectionRange(0, 3)")
        body(form).press(key)
        expect(body(form)).to_have_value(expected)
        body(form).press(key)
        expect(body(form)).to_have_value("one\ntwo")


def test_marks_stand_where_markdown_reads_them(form: Page) -> None:
    body(form).fill("")
    for text, key, expected in (
        ("one two ", "Control+b", "**one two** "),
        ("one\n\ntwo", "Control+b", "**one**\n\n**two**"),
        ("**one**", "Control+b", "one"),
        ("[[one]]", "Control+Shift+L", "one"),
        ("- one\n\n- two", "Control+Shift+Digit7", "1. one\n\n2. two"),
        ("1. one\n2. two", "Control+Shift+Digit8", "- one\n- two"),
    ):
        body(form).fill(text)
        body(form).press("Control+a")
        body(form).press(key)
        expect(body(form)).to_have_value(expected)


def test_table_and_note_are_put_on_lines_of_their_own(form: Page) -> None:
    preview(form)
    body(form).fill("one")
    form.get_by_role("button", name="Note", exact=True).first.click()
    form.keyboard.type("Mind the gap.")
    expect(body(form)).to_have_value("one\n\n> [!NOTE]\n> Mind the gap.\n")
    expect(seen(form).get_by_role("note")).to_contain_text("Mind the gap.")
    body(form).press("Control+Shift+Digit6")
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
    for key, name in (("ArrowRight", "Label"), ("End", "Video"), ("Home", "Bold")):
        form.keyboard.press(key)
        expect(form.locator(":focus")).to_have_text(name)
    form.get_by_role("button", name="List", exact=True).first.press("Enter")
    expect(body(form)).to_have_value("- one\n- two")
    expect(body(form)).to_be_focused()
    expect(news(form)).to_have_text("Text is now a list.")
    assert complaints == []


def test_whole_page_stands_beside_the_text(form: Page, complaints: list[str]) -> None:
    form.get_by_role("textbox", name="Title:").fill("How do I end it?")
    body(form).fill("[[Jobs › My Jobs]]\n\n<img src=x onerror=alert(1)>")
    preview(form)
    expect(seen(form).locator("h1")).to_have_text("How do I end it?")
    expect(seen(form).locator(".path strong")).to_have_text(["Jobs", "My Jobs"])
    expect(seen(form).locator("article")).to_contain_text("<img src=x onerror=alert(1)>")
    body(form).fill("Other words")
    expect(seen(form).locator(".prose")).to_have_text("Other words")
    text, frame = body(form).bounding_box(), form.locator(".preview-pane iframe").bounding_box()
    assert text
    assert frame
    assert frame["x"] >= text["x"] + text["width"]
    assert form.evaluate("document.documentElement.scrollWidth") <= 1280
    form.get_by_role("button", name="Phone").click()
    assert form.locator(".preview-pane iframe").evaluate("each => each.clientWidth") == 360
    form.get_by_role("button", name="Close").click()
    expect(form.get_by_role("button", name="Preview", exact=True)).to_be_focused()
    expect(form.locator(".preview-pane")).to_be_hidden()
    assert complaints == []


def test_page_beside_the_text_is_shown_in_both_schemes(form: Page) -> None:
    preview(form)
    ground = "each => getComputedStyle(each).color"
    light = seen(form).locator("body").evaluate(ground)
    form.get_by_role("button", name="Dark").click()
    expect(seen(form).locator("body")).not_to_have_css("color", light)


def test_late_answer_does_not_take_the_place_of_a_newer_one(form: Page) -> None:
    preview(form)
    held: list[Route] = []
    form.route(
        "**/add/preview/", lambda route: held.append(route) if not held else route.continue_()
    )
    body(form).fill("older")
    form.wait_for_timeout(900)
    assert len(held) == 1
    body(form).fill("newer")
    expect(seen(form).locator(".prose")).to_have_text("newer")
    held[0].fulfill(body="<h1>older</h1>", content_type="text/html")
    form.wait_for_timeout(200)
    expect(seen(form).locator(".prose")).to_have_text("newer")


def test_narrow_screen_shows_the_page_in_a_tab_of_its_own(form: Page) -> None:
    form.set_viewport_size({"width": 768, "height": 900})
    form.get_by_role("textbox", name="Title:").fill("How do I end it?")
    with form.expect_popup() as opened:
        form.get_by_role("button", name="Preview", exact=True).click()
    expect(opened.value.locator("h1")).to_have_text("How do I end it?")
    expect(form.get_by_role("textbox", name="Title:")).to_have_value("How do I end it?")


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
    preview(form)
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
    expect(findings.locator("h2")).to_have_text("Nothing to fix")
    form.get_by_role("button", name="Add another Step").click()
    title = form.locator("#id_steps-0-title")
    title.fill("The menu")
    expect(findings.locator("h2")).to_have_text("1 problem to fix")
    expect(news(form)).to_have_text("1 problem to fix")
    findings.get_by_role("link", name="step 1, title").press("Enter")
    expect(title).to_be_focused()
    title.fill("Open the menu")
    expect(findings.locator("h2")).to_have_text("Nothing to fix")
    expect(findings.get_by_role("listitem")).to_have_count(0)
    form.get_by_role("button", name="Text of step 1").press("Enter")
    step = form.locator("#id_steps-0-body")
    expect(step).to_be_focused()
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
    titles = form.locator(".step:not(.empty-form) [name$='-title']")
    expect(titles).to_have_count(3)
    values = [titles.nth(at).input_value() for at in range(3)]
    assert values == ["Open the menu", "Choose it", "Wait"]
    assert complaints == []
