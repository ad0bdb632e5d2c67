"""Markdown as safe HTML and as plain text."""

import time
from html.parser import HTMLParser
from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from faq.text.markdown import MAX_LENGTH, plain, render, render_inline
from tests.xss import PAYLOADS

TAGS = {
    *("div", "p", "br", "a", "b", "em", "strong", "s", "code", "pre", "blockquote", "hr", "span"),
    *("ul", "ol", "li", "h2", "h3", "h4", "table", "thead", "tbody", "tr", "th", "td", "img"),
}
ATTRIBUTES = {
    *(("a", "href"), ("a", "title"), ("a", "rel"), ("ol", "start"), ("span", "class")),
    *(("div", "class"), ("div", "role"), ("p", "class")),
    *(("img", name) for name in ("src", "alt", "width", "height", "loading")),
}
SCHEMES = {"", "http", "https", "mailto", "tel"}


class Texts(HTMLParser):
    """What stands between the tags of a piece of HTML."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_data(self, data: str) -> None:
        self.found.append(data)


class Elements(HTMLParser):
    """What a piece of HTML consists of."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str]]] = []
        self.others: list[str] = []
        self.open: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in {"br", "hr", "img"}:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_comment(self, data: str) -> None:
        self.others.append(data)

    def handle_decl(self, decl: str) -> None:
        self.others.append(decl)

    def handle_pi(self, data: str) -> None:
        self.others.append(data)

    def unknown_decl(self, data: str) -> None:
        self.others.append(data)


def dangers(html: str) -> list[object]:
    """Everything in a piece of HTML that the allow-list does not name."""
    elements = Elements(html)
    tags = [tag for tag, _ in elements.found if tag not in TAGS]
    attributes = [
        (tag, name)
        for tag, each in elements.found
        for name in each
        if (tag, name) not in ATTRIBUTES
    ]
    addresses = [
        each["href"]
        for _, each in elements.found
        if "href" in each and urlsplit(each["href"]).scheme not in SCHEMES
    ]
    return [*tags, *attributes, *addresses, *elements.others, *elements.open]


def links(html: str) -> list[dict[str, str]]:
    return [attributes for tag, attributes in Elements(html).found if tag == "a"]


@pytest.mark.parametrize("payload", PAYLOADS)
@pytest.mark.parametrize(
    "frame",
    [
        "{}",
        "- {}",
        "> {}",
        "# {}",
        "**{}**",
        "**A › {}**",
        "[[{}]]",
        "> [!NOTE]\n> {}",
        "|{}|\n|-|",
    ],
)
def test_render_lets_no_script_through(payload: str, frame: str) -> None:
    """Check 1."""
    text = frame.format(payload) if frame == "{}" else frame.format(payload.replace("\n", " "))
    assert dangers(render(text)) == []
    assert dangers(render_inline(text)) == []


def test_payloads_are_many_and_would_run() -> None:
    """Check 1: the corpus has 30 payloads or more, and shown as they are they are dangerous."""
    assert len(set(PAYLOADS)) == len(PAYLOADS)
    assert len(PAYLOADS) >= 30
    assert dangers("<p><script>alert(1)</script></p>") == ["script"]
    assert dangers('<p><a href="javascript:alert(1)">x</a></p>') == ["javascript:alert(1)"]
    assert dangers('<p><em onclick="x">y</em></p>') == [("em", "onclick")]


@given(st.text(alphabet="<>/!-=\"'&;:()[]*_`#|~\\ \n\tajs1›→") | st.text())
def test_render_of_any_text_contains_allowed_elements_only(text: str) -> None:
    assert dangers(render(text)) == []
    assert dangers(render_inline(text)) == []


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "JAVASCRIPT:alert(1)",
        "&#106;avascript:alert(1)",
        "data:text/html,<script>alert(1)</script>",
        "data:image/svg+xml,x",
        "data:image/png;base64,AAAA",
        "vbscript:msgbox(1)",
        "file:///etc/passwd",
        "ftp://example.com/x",
        "blob:https://example.com/x",
        "x-app:open",
    ],
)
def test_render_drops_addresses_with_other_schemes(address: str) -> None:
    """Check 3: the words stay, the address goes."""
    html = render(f"Go [there](<{address}>) [and here](/ok/)")
    assert [link["href"] for link in links(html) if "href" in link] == ["/ok/"]
    assert "rel" not in html
    assert "there" in plain(html)


