"""Labels among bold words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from faq.text.bold_labels import mark_labels
from faq.text.markdown import plain, render


@pytest.mark.parametrize(
    ("text", "expected", "doubtful"),
    [
        ("Or choose the **Pay half** option.", "Or choose the [[Pay half]] option.", []),
        ("It is in **Jobs > My Jobs**.", "It is in [[Jobs > My Jobs]].", []),
        ("The __Save__ button", "The [[Save]] button", []),
        ("**Hourly** contracts end later", "**Hourly** contracts end later", ["Hourly"]),
        ("This **deletes** all", "This **deletes** all", []),
        ("Open **it**", "Open **it**", []),
        ("**Note:** Choose **Your jobs.**", "**Note:** Choose **Your jobs.**", []),
        ("Open `**Jobs**` or [**Jobs**](/x/)", "Open `**Jobs**` or [**Jobs**](/x/)", []),
        (r"Open \**Jobs**", r"Open \**Jobs**", []),
        ("Open ***Jobs***", "Open ***Jobs***", []),
    ],
)
def test_mark_labels(text: str, expected: str, doubtful: list[str]) -> None:
    marked = mark_labels(text)
    assert (marked.text, marked.doubtful) == (expected, doubtful)
    assert len(marked.labels) == expected.count("[[")


def test_capital_is_enough_in_the_title_of_a_step() -> None:
    assert mark_labels("Use **Hourly** and **never** twice", is_title=True) == (
        "Use [[Hourly]] and **never** twice",
        ["Hourly"],
        [],
    )


@given(
    st.lists(
        st.sampled_from(
            [
                "Open ",
                "**Jobs**",
                "__Mine__",
                "**a › b**",
                "`**A**`",
                " a ",
                "\n",
                "- ",
                "*x*",
                "**B**c",
            ]
        )
    ).map("".join)
)
def test_readers_see_the_same_words(text: str) -> None:
    for is_title in (False, True):
        marked = mark_labels(text, is_title=is_title).text
        assert plain(render(marked)) == plain(render(text))
