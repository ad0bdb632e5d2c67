"""How synonyms are normalised and validated."""

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from faq.models import Synonym
from faq.models.synonym import MAX_LENGTH, MAX_MEMBERS, MAX_WORDS, members, validate_members
from faq.text.words import unsplit_words
from tests.factories import make_synonym


def problems(words: str = "bill, invoice", means: str = "") -> dict[str, list[str]]:
    """Validation errors of a row, by field."""
    try:
        Synonym(words=words, means=means).full_clean()
    except ValidationError as error:
        return error.message_dict
    return {}


def test_str_shows_the_direction() -> None:
    assert str(Synonym(words="bill, invoice")) == "bill, invoice"
    assert str(Synonym(words="scam", means="report, fraud")) == "scam → report, fraud"


TYPED = " Bill ,, \u200binvoice\t,  send   me\na bill,"
KEPT = "Bill, invoice, send me a bill"


@pytest.mark.django_db
def test_line_is_normalised_by_every_kind_of_write() -> None:
    Synonym.objects.create(words=TYPED, means=TYPED)
    assert Synonym.objects.values_list("words", "means").get() == (KEPT, KEPT)
    assert Synonym.objects.get_by_natural_key(TYPED) == Synonym.objects.get(words=KEPT)
    Synonym.objects.update(words="a ,b", means="c ,")
    Synonym.objects.bulk_create([Synonym(words="d ,e")])
    assert set(Synonym.objects.values_list("words", "means")) == {("a, b", "c"), ("d, e", "")}


@pytest.mark.django_db
def test_lines_that_differ_only_in_spaces_are_equal() -> None:
    make_synonym("bill, invoice")
    assert problems(" bill,invoice") == {
        "__all__": ["These words already have an entry. Change that one."]
    }


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("words", "means", "said"),
    [
        ("bill, invoice", "", {}),
        ("bill", "invoice", {}),
        (", ".join("abcdefghijkl"), "", {}),
        ("pay by card, can't pay, sign-in page now", "", {}),
        ("", "bill", {"words": ["This field cannot be blank."]}),
        (" ,, ", "bill", {"words": ["This field cannot be blank."]}),
        (
            "bill",
            "",
            {
                "__all__": [
                    "A word needs a synonym. Add another word, or fill in what it should also find."
                ]
            },
        ),
        (
            "bill, !?, …",
            "",
            {
                "words": [
                    "“!?” has no letters or digits to search for.",
                    "“…” has no letters or digits to search for.",
                ]
            },
        ),
        (
            "bill",
            "a piece of paper",
            {"means": ["“a piece of paper” has 4 words; use at most 3."]},
        ),
        (
            "x" * (MAX_LENGTH + 1),
            "y",
            {"words": ["Ensure this value has at most 300 characters (it has 301)."]},
        ),
    ],
)
def test_invalid_row_gets_a_helpful_message(
    words: str, means: str, said: dict[str, list[str]]
) -> None:
    assert problems(words, means) == said


@pytest.mark.django_db
def test_row_with_too_many_members_is_refused() -> None:
    (said,) = problems(", ".join("abcdefghijklm"))["words"]
    assert said.startswith("You gave 13; use at most 12.")


@given(st.text(max_size=60) | st.text(alphabet="a-' ,!é", max_size=60))
def test_members_of_any_text_are_normalised(text: str) -> None:
    found = members(text)
    assert all(each == each.strip() != "" and "," not in each for each in found)
    assert members(", ".join(found)) == found


@given(st.lists(st.text(alphabet="ab-'!. é", max_size=20), max_size=14).map(",".join))
def test_line_is_accepted_exactly_if_every_member_can_be_searched(line: str) -> None:
    counts = [len(unsplit_words(member)) for member in members(line)]
    try:
        validate_members(line)
    except ValidationError:
        accepted = False
    else:
        accepted = True
    assert accepted is (
        len(counts) <= MAX_MEMBERS and all(1 <= count <= MAX_WORDS for count in counts)
    )
