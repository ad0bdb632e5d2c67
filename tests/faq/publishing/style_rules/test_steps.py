"""Style rules for steps: a verb first, one action, few words, bold labels, a caution where needed."""

import pytest

from faq.publishing.style_rules import ERROR, WARNING
from tests.faq.publishing.style_rules.writing import found, written

TITLE = "steps.1.title"


@pytest.mark.parametrize(
    "title",
    [
        "Open **Jobs › My Jobs**",
        "**Choose** one",
        "In **Settings**, choose **Contact Info**",
        "If you see a warning, read it",
        "Do not close the window",
        "Don’t confirm yet",
        "Double-click the file",
        "Enter your name and address",
        "Choose **Save and close**",
        "Choose **Cancel**",
        "Read the terms and conditions",
        "Speak about your circumstances",
    ],
)
def test_step_that_follows_the_rules_has_no_findings(title: str) -> None:
    assert found(written(title)) == []


@pytest.mark.parametrize(
    ("title", "severity", "word"),
    [
        ("The menu is at the top", ERROR, "the"),
        ("You can open it", ERROR, "you"),
        ("Frobnicate it", WARNING, "frobnicate"),
        ("Settings", WARNING, "settings"),
        ("In the menu", WARNING, "in"),
    ],
)
def test_step_begins_with_a_verb(title: str, severity: str, word: str) -> None:
    """Sure of articles and pronouns, unsure of words it does not know."""
    assert found(written(title)) == [("step-verb", severity, TITLE, word)]


@pytest.mark.parametrize(
    ("title", "words"),
    [
        ("Open the menu and then leave it", "and then"),
        ("Open the menu, then leave it", "then"),
        ("Open the menu and choose one", "and choose"),
        ("Open **Menu** and select **One**", "and select"),
        ("Open the menu; leave it", ";"),
        ("Open the menu. Leave it", "Leave it"),
    ],
)
def test_step_with_several_actions_is_a_warning(title: str, words: str) -> None:
    assert found(written(title)) == [("one-action", WARNING, TITLE, words)]


def test_step_has_at_most_25_words() -> None:
    title = "Open " + "the " * 23 + "menu"
    assert found(written(title)) == []
    assert found(written(f"{title} now")) == [("step-length", ERROR, TITLE, "")]


@pytest.mark.parametrize(
    ("title", "label"),
    [
        ("Choose End contract", "End"),
        ("Click on the My Jobs tab", "My Jobs"),
        ("Choose “End contract” below", "End contract"),
        ('Find "options" below', "options"),
    ],
)
def test_labels_that_are_not_bold_are_a_warning(title: str, label: str) -> None:
    assert found(written(title)) == [("bold-labels", WARNING, TITLE, label)]


def test_labels_in_body_and_caution_are_checked() -> None:
    content = written(
        {"title": "Open it", "body": "Then select Pay Nothing."}, body="Choose Peace."
    )
    assert found(content) == [("bold-labels", WARNING, "steps.1.body", "Pay Nothing")]


@pytest.mark.parametrize(
    ("step", "severity", "place", "words"),
    [
        ({"title": "Choose **Delete Profile**"}, WARNING, TITLE, "delete"),
        ({"title": "Withdraw your offer"}, WARNING, TITLE, "withdraw"),
        (
            {"title": "Confirm it", "body": "This cannot be undone."},
            ERROR,
            TITLE,
            "cannot be undone",
        ),
        ({"title": "Confirm it", "body": "It goes *permanently*."}, ERROR, TITLE, "permanently"),
    ],
)
def test_irreversible_step_needs_a_caution(
    step: dict[str, str], severity: str, place: str, words: str
) -> None:
    assert found(written(step)) == [("caution", severity, place, words)]
    assert found(written({**step, "caution": "There is no way back."})) == []


def test_caution_of_a_later_step_is_enough_and_of_an_earlier_one_is_not() -> None:
    warned = {"title": "Confirm it", "caution": "There is no way back."}
    assert found(written("Choose **Close my account**", warned)) == []
    assert found(written(warned, "Choose **Close my account**")) == [
        ("caution", WARNING, "steps.2.title", "close")
    ]


@pytest.mark.parametrize("title", ["Close the window", "Cancel the dialog", "Do not delete it"])
def test_reversible_step_needs_no_caution(title: str) -> None:
    assert found(written(title)) == []
