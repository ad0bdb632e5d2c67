"""Ines pastes from Word, Google Docs, web pages and this site, and gets Markdown."""

import re

import pytest
from playwright.sync_api import Page, expect

from faq.text.markdown import MAX_LENGTH
from tests.browser.desk import Desk
from tests.pictures import picture
from tests.site import Site

PASTE = """(area, [html, plain]) => {
    const given = new DataTransfer();
    if (html) given.setData("text/html", html);
    given.setData("text/plain", plain);
    return area.dispatchEvent(
        new ClipboardEvent("paste", { clipboardData: given, bubbles: true, cancelable: true })
    );
}"""
PASTE_FILE = """(area, [kind, bytes]) => {
    const given = new DataTransfer();
    given.items.add(new File([new Uint8Array(bytes)], "picture", { type: kind }));
    area.dispatchEvent(
        new ClipboardEvent("paste", { clipboardData: given, bubbles: true, cancelable: true })
    );
}"""
WORD = """<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style><!-- p {margin:0} --></style>
</head><body><p class=MsoNormal>You have <b>30 days</b>.<o:p></o:p></p>
<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><![if !supportLists]><span
style='mso-list:Ignore'>1.<span>&nbsp;&nbsp; </span></span><![endif]>Open <b>Returns</b>.<o:p></o:p></p>
<p class=MsoListParagraph style='mso-list:l0 level2 lfo1'><![if !supportLists]><span
style='font-family:Symbol'>·<span>&nbsp; </span></span><![endif]>On the left<o:p></o:p></p>
<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><![if !supportLists]><span
style='mso-list:Ignore'>2.<span>&nbsp;&nbsp; </span></span><![endif]>Print the label.<o:p></o:p></p>
<p class=MsoNormal><o:p>&nbsp;</o:p></p></body></html>"""
DOCS = """<meta charset='utf-8'><b style="font-weight:normal;" id="docs-internal-guid-0a"><h2 dir="ltr"><span
style="font-weight:400">Change it?</span></h2><ol><li style="font-weight:400"><p><span
style="font-weight:400">Open </span><span style="font-weight:700">Orders</span><span
style="font-weight:400;font-style:italic"> now</span></p></li></ol></b>"""
WEB = """<h1>Top</h1><h3>Plans</h3><p>See <a href="https://example.com/a">the <b>plans</b></a>,
<a href="javascript:alert(1)">not this</a>.</p><script>alert(1)</script><table><tr><th>Plan<th>Price</tr>
<tr><td>Small<td>1 | 2 €<br>a month</tr></table><ul><li>one<ul><li>two</ul><li>three</ul>
<pre><code>a *b*</code></pre><img src="https://example.com/x.png" alt="A cat">"""
SITE = """<div class="callout callout-tip" role="note"><p class="callout-name">Tip</p><p>Open <span
class="path"><strong>Jobs</strong> <span class="path-arrow">›</span> <strong>Mine</strong></span>.</p>
</div>"""
VIDEO = "https://www.youtube.com/watch?v=dQw4w9WgXcQ"
NAME = f"/media/{'0a' * 32}.png"
RICH = f"""<p>Watch:</p><iframe src="//www.youtube.com/embed/dQw4w9WgXcQ?rel=0" title="Export &quot;all&quot;"
></iframe><iframe src="https://evil.example/x"></iframe><figure class="video"><a class="video-link" href="{VIDEO}"
><span class="video-title">Ours</span> <span class="video-host">Video on YouTube</span></a><figcaption>A
"film"</figcaption></figure><figure><a href="{NAME}"><img src="{NAME}" alt="The menu"></a><figcaption>At the
bottom</figcaption></figure><details><summary>On a <b>phone</b></summary><p>Tap.</p><ul><li>Twice</ul></details>"""
PASTED = {
    RICH: (
        'Watch:\n\n![Export "all"](https://www.youtube.com/embed/dQw4w9WgXcQ?rel=0)\n\n'
        f'![Ours]({VIDEO} "A \\"film\\"")\n\n![The menu]({NAME} "At the bottom")\n\n'
        "<details>\n<summary>On a **phone**</summary>\n\nTap.\n\n- Twice\n\n</details>"
    ),
    WORD: "You have **30 days**.\n\n1. Open **Returns**.\n   - On the left\n2. Print the label.",
    DOCS: "## Change it?\n\n1. Open **Orders** *now*",
    WEB: (
        "## Top\n\n### Plans\n\nSee [the **plans**](https://example.com/a), not this.\n\n"
        "| Plan | Price |\n| --- | --- |\n| Small | 1 \\| 2 € a month |\n\n- one\n  - two\n- three\n\n"
        "```\na *b*\n```\n\nA cat"
    ),
    SITE: "> [!TIP]\n> Open [[Jobs › Mine]].",
}