@pytest.mark.parametrize("text", ["{{ 7|add:7 }} {% now 'Y' %} {# x #}", "${7*7} <%= 7 %>"])
def test_render_leaves_template_syntax_literal(text: str) -> None:
    """Check 7."""
    assert plain(render(text)) == text
    assert plain(render_inline(text)) == text


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
        "<table>\n<thead>\n<tr>\n<th>i</th>\n</tr>\n</thead>\n"
        "<tbody>\n<tr>\n<td>j</td>\n</tr>\n</tbody>\n</table>"
    )


def test_render_demotes_headings_below_the_title_of_the_page() -> None:
    text = "\n\n".join(f"{'#' * level} {level}" for level in range(1, 7))
    tags = [tag for tag, _ in Elements(render(text)).found]
    assert tags == ["h2", "h2", "h3", "h4", "h4", "h4"]


KEPT = f"/media/{'0a' * 32}.png"


def images(html: str) -> list[dict[str, str]]:
    return [attributes for tag, attributes in Elements(html).found if tag == "img"]


@pytest.mark.parametrize("address", [KEPT, "/static/faq/leaf.svg"])
def test_render_shows_images_of_the_site_with_alternative_text(address: str) -> None:
    html = render(f"See\n\n![The **Jobs** menu & more]({address} 'Title')")
    assert images(html) == [{"src": address, "alt": "The Jobs menu & more", "loading": "lazy"}]
    assert plain(html) == "See"


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


@pytest.mark.parametrize("text", ["**Jobs › My Jobs**", "**Jobs > My Jobs**", "**Jobs→My Jobs**"])
def test_render_marks_up_menu_paths(text: str) -> None:
    path = (
        '<span class="path"><strong>Jobs</strong> <span class="path-arrow">›</span> '
        "<strong>My Jobs</strong></span>"
    )
    assert render_inline(text) == path
    assert render(text) == f"<p>{path}</p>"
    assert plain(render(text)) == "Jobs › My Jobs"


@pytest.mark.parametrize(
    "text", ["[[Jobs › My Jobs]]", "[[Jobs > My Jobs]]", "[[ Jobs→My  Jobs ]]"]
)
def test_label_may_be_a_path(text: str) -> None:
    assert render_inline(text) == render_inline("**Jobs › My Jobs**")


def test_label_is_told_apart_from_bold() -> None:
    assert render_inline("Press [[Save & <b>]], **never** [[Close]]") == (
        'Press <span class="path"><strong>Save &amp; &lt;b&gt;</strong></span>, '
        '<strong>never</strong> <span class="path"><strong>Close</strong></span>'
    )
    assert plain(render("Press [[Save & <b>]]")) == "Press Save & <b>"


@pytest.mark.parametrize(
    "text",
    [
        r"\[[Save]]",
        "[[]]",
        "[[ ]]",
        "[[a [b] c]]",
        "`[[Save]]`",
        "[[Sa\nve]]",
        "[[1]](/a/)",
        "[[1]][a]",
    ],
)
def test_render_leaves_other_brackets_alone(text: str) -> None:
    assert "span" not in render(text)


@pytest.mark.parametrize(
    ("mark", "kind", "name"),
    [
        ("NOTE", "note", "Note"),
        ("Tip", "tip", "Tip"),
        ("warning", "warning", "Warning"),
        ("IMPORTANT", "note", "Note"),
        ("CAUTION", "warning", "Warning"),
    ],
)
def test_quotation_with_a_mark_is_a_callout(mark: str, kind: str, name: str) -> None:
    html = render(f"> [!{mark}]\n> Pay **first**.\n>\n> - Once")
    assert html == (
        f'<div class="callout callout-{kind}" role="note">\n<p class="callout-name">{name}</p>\n'
        "<p>Pay <strong>first</strong>.</p>\n<ul>\n<li>Once</li>\n</ul>\n</div>"
    )
    assert plain(html) == "Pay first.\nOnce"


