"""Labels and paths through menus in Markdown."""

import pytest

from faq.text.markdown import plain, render, render_inline


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
    "text",
    ["**Jobs ›**", "**› Jobs**", "**Jobs › › My Jobs**", "Jobs › My Jobs", "*Jobs › My Jobs*"],
)
def test_render_leaves_other_bold_text_alone(text: str) -> None:
    assert "span" not in render(text)
