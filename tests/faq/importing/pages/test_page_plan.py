"""Plans of messy pages, which lose nothing of the page."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from faq.importing.pages import PageError, PagePlan, PageSource, create_drafts, plan_page
from faq.importing.pages.drafts import Draft
from faq.importing.pages.source import Format
from faq.models import Question
from faq.text.words import folded_words
from tests.factories import NOW, make_draft, make_question
from tests.faq.importing.pages.messy import HTML, PAGE, PAGES

pytestmark = pytest.mark.django_db


def planned(text: str, format: Format | None = None) -> PagePlan:
    return plan_page(PageSource.from_text(text, format=format))


def steps(draft: Draft) -> list[str]:
    return [step.title.text for step in draft.steps]


def test_plan_of_a_messy_page() -> None:
    made = planned(PAGE)
    assert [
        (
            d.title.text,
            [p.text for p in d.phrasings],
            d.summary and d.summary.text,
            d.body_text,
            steps(d),
        )
        for d in made.drafts
    ] == [
        (
            "How do I give up my berth at the harbour?",
            ["How can I give back my berth?", "give up your berth"],
            *(None, ""),
            [
                "Go to [[Settings › Berths]]",
                "Click the [[Give up]] link",
                "If nothing is owed, click the button to confirm",
            ],
        ),
        (
            "How do I move to another berth?",
            *([], None, ""),
            ["Look at the plan", "Ask the warden_in_charge"],
        ),
        (
            "Can I stay overnight?",
            *([], None),
            "This opens the side menu.\n\nImportant: two nights at most.",
            ["From there, select [[Guests]]", "Click on [[Add guest]]"],
        ),
        (
            "Is the harbour open?",
            [],
            "Yes, it is open all year.",
            "However, the office is closed in January.",
            [],
        ),
    ]
    assert [(leftover.text, leftover.reason) for leftover in made.leftovers] == [
        ("DON\\'T MISS:\u00a0 How do you paint a hull?", "an advertisement for another article"),
        ("3. 12 Reasons To Love Wood (And Varnish)", "an advertisement for another article"),
        ("Click on Add guest.", "a repeated sentence"),
        ("Related:", "an advertisement for another article"),
        ("- Where do I buy rope?", "an advertisement for another article"),
        ("- Harbours of the world", "an advertisement for another article"),
    ]


def test_plan_has_doubts() -> None:
    doubts = {draft.title.text: draft.doubts for draft in planned(PAGE).drafts}
    assert doubts == {
        "How do I give up my berth at the harbour?": [
            "The answer belonged to two questions. One became the title, the other a phrasing.",
            "A list item contained several actions. Each is now a step.",
            "There is no summary. Write the answer in one sentence.",
        ],
        "How do I move to another berth?": [
            "The page leaves something out at “…”. Check what is missing.",
            "There is no summary. Write the answer in one sentence.",
        ],
        "Can I stay overnight?": [
            "A sentence was repeated. The draft contains it once.",
            "The steps were taken from continuous text. Check that they are complete and in order.",
            "The answer refers to an earlier text that is missing.",
            "There is no summary. Write the answer in one sentence.",
        ],
        "Is the harbour open?": [],
    }


def test_pieces_have_the_positions_of_their_text() -> None:
    (draft,) = planned("How do I row?\n\nWith oars. They float.\n\n1. Sit down.\n2. Pull.").drafts
    text = "How do I row?\n\nWith oars. They float.\n\n1. Sit down.\n2. Pull."
    assert [(name, text[piece.start : piece.end].strip()) for name, piece in draft.pieces()] == [
        ("title", "How do I row?"),
        ("summary", "With oars."),
        ("body", "They float."),
        ("step 1", "1. Sit down."),
        ("step 2", "2. Pull."),
    ]


def uncovered(made: PagePlan) -> str:
    """What of a page is in no draft and not left over."""
    left = list(made.text)
    spans = [(piece.start, piece.end) for draft in made.drafts for _, piece in draft.pieces()]
    spans += [(leftover.start, leftover.end) for leftover in made.leftovers]
    for start, end in spans:
        left[start:end] = " " * (end - start)
    return "".join(left).strip()


def lost_words(made: PagePlan) -> set[str]:
    """Words of the page that neither its drafts nor what is left over have."""
    kept = [piece.text for draft in made.drafts for _, piece in draft.pieces()]
    kept += [leftover.text for leftover in made.leftovers]
    return words(made.text) - words(" ".join(kept))


def words(text: str) -> set[str]:
    return {word for word in folded_words(re.sub(r"[*_`\\]", " ", text)) if word.startswith("w")}


@given(PAGES, st.sampled_from(["text", "markdown"]))
def test_nothing_is_lost(text: str, format: Format) -> None:
    try:
        made = planned(text, format)
    except PageError:
        assert not re.search(r"\w", text)
        return
    assert uncovered(made) == ""
    assert lost_words(made) == set()


@given(HTML)
def test_nothing_of_html_is_lost(text: str) -> None:
    made = planned(f"<p></p>{text}", "html")
    assert uncovered(made) == ""
    assert lost_words(made) == set()
    assert {
        word for word in words(re.sub(r"<[^>]*>", " ", text)) if word not in words(made.text)
    } == set()


@settings(max_examples=15)
@given(PAGES, st.sampled_from([("text", ""), ("markdown", "# ")]))
def test_drafts_fit_into_the_fields(text: str, format: tuple[Format, str]) -> None:
    # Examples share one database, and what is there already is not made again.
    Question.objects.all().delete()
    name, heading = format
    made = planned(f"{heading}How do I test?\n\nBy doing it.\n\n{text}", name)
    questions = create_drafts(made, topic=None, by=None, at=NOW).questions
    assert len(questions) == len(made.drafts) >= 1
    for question in questions:
        question.full_clean()
        for step in question.steps.all():
            step.full_clean(exclude=["title_html", "body_html", "caution_html"])
        for phrasing in question.phrasings.all():
            phrasing.full_clean()


@pytest.mark.parametrize("format", ["text", "markdown", "html"])
def test_near_duplicates_of_any_status_are_named(format: Format) -> None:
    make_draft(title="How do I cancel a trip?")
    make_question(title="Prices?", phrasings=["can I end my trip"])
    make_question(title="How do I row?")
    said = {
        "text": "How can I cancel my trip?\n\nAsk.",
        "markdown": "# How can I cancel my trip?\n\nAsk.",
    }
    text = said.get(format, "<h2>How can I cancel my trip?</h2><p>Ask.</p>")
    (draft,) = planned(text, format).drafts
    assert [(other.title, other.status) for other in draft.near_duplicates] == [
        ("How do I cancel a trip?", "Draft"),
        ("Prices?", "Published"),
    ]


def test_near_duplicates_are_found_among_many_questions(few_parameters) -> None:
    for number in range(25):
        make_draft(title=f"Prices of {number}?", slug=f"prices-{number}")
    make_question(title="How do I row?", phrasings=["can I end my trip"])
    with few_parameters():
        (draft,) = planned("How can I cancel my trip?\n\nAsk.").drafts
    assert [other.title for other in draft.near_duplicates] == ["How do I row?"]


def test_near_duplicates_within_the_page_are_named() -> None:
    text = "How do I delete my account?\n\nAsk.\n\nCan I delete the account?\n\nYes.\n\nIs it free?\n\nNo."
    likes = [[other.title for other in draft.near_duplicates] for draft in planned(text).drafts]
    assert likes == [["Can I delete the account?"], ["How do I delete my account?"], []]


def test_page_without_questions_is_left_over() -> None:
    made = planned("We sail at noon, and come back in the evening. Bring a coat.")
    assert made.drafts == []
    assert [leftover.text for leftover in made.leftovers] == [made.text]
    assert made.notes == [
        "The page contains no question. Mark each question as a heading, or end it with a question mark."
    ]


def test_too_many_questions_are_rejected() -> None:
    text = "".join(f"# How do I tie knot {n}?\n\nTie it.\n\n" for n in range(501))
    with pytest.raises(
        PageError, match=r"^The page has 501 questions. An import reads at most 500"
    ):
        planned(text)