@pytest.fixture
def form(ines_page: Page, editing_site: Site) -> Page:
    ines_page.goto(f"{editing_site.url}/admin/faq/question/add/")
    expect(ines_page.locator(".writing-findings h2")).not_to_be_empty()
    return ines_page


def test_formatted_text_becomes_markdown(form: Page, complaints: list[str]) -> None:
    body = form.locator("#id_body")
    for html, markdown in PASTED.items():
        body.fill("")
        body.evaluate(PASTE, [html, "plain"])
        assert re.sub(r" +$", "", body.input_value(), flags=re.MULTILINE) == markdown
    expect(form.locator("form > .writing-news")).to_have_text("Pasted as Markdown.")
    body.press("Control+z")
    expect(body).not_to_have_value(markdown)

    # The browser pastes what has no form as plain text.
    for html in ("", "<p>a <span style='color:red'>**b**</span></p>"):
        assert body.evaluate(PASTE, [html, "a **b**"])
    body.fill("x")
    assert not body.evaluate(PASTE, [f"<b>{'y' * MAX_LENGTH}</b>", "y"])
    expect(form.get_by_role("alert")).to_contain_text("Nothing was pasted")
    expect(body).to_have_value("x")
    body.press("y")
    expect(form.get_by_role("alert")).to_have_count(0)
    assert complaints == []


def test_paste_that_does_not_fit_is_refused_as_a_whole(form: Page, complaints: list[str]) -> None:
    """The browser would cut it without a word."""
    for field, limit in (("#id_title", 200), ("#id_summary", 300), ("#id_body", MAX_LENGTH)):
        line = form.locator(field)
        assert line.evaluate(PASTE, ["", "x" * limit])
        assert not line.evaluate(PASTE, ["", "x" * (limit + 1)])
        expect(form.get_by_role("alert")).to_contain_text(f"there is room for {limit}")
        expect(line).to_have_value("")
        line.fill("x")
    # Converting a page of this size would take seconds.
    page = f"<p>{'<b>y</b> ' * 125_000}</p>"
    assert form.locator("#id_body").evaluate(PASTE, [page, "y"])
    assert complaints == []


def test_title_of_a_step_takes_the_marks_of_one_line(form: Page) -> None:
    form.get_by_role("button", name="Add another Step").click()
    title = form.locator("#id_steps-0-title")
    title.evaluate(PASTE, ["<p>Choose <b>Lend</b></p>", "Choose Lend"])
    expect(title).to_have_value("Choose **Lend**")
    assert title.evaluate(PASTE, ["<ul><li><b>a</b><li>b</ul>", "a b"])


def test_file_that_is_no_image_is_refused(form: Page) -> None:
    body = form.locator("#id_body")
    body.evaluate(PASTE_FILE, ["application/pdf", [1]])
    expect(form.get_by_role("alert")).to_contain_text("the file is not an image")
    expect(form.get_by_role("dialog")).to_have_count(0)


def test_pasted_picture_is_uploaded_with_its_words(form: Page, complaints: list[str]) -> None:
    body = form.locator("#id_body")
    dialog = form.get_by_role("dialog")
    body.evaluate(PASTE_FILE, ["image/svg+xml", list(b"<svg onload='alert(1)'/>")])
    dialog.get_by_label("Description for people").fill("A script")
    dialog.get_by_role("button", name="Upload and insert").click()
    expect(dialog.get_by_role("alert")).to_contain_text("The file is not a PNG, JPEG or WebP image")
    dialog.get_by_role("button", name="Cancel").click()
    body.evaluate(PASTE_FILE, ["image/png", list(picture("PNG"))])
    dialog.get_by_label("Description for people").fill("The menu")
    dialog.get_by_role("button", name="Upload and insert").click()
    expect(body).to_have_value(re.compile(r"^!\[The menu\]\(/media/\w+\.png\)"))
    assert [each for each in complaints if "400" not in each] == []