def test_callout_has_its_name_in_another_language() -> None:
    html = render("> [!TIP]\n> - a", callout_names={"tip": "<Tipp>"})
    assert '<p class="callout-name">&lt;Tipp&gt;</p>\n<ul>' in html


@pytest.mark.parametrize(
    "text", ["> [!NOTE]", "> [!NOTE] Pay", "> [!OTHER]\n> Pay", "> Pay\n> [!NOTE]", "[!NOTE]\nPay"]
)
def test_render_leaves_other_quotations_alone(text: str) -> None:
    assert "callout" not in render(text)


@given(
    st.lists(st.sampled_from(["> ", "[!NOTE]", "\n", "- ", "[[", "]]", "a", " ", "# "])).map(
        "".join
    )
)
def test_callouts_and_labels_lose_no_word(text: str) -> None:
    html = render(text)
    assert dangers(html) == []
    assert plain(html).count("a") == text.count("a")


@pytest.mark.parametrize(
    "text",
    ["**Jobs ›**", "**› Jobs**", "**Jobs › › My Jobs**", "Jobs › My Jobs", "*Jobs › My Jobs*"],
)
def test_render_leaves_other_bold_text_alone(text: str) -> None:
    assert "span" not in render(text)


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


def _fill(*parts: str) -> str:
    """The last part repeated to the largest size a field may have, the others before it."""
    *first, last = parts
    start = "".join(first)
    return (start + last * (MAX_LENGTH // len(last) + 1))[:MAX_LENGTH]


BOMBS = {
    "brackets": _fill("["),
    "links in links": "[" * 10_000 + "](x)" * 2_500,
    "empty links": _fill("[]("),
    "references": _fill("[a]: /x\n"),
    "stars": _fill("*"),
    "open emphasis": _fill("*a "),
    "mixed emphasis": _fill("***a* "),
    "underscores": _fill("_a"),
    "strike": _fill("~~a"),
    "quotes": _fill(">"),
    "nested quotes": _fill("> "),
    "nested lists": _fill("".join(" " * depth + "- x\n" for depth in range(190))),
    "dashes": _fill("- "),
    "back-ticks": _fill("`"),
    "growing back-ticks": _fill("".join("`" * size + " " for size in range(1, 198))),
    "tags": _fill("<"),
    "addresses": _fill("<http://a"),
    "entities": _fill("&#"),
    "ampersands": _fill("&"),
    "backslashes": _fill("\\"),
    "hashes": _fill("#"),
    "wide table": "|a" * 4_999 + "\n" + "|-" * 4_999,
    "long table of twenty columns": _fill("|a" * 20 + "\n" + "|-" * 20 + "\n", "|\n"),
    "wide and long table": _fill("|a" * 2_000 + "\n" + "|-" * 2_000 + "\n", "|\n"),
    "long table": _fill("|a|\n|-|\n", "|\n"),
    "one long path": f"**{'a › ' * 4_998}a**",
    "path that ends in emphasis": f"**a{' > b' * 4_997} *x***",
    "labels": _fill("[[a]]"),
    "labels that do not end": _fill("[[a"),
    "callouts": _fill("> [!NOTE]\n> a\n\n"),
    "callouts in callouts": _fill("> " * 100 + "[!TIP]\n"),
    "arrows": f"**{' ›' * 9_990}x**",
    "paths cut short": _fill("**a › "),
    "spaces in a path": f"**a{' ' * 19_990}b**",
    "spaces between arrows": f"**a{' ›   ' * 3_990}b**",
    "hidden": _fill("\u202e"),
}


@pytest.mark.parametrize("bomb", BOMBS.values(), ids=BOMBS)
def test_render_defuses_markdown_bombs(bomb: str) -> None:
    """Check 9: half a second of processor time at the largest size, here doubled as a margin."""
    assert MAX_LENGTH - 100 <= len(bomb) <= MAX_LENGTH
    for renderer in (render, render_inline):
        before = time.process_time()
        html = renderer(bomb)
        assert time.process_time() - before < 1
        assert dangers(html) == []
