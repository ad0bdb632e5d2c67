"""Markdown documents written from pieces that cannot change each other's meaning."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from faq.text.cleaning import remove_invisible
from faq.text.markdown import parse, plain, render
from faq.text.markdown_writer import (
    bare_link,
    blocks,
    bullets,
    heading,
    line,
    link,
    numbered,
    paragraph,
    quote,
    strong,
    with_lead,
    words,
    write,
)
from tests.xss import PAYLOADS

BASE = "https://help.example.com/questions/here/"
# What another program might read it with: everything is on, raw HTML included.
READER = MarkdownIt("gfm-like", {"linkify": False})
# Text in which Markdown's characters are as likely as letters.
TEXTS = st.one_of(
    st.text(st.sampled_from("ab1 \t\n\\`*_{}[]()#+-.!<>&;:|~=\"'/›é"), max_size=60),
    st.lists(
        st.sampled_from(
            ["```", "~~~", "<!--", "<p>", "- ", "1. ", "> ", "    ", "\n", "a", "[a]", ": /b"]
        ),
        max_size=12,
    ).map("".join),
    st.text(max_size=60),
)


def kinds(text: str) -> set[str]:
    """What a reader finds in a document, inline things included."""
    tokens = READER.parse(text)
    return {each.type for token in tokens for each in (token, *(token.children or []))}


def test_words_are_escaped() -> None:
    said = write(paragraph(words("1. *Not* a [list](x) of <b>things</b> | ~~or~~ `code` #")))
    assert (
        said
        == "1\\. \\*Not\\* a \\[list\\](x) of \\<b>things\\</b> \\| \\~\\~or\\~\\~ \\`code\\` #\n"
    )
    assert plain(READER.render(said)) == "1. *Not* a [list](x) of <b>things</b> | ~~or~~ `code` #"


@given(TEXTS)
@example("# ")
def test_words_of_any_text_are_rendered_unchanged(text: str) -> None:
    """Whatever a title holds, a reader of the document sees it, as one heading and no more."""
    said = write([*heading(1, words(text)), *paragraph(words("After"))])
    shown = plain(READER.render(said)).split("\n")
    wanted = " ".join(remove_invisible(text).split())
    assert [" ".join(part.split()) for part in shown] == [*([wanted] if wanted else []), "After"]


@given(TEXTS)
def test_blocks_render_like_the_page(text: str) -> None:
    """Rendered again, the same words in the same order."""
    said = write(blocks(text, base=BASE))
    assert plain(render(said)).split() == plain(render(text)).split()


@given(TEXTS)
def test_blocks_contain_no_html_and_do_not_run_on(text: str) -> None:
    """Check 1: nothing in them opens what goes on behind them, a fence or a comment for instance."""
    said = write([*heading(1, words("T")), *blocks(text, base=BASE), *heading(2, words("Steps"))])
    assert kinds(said) & {"html_block", "html_inline"} == set()
    last = READER.parse(said)[-3:]
    assert [token.type for token in last] == ["heading_open", "inline", "heading_close"]
    assert (last[0].tag, last[1].content) == ("h2", "Steps")


@pytest.mark.parametrize("payload", PAYLOADS)
def test_payloads_become_no_html_in_any_piece(payload: str) -> None:
    """Checks 1, 3: in words, lines, blocks and items, for a reader with raw HTML on."""
    item = [*paragraph(line(payload, base=BASE)), *quote(blocks(payload, base=BASE))]
    said = write(
        [
            *heading(1, words(payload)),
            *blocks(payload, base=BASE),
            *numbered([item, item]),
            *bullets([[*link(words(payload), BASE), *words(payload)]]),
        ]
    )
    assert kinds(said) & {"html_block", "html_inline", "image"} == set()
    links = [
        child.attrGet("href")
        for token in READER.parse(said)
        for child in token.children or []
        if child.type == "link_open"
    ]
    assert BASE in links
    assert [each for each in links if not str(each).startswith("https://")] == []


def test_steps_are_numbered_without_leading_zeros() -> None:
    said = write(numbered(paragraph(words(f"Step {n}")) for n in range(1, 12)))
    assert said.split("\n\n") == [f"{n}. Step {n}" for n in range(1, 11)] + ["11. Step 11\n"]


def test_blocks_of_a_step_are_indented() -> None:
    caution = quote(with_lead(strong(words("Caution:")), blocks("It is *gone* then.", base=BASE)))
    tenth = [*paragraph(words("Choose")), *caution, *blocks("~~~\nx\n", base=BASE)]
    said = write(numbered([*[paragraph(words("Wait"))] * 9, tenth]))
    assert said.endswith(
        "9. Wait\n\n10. Choose\n\n    > **Caution:** It is *gone* then.\n\n    ```\n    x\n    ```\n"
    )
    assert [t.type for t in READER.parse(said) if t.level == 0] == [
        "ordered_list_open",
        "ordered_list_close",
    ]


def test_lead_before_a_list_is_a_paragraph() -> None:
    said = write(with_lead(strong(words("Caution:")), blocks("- one\n- two", base=BASE)))
    assert said == "**Caution:**\n\n- one\n- two\n"


def test_lists_of_a_body_keep_their_spacing_and_numbers() -> None:
    text = "3. three\n4. four\n\n---\n\n1) one\n\n2) two\n\n   more"
    assert (
        write(blocks(text, base=BASE))
        == f"3. three\n4. four\n\n{'_' * 70}\n\n1) one\n\n2) two\n\n   more\n"
    )


def test_headings_of_a_body_are_below_the_title() -> None:
    text = "# One\n\nTwo\n===\n\n###### Six\n\nBroken\\\nline\n---"
    said = write(blocks(text, base=BASE))
    assert said == "## One\n\n## Two\n\n#### Six\n\n## Broken line\n"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[a](/topics/x/)", "[a](https://help.example.com/topics/x/)"),
        ("[a](#step-2)", f"[a]({BASE}#step-2)"),
        ("[a](../there/)", "[a](https://help.example.com/questions/there/)"),
        ("[a](//other.example/)", "[a](https://other.example/)"),
        ("[a](https://other.example/ 'b')", '[a](https://other.example/ "b")'),
        ("<https://other.example/>", "<https://other.example/>"),
        ("<me@other.example>", "<me@other.example>"),
        ("[a](tel:+123)", "[a](tel:+123)"),
        ("[**a**](ftp://other.example/) b", "**a** b"),
        ("[a]\n\n[a]: /x/", "[a](https://help.example.com/x/)"),
    ],
)
def test_links_are_absolute_or_removed(text: str, said: str) -> None:
    assert write(blocks(text, base=BASE)).strip() == said


def test_table_stays_a_table() -> None:
    text = "| a | b |\n|---|:-:|\n| `x\\|y` | ~~z~~ \\| |\n"
    said = write(blocks(text, base=BASE))
    assert said == "| a | b |\n| --- | --- |\n| `x\\|y` | ~~z~~ \\| |\n"
    assert plain(render(said)) == plain(render(text))


def test_bare_link_shows_its_address() -> None:
    assert write(paragraph(bare_link(BASE))) == f"<{BASE}>\n"


def test_blocks_keep_images_of_the_site_and_alternative_texts_of_others() -> None:
    address = f"/media/{'0a' * 32}.webp"
    text = f"![The **Jobs** [menu]]({address})\n\n![Elsewhere](https://example.com/a.png)\n\n![]({address})"
    said = write(blocks(text, base="https://help.example.com/questions/x/"))
    assert said == f"![The Jobs \\[menu\\]](https://help.example.com{address})\n\nElsewhere\n"


def test_labels_and_callouts_stay_what_they_are_in_our_own_markdown() -> None:
    """Pages that are imported are written from such pieces."""
    text = "Open [[Jobs › Mine]] or [[Save]].\n\n> [!TIP]\n> Do.\n"
    assert write(parse(text)) == text
    assert write(parse("**Jobs > Mine**")) == "[[Jobs › Mine]]\n"
