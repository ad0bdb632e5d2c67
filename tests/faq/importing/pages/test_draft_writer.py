"""Drafts with their summary, body and steps."""

import pytest

from faq.importing.pages import Draft, PagePlan, PageSource, draft_writer, plan_page
from faq.importing.pages.drafts import join_pieces

pytestmark = pytest.mark.django_db


def planned(answer: str) -> tuple[Draft, PagePlan]:
    made = plan_page(PageSource.from_text(f"## How do I end a trip?\n\n{answer}"))
    (draft,) = made.drafts
    return draft, made


def steps(draft: Draft) -> list[tuple[str, str, str]]:
    return [(s.title.text, join_pieces(s.body), join_pieces(s.caution)) for s in draft.steps]


def test_first_statement_is_the_summary_and_the_rest_the_body() -> None:
    draft, _ = planned("You end it. It is *quick*.\n\n### Late\n\n- one\n- two\n\n`code`")
    assert draft.summary
    assert draft.summary.text == "You end it."
    assert draft.body_text == "It is *quick*.\n\n### Late\n\n- one\n- two\n\n`code`"


def test_step_has_a_title_a_body_and_a_caution() -> None:
    draft, _ = planned(
        "1. Click End. It is red. Warning: no way back. None at all.\n   - really\n2. Wait."
    )
    assert steps(draft) == [
        ("Click [[End]]", "It is red.\n\n- really", "Warning: no way back. None at all."),
        ("Wait", "", ""),
    ]


def test_list_of_instructions_without_numbers_is_steps() -> None:
    assert [title for title, *_ in steps(planned("- Open it\n- Click it")[0])] == [
        "Open it",
        "Click it",
    ]
    assert steps(planned("- red\n- green")[0]) == []


def test_list_interrupted_by_a_remark_is_one_list() -> None:
    draft, _ = planned("1. Open it.\n\nA window appears.\n\n2. Close it.")
    assert [title for title, *_ in steps(draft)] == ["Open it", "Close it"]


def test_second_list_stays_in_the_body_with_a_doubt() -> None:
    draft, _ = planned("1. Open it.\n2. End it.\n\nOn a phone:\n\n1. Tap it.\n2. Hold it.")
    assert [title for title, *_ in steps(draft)] == ["Open it", "End it"]
    assert draft.body_text == "On a phone:\n\n1. Tap it.\n2. Hold it."
    assert (
        "The body contains a second list of steps. It may need a question of its own."
        in draft.doubts
    )


def test_items_that_are_all_numbered_one_are_one_list() -> None:
    draft, _ = planned("1. Open it.\n1. End it.\n1. Close it.")
    assert len(draft.steps) == 3


def test_number_in_a_sentence_stays() -> None:
    text = "How do I wait?\n\n1. 1 – Sit.\n2. 24 – 48 hours later, stand.\n3. 3 times, turn."
    (draft,) = plan_page(PageSource.from_text(text, format="text")).drafts
    assert [s.title.text for s in draft.steps] == [
        "Sit",
        "24 – 48 hours later, stand",
        "3 times, turn",
    ]


def test_introduction_is_a_phrasing_or_left_over() -> None:
    draft, made = planned(
        "To stop your trip early:\n\nFollow these steps:\n\n1. Open it.\n2. End it."
    )
    assert [piece.text for piece in draft.phrasings] == ["stop your trip early"]
    assert [(each.text, each.reason) for each in made.leftovers] == [
        ("Follow these steps:", "it only introduces the next text")
    ]


def test_text_beyond_the_maximum_is_left_over_with_a_doubt() -> None:
    draft, made = planned("\n\n".join(f"Number {n} is {'long ' * 90}." for n in range(60)))
    assert 15_000 < len(draft.body_text) <= 20_000
    assert "The answer is too long for the body. The rest is left over." in draft.doubts
    assert {each.reason for each in made.leftovers} == {"the body would be too long with it"}


def test_long_step_and_long_title_keep_their_full_text() -> None:
    long = "Open it " + "and then some " * 30 + "now."
    draft, _ = planned(f"1. {long}\n2. End it.")
    assert draft.steps[0].title.text.endswith("…")
    assert join_pieces(draft.steps[0].body) == long
    made = plan_page(PageSource.from_text(f"## How do I {'very ' * 50}well?\n\nSo it is."))
    assert len(made.drafts[0].title.text) <= 200
    assert made.drafts[0].body_text.startswith(f"How do I {'very ' * 50}well?")


def test_each_introduction_is_folded_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Check 9: it is not compared with every phrasing before it."""
    folded: list[str] = []

    def fold(text: str) -> str:
        folded.append(text)
        return text

    monkeypatch.setattr(draft_writer, "_folded", fold)
    draft, _ = planned("".join(f"Another way {number}:\n\n" for number in range(50)) + "It is so.")
    assert len(draft.phrasings) == 50
    assert len(folded) == 51


def test_heading_that_is_longer_than_a_body_is_left_over() -> None:
    made = plan_page(PageSource.from_text(f"## How do I {'very ' * 5_000}well?\n\nSo it is."))
    assert made.drafts[0].body_text == "So it is."
    assert made.drafts[0].title.text.endswith("very…")
    assert [each.reason for each in made.leftovers] == ["the body would be too long with it"]