def test_plain_fields_take_all_words_of_what_is_pasted(
    ines_page: Page, editing_site: Site, complaints: list[str]
) -> None:
    ines_page.goto(f"{editing_site.url}/admin/faq/topic/add/")
    for selector in ("#id_title", "#id_summary"):
        field = ines_page.locator(selector)
        field.evaluate(PASTE, ["<p>One <b>two</b></p><p>three</p>", "One two\r\nthree"])
        if field.input_value() == "":
            # The browser pastes plain text by itself.
            field.fill("One two\nthree")
        assert field.input_value().split() == ["One", "two", "three"]
        field.fill("")
        field.evaluate(PASTE, ["<ul><li>One <b>two</b></li><li>three</li></ul>", ""])
        assert field.input_value().split() == ["One", "two", "three"]
        field.fill("x")
        assert not field.evaluate(PASTE, ["", "y" * 400])
        expect(ines_page.get_by_role("alert")).to_contain_text("Nothing was pasted")
        assert field.input_value() == "x"
        field.press("y")
    ines_page.once("dialog", lambda dialog: dialog.accept())
    ines_page.goto(f"{editing_site.url}/admin/faq/question/add/")
    title = ines_page.locator("#id_title")
    title.evaluate(PASTE, ["", "How do I\r\n  keep it?\n"])
    assert title.input_value() == "How do I keep it?"
    assert complaints == []


def test_every_field_in_markdown_has_the_same_tools(
    ines_page: Page, editing_site: Site, complaints: list[str]
) -> None:
    admin = f"{editing_site.url}/admin/faq"
    buttons = ines_page.get_by_role("toolbar").get_by_role("button")
    ines_page.goto(f"{admin}/page/add/")
    body = ines_page.locator("#id_body")
    body.evaluate(PASTE, [WORD, "plain"])
    expect(body).to_have_value(PASTED[WORD])
    expect(buttons).to_have_count(12)
    body.fill("now")
    body.press("Control+a")
    body.press("Control+b")
    expect(body).to_have_value("**now**")
    body.evaluate(PASTE_FILE, ["image/png", list(picture("PNG"))])
    ines_page.get_by_role("dialog").get_by_role("button", name="Cancel").click()

    # One line, in which readers see bold words and links alone.
    ines_page.goto(f"{admin}/banner/add/")
    text = ines_page.locator("#id_text")
    text.evaluate(PASTE, ['<p>See <a href="https://example.com/">the <b>news</b></a></p>', "See"])
    expect(text).to_have_value("See [the **news**](https://example.com/)")
    text.fill("")
    text.evaluate(PASTE, ["<ul><li><b>One</b></li><li>two</li></ul>", "One\ntwo"])
    expect(text).to_have_value("One two")
    expect(buttons).to_have_text(["Bold", "Link"])
    text.evaluate(PASTE_FILE, ["image/png", list(picture("PNG"))])
    expect(ines_page.get_by_role("dialog")).to_have_count(0)

    ines_page.goto(f"{admin}/question/from-page/")
    page = ines_page.locator("#id_text")
    page.evaluate(PASTE, [WORD, "plain"])
    expect(page).to_have_value(PASTED[WORD])
    expect(buttons).to_have_count(0)
    assert complaints == []


def test_phrasings_and_comments_take_all_words_of_what_is_pasted(
    ines_page: Page, desk: Desk, complaints: list[str]
) -> None:
    form = ines_page
    form.goto(desk.draft())
    form.get_by_role("button", name="Add another Phrasing").click()
    phrasing = form.locator("#id_phrasings-0-text")
    for plain in ("One two\r\nthree", ""):
        phrasing.fill("")
        phrasing.evaluate(PASTE, ["<p>One <b>two</b></p><p>three</p>", plain])
        expect(phrasing).to_have_value("One two three")
    form.get_by_text("Write a comment").click()
    comment = form.locator("#id_comment")
    comment.evaluate(PASTE, ["<h2>One <b>two</b></h2><ul><li>three</li></ul>", ""])
    expect(comment).to_have_value("One two\nthree")
    for field, limit in ((phrasing, 200), (comment, int(comment.get_attribute("maxlength") or 0))):
        field.fill("x")
        assert not field.evaluate(PASTE, [f"<b>{'y' * limit}</b>", "y" * limit])
        expect(field).to_have_value("x")
        expect(field.locator("xpath=..").get_by_role("alert")).to_contain_text("Nothing was pasted")
    assert complaints == []
