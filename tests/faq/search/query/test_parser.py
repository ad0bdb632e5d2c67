"""What a visitor typed, understood and bounded."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from faq.search.query.analysis import MAX_WORD_CHARACTERS
from faq.search.query.parser import MAX_CHARACTERS, MAX_FORMS, MAX_WORDS, parse
from faq.search.types import ParsedQuery

ANY_TEXT = st.text(alphabet=st.characters(exclude_categories=()), max_size=1000)

CUT_TEXT = "Only the first 200 characters were searched."
CUT_WORDS = "Only the first 16 different words were searched."


def test_parse_gives_folded_words_in_order() -> None:
    assert parse("Ending contracts: how do I end a contract?") == ParsedQuery(
        text="Ending contracts: how do I end a contract?",
        words=("ending", "contracts", "how", "do", "i", "end", "a", "contract"),
    )


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("c++", ("cplusplus", "c", "plus", "plus")),
        ("Wi-Fi", ("wifi", "wi", "fi")),
        ("2FA 24/7", ("2fa", "2", "fa", "247", "24", "7")),
        ("Café", ("cafe",)),
        ("ａｎｓｉｂｌｅ?", ("ansible",)),
    ],
)
def test_parse_keeps_words_with_signs_and_folds_case_and_accents(
    text: str, words: tuple[str, ...]
) -> None:
    assert parse(text).words == words


@pytest.mark.parametrize(
    ("text", "same_as"),
    [
        ('"escrow refund"', "escrow refund"),
        ('"escrow', "escrow"),
        ("escrow AND NOT refund OR", "escrow and not refund or"),
        ("title:escrow", "title escrow"),
        ("escr* r?fund", "escr r fund"),
        ("a*b*c*d", "a b c d"),
        ("[* TO *]", "to"),
        ("/.*.*/", ""),
        ("escrow~2^9", "escrow 2 9"),
        ("+escrow -refund", "escrow refund"),
        ("(" * 100 + "escrow" + ")" * 90, "escrow"),
        ("' OR 1=1; --", "or 1 1"),
        ("{{ escrow }} {% now %}", "escrow now"),
        ("esc\x00row", "escrow"),
        ("escrow\ud800", "escrow"),
        ("\u202eescrow", "escrow"),
        ("🏳️‍🌈 escrow", "escrow"),
    ],
)
def test_parse_gives_no_character_a_meaning(text: str, same_as: str) -> None:
    """Check 52: what other engines read as commands is words, or nothing."""
    assert parse(text).words == parse(same_as).words
    assert parse(text).truncated == ""


def test_parse_keeps_right_to_left_text() -> None:
    assert parse("كيف أنهي العقد").words == ("كيف", "انهي", "العقد")


def test_parse_cuts_after_two_hundred_characters_and_says_so() -> None:
    assert parse("x" * 200) == ParsedQuery(text="x" * 200, words=("x" * 64,))
    query = parse("word " * 39 + "start, and the rest")
    assert query == ParsedQuery(
        text=("word " * 39 + "start")[:200], words=("word",) * 39 + ("start",), truncated=CUT_TEXT
    )


def test_parse_cuts_after_sixteen_different_words_and_says_so() -> None:
    words = [f"w{letter}" for letter in "abcdefghijklmnopq"]
    assert parse(" ".join(words[:16] * 2)) == ParsedQuery(
        text=" ".join(words[:16] * 2), words=tuple(words[:16] * 2)
    )
    assert parse(" ".join(words)) == ParsedQuery(
        text=" ".join(words), words=tuple(words[:16]), truncated=CUT_WORDS
    )


def test_parse_cuts_a_compound_of_many_parts() -> None:
    query = parse("-".join("abcdefghijklmnopqrstuvwxyz"))
    assert query.words == ("abcdefghijklmnopqrstuvwxyz", *"abcdefghijklmno")
    assert query.parts == frozenset(range(1, 16))


def test_parse_compares_only_the_beginning_of_an_endless_word() -> None:
    assert parse("z" * 65).words == parse("z" * 190).words == ("z" * 64,)


def test_parse_says_that_text_after_much_white_space_was_not_looked_at() -> None:
    assert parse(" " * 5_000 + "escrow") == ParsedQuery(text="", words=(), truncated=CUT_TEXT)
    assert parse(" " * 500 + "escrow") == ParsedQuery(text="escrow", words=("escrow",))


@pytest.mark.parametrize(
    "text", ["x" * 100_000, "(" * 2_000, " ".join(f"w{n}" for n in range(10_000)), "\u0301" * 10**6]
)
def test_parse_bounds_what_is_far_too_long(text: str) -> None:
    """Check 51, 52: 100 kB in, at most 200 characters and 16 words out, and 32 with their parts."""
    query = parse(text)
    assert query.truncated == CUT_TEXT
    assert len(query.text) <= MAX_CHARACTERS
    assert len({compound[0] for compound in query.compounds()}) <= MAX_WORDS
    assert len(set(query.words)) <= MAX_FORMS


@given(ANY_TEXT)
def test_parse_stays_within_its_bounds_for_any_text(text: str) -> None:
    query = parse(text)
    assert len(query.text) <= MAX_CHARACTERS
    assert len({compound[0] for compound in query.compounds()}) <= MAX_WORDS
    assert len(set(query.words)) <= MAX_FORMS
    assert [word for compound in query.compounds() for word in compound] == list(query.words)
    assert all(0 < len(word) <= MAX_WORD_CHARACTERS for word in query.words)
    assert query.text == " ".join(query.text.split())
    query.text.encode()


@given(ANY_TEXT)
def test_parse_understands_what_it_shows_as_it_understood_what_was_typed(text: str) -> None:
    query = parse(text)
    again = parse(query.text)
    assert (again.text, again.words) == (query.text, query.words)


@given(
    st.lists(st.sampled_from(["escrow", "refund", "fee", "contract"]), max_size=8),
    st.text("*?()[]{}:^~\"'\\|!", max_size=3),
)
def test_parse_finds_the_same_words_whatever_signs_stand_around_them(
    words: list[str], signs: str
) -> None:
    with_signs = " ".join(f"{signs}{word}{signs}" for word in words)
    assert parse(with_signs).words == parse(" ".join(words)).words
