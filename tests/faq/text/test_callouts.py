"""Notes, tips and warnings in Markdown."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from faq.text.markdown import plain, render
from tests.faq.text.rendered import dangers


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
    html = render("> [!TIP]\n> - a", names={"tip": "<Tipp>"})
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
