"""Blocks of HTML: scripts, forms and comments are removed, links stay."""

import pytest

from faq.importing.pages import PageError
from faq.importing.pages.blocks import BlockKind
from faq.importing.pages.parsers import html as html_parser
from faq.importing.pages.parsers.html import parse


def said(html: str) -> list[tuple[str, str, int]]:
    text, blocks, _ = parse(html)
    assert [text[b.start : b.end] for b in blocks] == [
        line.strip() for line in text.split("\n\n") if line
    ]
    return [(b.kind.name, " ".join(p.text for p in b.sentences), b.depth) for b in blocks]


def test_blocks_of_a_page() -> None:
    html = """<!doctype html><title>No</title><style>p{}</style><!-- secret -->
    <h2>How do I <i>row</i>?</h2><p>With <b>oars </b>or <a href="/questions/sail/">sails</a>.
    <p>2 * 3 < 7 &amp;nbsp;_so_<br>there<script>alert(1)</script>
    <ol><li><p>Sit</p><p>slowly</p></li><li>Pull<ul><li>left</ul></ol>
    <form action="/x"><label>Name <input value="v"></label><button>Send</button></form>
    <dl><dt>What floats?</dt><dd>Wood.</dd></dl>"""
    assert said(html) == [
        ("HEADING", "How do I row?", 0),
        ("PARAGRAPH", "With **oars** or [sails](/questions/sail/).", 0),
        ("PARAGRAPH", r"2 * 3 < 7 \_so\_ there", 0),
        ("LIST_ITEM", "Sit", 1),
        ("PARAGRAPH", "slowly", 1),
        ("LIST_ITEM", "Pull", 1),
        ("LIST_ITEM", "left", 2),
        ("PARAGRAPH", "Name", 0),
        ("HEADING", "What floats?", 0),
        ("PARAGRAPH", "Wood.", 0),
    ]


@pytest.mark.parametrize(
    "html",
    [
        "<p onclick=alert(1)>Hi <img src=x onerror=alert(1)></p>",
        "<p>Hi <a href='javascript:alert(1)'></a></p>",
        "<p>Hi <iframe src='//evil'>alert(1)</iframe></p>",
        "<p>Hi <svg><script>alert(1)</script></svg></p>",
        "<p>Hi <!-- alert(1) --></p>",
        "<p>Hi</p><style>alert(1)</style><textarea>alert(1)</textarea>",
    ],
)
def test_scripts_are_removed(html: str) -> None:
    """Checks 1 and 3."""
    assert said(html) == [("PARAGRAPH", "Hi", 0)]


def test_link_with_another_scheme_keeps_its_text() -> None:
    assert said("<p>See <a href='javascript:x'>this</a> and <a href='data:x'>that</a>.") == [
        ("PARAGRAPH", "See this and that.", 0)
    ]


def test_blocks_have_numbers_and_asides() -> None:
    _, blocks, notes = parse(
        "<nav><a href=/>Home</a></nav><ol start=3><li>a<li>b</ol><img alt=x><table><td>c"
    )
    assert [(b.plain, b.number, b.is_aside) for b in blocks] == [
        ("Home", None, True),
        ("a", 3, False),
        ("b", 4, False),
        ("x", None, False),
        ("c", None, False),
    ]
    assert [note[:11] for note in notes] == ["Images were", "A table was"]


def test_bold_question_is_a_heading() -> None:
    assert [b.kind for b in parse("<p><b>How do I row?</b></p><p><b>Now.</b></p>")[1]] == [
        BlockKind.HEADING,
        BlockKind.PARAGRAPH,
    ]


@pytest.mark.parametrize("tag", ["div", "ul><li", "b", "blockquote"])
def test_deep_nesting_is_rejected(tag: str) -> None:
    with pytest.raises(PageError, match="nested more than 500 levels deep"):
        parse(f"<{tag}>" * 100_000 + "x")


def test_page_of_too_many_blocks_is_rejected(monkeypatch: pytest.MonkeyPatch) -> None:
    """Check 9: each block takes time to write, however short it is."""
    monkeypatch.setattr(html_parser, "MAX_BLOCKS", 3)
    assert len(said("<p>a" * 3 + "<p>" * 3)) == 3
    with pytest.raises(PageError, match="more than 3 headings, paragraphs and list items"):
        said("<p>a" * 4)


def test_page_of_too_many_ampersands_is_rejected() -> None:
    """Check 9: a megabyte of them took fifteen seconds."""
    with pytest.raises(PageError, match="more than 50000 ampersands"):
        said("<p>a" + "&" * 50_001)


def test_elements_without_end_tag_are_not_deep() -> None:
    assert len(parse("<p>a<br><li>b" * 1000)[1]) == 2000


def test_unclosed_tag_takes_linear_time() -> None:
    """A pattern that tried each way to divide it would take a quarter of an hour."""
    assert parse("<p>Hi</p><" + "a" * 300_000)[1][0].plain == "Hi"


def test_frames_of_known_hosts_become_videos() -> None:
    """Check 3: a frame of any other address is dropped with what is in it."""
    text, blocks, _ = parse(
        "<h2>Export?</h2><p>Watch<iframe src='//www.youtube.com/embed/dQw4w9WgXcQ?rel=0' title='All of [it]'>"
        "old browser</iframe>and read.</p><figure><img src=a.png alt=Menu><figcaption>At the bottom</figcaption>"
        "</figure><iframe src='https://player.vimeo.com/video/1'></iframe><iframe src='https://a.example/w/1'>"
        "x</iframe><iframe src='javascript:alert(1)'></iframe><p>End"
    )
    assert [(block.kind.name, text[block.start : block.end].strip()) for block in blocks] == [
        ("HEADING", "## Export?"),
        ("PARAGRAPH", "Watch"),
        ("VERBATIM", r"![All of \[it\]](https://www.youtube.com/watch?v=dQw4w9WgXcQ)"),
        ("PARAGRAPH", "and read."),
        ("PARAGRAPH", "Menu"),
        ("PARAGRAPH", "At the bottom"),
        ("VERBATIM", "![Video](https://vimeo.com/1)"),
        ("PARAGRAPH", "End"),
    ]
