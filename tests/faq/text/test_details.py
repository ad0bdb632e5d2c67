"""Collapsible details in Markdown."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from faq.text.details import MAX_DEPTH
from faq.text.markdown import parse, plain, render
from faq.text.markdown_writer import blocks, write
from tests.faq.text.rendered import dangers

FOLD = "<details>\n<summary>On a phone</summary>\n<p>Tap.</p>\n</details>"


@pytest.mark.parametrize(
    "text",
    [
        "<details>\n<summary>On a phone</summary>\n\nTap.\n\n</details>",
        "<details>\n<summary>On a phone</summary>\nTap.\n</details>",
        "<details><summary>On a phone</summary>\n\nTap.\n</details>",
        "<DETAILS>\n  <summary><b>On a phone</b></summary>\n\n  Tap.\n</Details>  ",
        "<details>\n\n<summary> On  a <em>phone</em> </summary>\n\nTap.\n</details>",
    ],
)
def test_details_are_written_as_on_github(text: str) -> None:
    assert render(text) == FOLD
    assert plain(render(text)) == "On a phone\nTap."


def test_details_hold_any_blocks_and_stand_in_any_block() -> None:
    text = "- one\n\n  <details>\n  <summary>[[Save]]</summary>\n\n  1. *a*\n  </details>\n- two\n\nEnd"
    assert render(text) == (
        "<ul>\n<li>\n<p>one</p>\n<details>\n"
        '<summary><span class="path"><strong>Save</strong></span></summary>\n'
        "<ol>\n<li><em>a</em></li>\n</ol>\n</details>\n</li>\n<li>\n<p>two</p>\n</li>\n</ul>\n<p>End</p>"
    )


@pytest.mark.parametrize("block", ["- a", "| a |\n|---|\n| b |", "> a", "a", "```\na\n```"])
def test_end_of_details_ends_the_block_before_it(block: str) -> None:
    """As on GitHub, where people leave no empty line before it."""
    html = render(f"<details>\n<summary>x</summary>\n\n{block}\n</details>\nafter")
    assert html.endswith("</details>\n<p>after</p>")
    assert "&lt;" not in html


def test_details_can_be_open_and_have_no_summary() -> None:
    assert render("<details open>\na\n</details>", names={"details": "<Mehr>"}) == (
        '<details open="">\n<summary>&lt;Mehr&gt;</summary>\n<p>a</p>\n</details>'
    )


@pytest.mark.parametrize(
    "text",
    [
        "<details>\na",
        "a\n</details>",
        "<summary>a</summary>",
        "> <details>\n\n</details>",
        "<details class=x>\na\n</details>",
        "a <details>\n\na</details>",
        "`<details>`",
        "    <details>\n\n    </details>",
    ],
)
def test_what_has_no_beginning_or_end_stays_text(text: str) -> None:
    html = render(text)
    assert "<details" not in html
    assert "<summary" not in html
    assert plain(html).split() == text.strip("`").replace("> ", "").split()


def test_details_are_not_nested_deeper_than_anybody_reads() -> None:
    html = render("<details>\n" * 9 + "</details>\n" * 9)
    assert html.count("<details>") == MAX_DEPTH


@given(
    st.lists(
        st.sampled_from(
            ["<details>\n", "</details>\n", "<summary>s</summary>\n", "\n", "> ", "- ", "  ", "a\n"]
        )
    ).map("".join)
)
def test_any_marks_give_balanced_elements_and_lose_no_word(text: str) -> None:
    html = render(text)
    assert dangers(html) == []
    assert plain(html).count("a") >= text.count("a\n")
    assert plain(render(write(parse(text)))).split() == plain(html).split()


def test_documents_for_others_show_what_details_hide() -> None:
    """HTML is for browsers, and nothing folds on paper."""
    text = "<details>\n<summary>On a phone</summary>\n\n- Tap.\n</details>\n\nEnd"
    said = write(blocks(text, base="https://help.example.com/"))
    assert said == "**On a phone**\n\n- Tap.\n\nEnd\n"
    assert write(parse(text)) == text.replace("Tap.\n", "Tap.\n\n") + "\n"
