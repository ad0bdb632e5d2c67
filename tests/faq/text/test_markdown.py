"""Markdown as HTML and as plain text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from faq.text.html_renderer import CODE_WIDTH
from faq.text.markdown import plain, render, render_inline
from tests.faq.text.rendered import Elements, Texts, links


@pytest.mark.parametrize(
    "text",
    [
        "[x](https://example.com)",
        "[x](http://example.com/a?b=c)",
        "[x](HTTPS://EXAMPLE.COM)",
        "[x](//example.com/a)",
        "[x](http:example.com)",
        "<https://example.com>",
        "[x][1]\n\n[1]: https://example.com",
        '[x](https://example.com "title")',
    ],
)
def test_render_marks_links_to_other_sites(text: str) -> None:
    """Check 8."""
    assert [link["rel"] for link in links(render(text))] == ["noopener nofollow"]


@pytest.mark.parametrize(
    "address",
    [
        "/questions/end-contract/",
        "#step-2",
        "?q=x",
        "../x/",
        "mailto:a@example.com",
        "tel:+4930123",
    ],
)
def test_render_leaves_links_within_the_site_unmarked(address: str) -> None:
    """Check 8."""
    assert links(render(f"[x]({address})")) == [{"href": address}]


def test_render_supports_the_marks_of_markdown() -> None:
    text = "A **b** *c* `d` ~~e~~\n\n1. f\n2. g\n\n> h\n\n|i|\n|-|\n|j|"
    assert render(text) == (
        "<p>A <strong>b</strong> <em>c</em> <code>d</code> <s>e</s></p>\n"
        "<ol>\n<li>f</li>\n<li>g</li>\n</ol>\n<blockquote>\n<p>h</p>\n</blockquote>\n"
        '<div class="table" role="region" tabindex="0" aria-label="Table: i" '
        'data-hint="Scroll sideways to see the whole table">\n'
        "<table>\n<thead>\n<tr>\n<th>i</th>\n</tr>\n</thead>\n"
        "<tbody>\n<tr>\n<td>j</td>\n</tr>\n</tbody>\n</table>\n</div>"
    )


def test_render_demotes_headings_below_the_title_of_the_page() -> None:
    text = "\n\n".join(f"{'#' * level} {level}" for level in range(1, 7))
    tags = [tag for tag, _ in Elements(render(text)).found]
    assert tags == ["h2", "h2", "h3", "h4", "h4", "h4"]


KEPT = f"/media/{'0a' * 32}.png"


def images(html: str) -> list[dict[str, str]]:
    return [attributes for tag, attributes in Elements(html).found if tag == "img"]


@pytest.mark.parametrize("address", [KEPT, "/static/faq/picture.png"])
def test_render_shows_images_of_the_site_with_alternative_text(address: str) -> None:
    html = render(f"See\n\n![The **Jobs** menu & more]({address} 'Title')")
    assert images(html) == [{"src": address, "alt": "The Jobs menu & more", "loading": "lazy"}]
    assert plain(html) == "See\nTitle"


def test_render_writes_the_size_of_known_images() -> None:
    other = KEPT.replace("0a", "0b")
    html = render(f"![a]({KEPT}) ![b]({other})", {KEPT.rpartition("/")[2]: (640, 360)})
    assert images(html) == [
        {"src": KEPT, "alt": "a", "width": "640", "height": "360", "loading": "lazy"},
        {"src": other, "alt": "b", "loading": "lazy"},
    ]


@pytest.mark.parametrize(
    "address",
    [
        *("https://example.com/x.png", "//example.com/x.png", "/questions/x.png", "x.png"),
        *(f"https://example.com{KEPT}", f"/..{KEPT}", f"{KEPT}/", f"{KEPT}?x", f"{KEPT}%0a"),
        *("/media/a.png", KEPT.replace("png", "svg"), KEPT.upper(), KEPT.replace("/0", "/../0")),
        *("/static/../admin/logout/x", "/static/..%2fadmin", "/static//example.com/x", "/static/"),
        *("data:image/png;base64,AAAA", "data:image/svg+xml,x", "javascript:alert(1)"),
    ],
)
def test_render_shows_no_other_image(address: str) -> None:
    """Checks 3 and 22: its words stay, and nothing is fetched."""
    html = render(f"![the menu](<{address}>) ![seen]({KEPT})")
    assert [image["src"] for image in images(html)] == [KEPT]
    assert "the menu" in plain(html)


def test_render_shows_no_image_without_alternative_text() -> None:
    assert images(render(f"![]({KEPT}) ![ ]({KEPT}) ![a]({KEPT})")) == [
        {"src": KEPT, "alt": "a", "loading": "lazy"}
    ]


def test_render_inline_shows_the_alternative_text_of_an_image() -> None:
    assert render_inline(f"Open ![the *menu*]({KEPT})") == "Open the menu"


def test_render_removes_invisible_characters() -> None:
    """Check 10."""
    assert render("pay\u202epal\u200b **\u2066x\u2069**") == "<p>paypal <strong>x</strong></p>"


def test_render_inline_has_neither_blocks_nor_links() -> None:
    assert render_inline("# [End](https://example.com) **it**") == "# End <strong>it</strong>"


def test_plain_returns_the_visible_text() -> None:
    html = render("Fish & chips, 1 < 2\n\n- **Open** [it](/x/)\n- *Close* it")
    assert plain(html) == "Fish & chips, 1 < 2\nOpen it\nClose it"


@given(st.text(alphabet="ab <>&\"'()[]*`\n\\#-|!1.", max_size=60))
def test_plain_removes_tags_only(text: str) -> None:
    """Check 1: a parser of HTML finds the same text."""
    for made in (render(text), render_inline(text), render(f"[{text}](/a '{text}')")):
        parser = Texts()
        parser.feed(made)
        parser.close()
        assert plain(made).split() == "".join(parser.found).split()


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=200))
def test_plain_never_raises_and_has_no_empty_line(text: str) -> None:
    lines = plain(render(text)).split("\n")
    assert lines == [""] or all(line.strip() for line in lines)


@pytest.mark.parametrize("text", ["```\n{}\n```", "    {}", "- a\n\n  ~~~ sh\n  {}\n  ~~~"])
def test_code_with_long_lines_can_have_the_focus(text: str) -> None:
    named = '<pre role="group" tabindex="0" aria-label="Kode"><code'
    assert named in render(text.format("x" * (CODE_WIDTH + 1)), names={"code": "Kode"})
    assert "<pre><code" in render(text.format("x" * CODE_WIDTH))
