"""No Markdown gives HTML that does anything, or takes long to render."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from faq.text.markdown import MAX_LENGTH, plain, render, render_inline
from tests.faq.text.rendered import dangers, links
from tests.xss import PAYLOADS

PICTURE = f"{'0a' * 32}.png"
DETAILS = st.lists(
    st.sampled_from(
        ["<details>", "</details>", "<summary>a</summary>", "\n", "\n\n", "> ", "- ", "    ", "a"]
    )
).map("".join)


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
        "<details>\n<summary>{}</summary>\n\n{}\n</details>",
        f'![{{}}](/media/{PICTURE} "{{}}")',
        '![{}](https://youtu.be/dQw4w9WgXcQ "{}")',
        "![a](https://youtu.be/{})",
        "[![{}](/media/x.png)](https://tube.example.org/w/{})",
        "    {}",
    ],
)
def test_render_lets_no_script_through(payload: str, frame: str) -> None:
    """Check 1."""
    line = payload if frame == "{}" else payload.replace("\n", " ")
    text = frame.replace("{}", line)
    assert dangers(render(text, {PICTURE: (900, 400)})) == []
    assert dangers(render_inline(text)) == []


def test_payloads_are_many_and_would_run() -> None:
    """Check 1: the corpus has 30 payloads or more, and shown as they are they are dangerous."""
    assert len(set(PAYLOADS)) == len(PAYLOADS)
    assert len(PAYLOADS) >= 30
    assert dangers("<p><script>alert(1)</script></p>") == ["script"]
    assert dangers('<p><a href="javascript:alert(1)">x</a></p>') == ["javascript:alert(1)"]
    assert dangers('<p><em onclick="x">y</em></p>') == [("em", "onclick")]


@given(st.text(alphabet="<>/!-=\"'&;:()[]*_`#|~\\ \n\tajs1›→") | st.text() | DETAILS)
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
    "details": _fill("<details><summary>a</summary>\n\na\n</details>\n"),
    "details that do not end": _fill("<details>\n"),
    "ends of details": _fill("</details>\n"),
    "details in details": "<details>\n" * 950 + "</details>\n" * 950,
    "summaries": _fill("<summary>a</summary>\n"),
    "summary without end": _fill("<details><summary>", "</summary"),
    "captions": _fill(f'![a](/media/{PICTURE} "a")\n'),
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
