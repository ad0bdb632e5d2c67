"""Repairs of findings."""

import re
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from faq.publishing import ContentSnapshot
from faq.publishing.style_rules.repairs import Repair, find_repair
from tests.faq.publishing.style_rules.writing import findings, written


def repairs(content: ContentSnapshot) -> list[Repair | None]:
    return [find_repair(finding, content) for finding in findings(content)]


def texts(content: ContentSnapshot) -> list[dict[str, str]]:
    return [repair.texts for repair in repairs(content) if repair]


@pytest.mark.parametrize(
    ("title", "repaired"),
    [
        ("How do I end it", "How do I end it?"),
        ("Can I end it.", "Can I end it?"),
        ("How to end your contract", "How do I end your contract?"),
    ],
)
def test_question_mark_is_added(title: str, repaired: str) -> None:
    content = written(title=title)
    assert texts(content) == [{"title": repaired}]
    assert texts(written(title=repaired)) == []


@pytest.mark.parametrize("title", ["Cancelling your subscription", "What? No.", "", "how to"])
def test_title_that_needs_other_words_has_no_repair(title: str) -> None:
    assert texts(written(title=title)) == []


def test_rest_of_a_summary_moves_into_the_body() -> None:
    content = written(summary="Open it. Then wait. Then pay.", body="More.")
    assert texts(content) == [{"summary": "Open it.", "body": "Then wait. Then pay.\n\nMore."}]


@pytest.mark.parametrize(
    ("title", "repaired"),
    [
        ("Choose End contract", "Choose [[End contract]]"),
        ("Press “Pay now”", "Press [[Pay now]]"),
        ("Open [[Jobs]] or choose Jobs", "Open [[Jobs]] or choose [[Jobs]]"),
    ],
)
def test_label_is_marked(title: str, repaired: str) -> None:
    assert texts(written(title)) == [{"steps.1.title": repaired}]
    assert texts(written(repaired)) == []


def test_label_in_the_body_of_a_step_is_marked() -> None:
    step = {"title": "Open it", "body": "See [Jobs](https://example.com/). Choose Jobs."}
    assert texts(written("Open it", step)) == [
        {"steps.2.body": "See [Jobs](https://example.com/). Choose [[Jobs]]."}
    ]


@pytest.mark.parametrize(
    ("title", "first", "following"),
    [
        ("Open the menu and choose it", "Open the menu", "Choose it"),
        ("Open the menu, and then choose it", "Open the menu", "Choose it"),
        ("Open the menu; choose it", "Open the menu", "Choose it"),
        ("Open the menu, choose it", "Open the menu", "Choose it"),
    ],
)
def test_step_of_two_actions_is_split(title: str, first: str, following: str) -> None:
    (repair,) = repairs(written(title))
    assert repair == ("Split the step", {"steps.1.title": first}, following)


def test_second_sentence_of_a_step_moves_into_its_body() -> None:
    step = {"title": "Open the menu. It is green.", "body": "Wait."}
    assert texts(written(step)) == [
        {"steps.1.title": "Open the menu", "steps.1.body": "It is green.\n\nWait."}
    ]


def test_caution_is_written() -> None:
    assert texts(written("Delete the job")) == [{"steps.1.caution": "You cannot undo this."}]


TITLES = st.lists(
    st.sampled_from(
        [
            "Open",
            "it",
            "and",
            "then",
            "choose",
            "End",
            "“Pay”",
            ";",
            ",",
            ".",
            "[[A]]",
            "**b**",
            "delete",
        ]
    ),
    max_size=9,
).map(" ".join)


def words_of(content: ContentSnapshot, *more: str) -> Counter[str]:
    """The words of a text but for those that only join two actions."""
    (step,) = content["steps"]
    texts = [step["title"], step["body"], content["summary"], content["body"], *more]
    words = re.findall(r"\w+", " ".join(texts).lower())
    return Counter(word for word in words if word not in {"and", "then"})


@given(TITLES, TITLES)
def test_repairs_keep_every_word_and_settle_their_finding(title: str, summary: str) -> None:
    content = written({"title": f"Press {title}"}, summary=summary)
    for finding in findings(content):
        repair = find_repair(finding, content)
        if repair is None:
            continue
        changed = written(
            {
                "title": repair.texts.get("steps.1.title", content["steps"][0]["title"]),
                "body": repair.texts.get("steps.1.body", ""),
                "caution": repair.texts.get("steps.1.caution", ""),
            },
            summary=repair.texts.get("summary", summary),
            body=repair.texts.get("body", ""),
        )
        marks = [each["steps"][0]["title"].count("[[") for each in (content, changed)]
        assert finding not in findings(changed) or marks[0] < marks[1]
        if finding.rule in {"summary", "one-action"}:
            assert words_of(changed, repair.next_step) == words_of(content)
