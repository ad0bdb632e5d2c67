"""Words of a text, folded to one spelling."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from faq.text.words import Word, find_words, fold, folded_words, marked_words

ANY = st.text(alphabet=st.characters(exclude_categories=()))
# Dense in what joins and ends words, so that the awkward neighbours meet often.
TRICKY = st.text(alphabet="aZ90ßİ™é\u0301\u0345'’´./,&-+#() _ﷺ日")


def words(text: str) -> list[str]:
    return [word.text for word in find_words(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("c++", ["cplusplus", "c", "plus", "plus"]),
        ("C#", ["csharp", "c", "sharp"]),
        (".NET", ["dotnet", "dot", "net"]),
        ("Disney+", ["disneyplus", "disney", "plus"]),
        ("Ctrl+Z", ["ctrlz", "ctrl", "z"]),
        ("+escrow -fee", ["escrow", "fee"]),
        ("office365", ["office365", "office", "365"]),
        ("W-8BEN", ["w8ben", "w", "8", "ben"]),
        ("a1b2c3d4", ["a1b2c3d4"]),
        ("10,000", ["10000"]),
        ("10’000", ["10000"]),
        ("10.000", ["10000", "10", "000"]),
        ("10 000", ["10000", "10", "000"]),
        ("1,234.56", ["123456", "1234", "56"]),
        ("5,000mAh", ["5000mah", "5000", "mah"]),
        ("4111 1111 1111 1111", ["4111111111111111", "4111", "1111", "1111", "1111"]),
        ("9,99", ["999", "9", "99"]),
        ("10 20th", ["10", "20th", "20", "th"]),
        ("+1 (800) 555-0199", ["8005550199", "18005550199", "1", "800", "555", "0199"]),
        ("1-800-555-0199", ["8005550199", "18005550199", "1", "800", "555", "0199"]),
        ("18005550199", ["8005550199", "18005550199"]),
        ("8005550199", ["8005550199"]),
        ("020 7946 0958", ["2079460958", "02079460958", "020", "7946", "0958"]),
        ("2024-01-15", ["20240115", "2024", "01", "15"]),
        ("wi-fi", ["wifi", "wi", "fi"]),
        ("2FA", ["2fa", "2", "fa"]),
        ("24/7", ["247", "24", "7"]),
        ("don't", ["dont"]),
        ("Don’t!", ["dont"]),
        ("client's", ["client"]),
        ("clients’", ["clients"]),
        ("python3.11", ["python311", "python", "3", "11"]),
        ("R&D", ["rd", "r", "d"]),
        ("Café", ["cafe"]),
        ("naïve Ångström", ["naive", "angstrom"]),
        ("re\u0301sume\u0301s", ["resumes"]),
        ("Straße", ["strasse"]),
        ("ﬁle", ["file"]),
        ("Ｆｕｌｌ", ["full"]),
        ("Upwork™", ["upwork"]),
        ("snake_case", ["snakecase", "snake", "case"]),
        ("ansible?", ["ansible"]),
        ("(end) [contract]…", ["end", "contract"]),
        ("日本語", ["日本語"]),
        ("-- … ?! '", []),
        ("", []),
    ],
)
def test_find_words(text: str, found: list[str]) -> None:
    assert words(text) == found


def test_find_words_gives_positions() -> None:
    assert find_words("My Wi-Fi, c++") == [
        Word("my", 0, 2),
        Word("wifi", 3, 8),
        Word("wi", 3, 5, is_part=True),
        Word("fi", 6, 8, is_part=True),
        Word("cplusplus", 10, 13),
        Word("c", 10, 11, is_part=True),
        Word("plus", 10, 13, is_part=True),
        Word("plus", 10, 13, is_part=True),
    ]


@pytest.mark.parametrize("sign", "'’‘‛`´ʼʹ′＇")
def test_find_words_reads_every_apostrophe_as_one(sign: str) -> None:
    assert words(f"don{sign}t client{sign}s") == ["dont", "client"]


@given(ANY | TRICKY)
def test_find_words_gives_valid_positions_in_any_text(text: str) -> None:
    found = find_words(text)
    assert all(0 <= word.start < word.end <= len(text) for word in found)
    assert [word.start for word in found] == sorted(word.start for word in found)
    # A place holds the word that was found there, and at most signs and a possessive beside it.
    for word in found:
        again = words(text[word.start : word.end])
        assert word.text in again


@given(ANY | TRICKY)
def test_find_words_keeps_every_letter_of_any_text(text: str) -> None:
    covered = {place for word in find_words(text) for place in range(word.start, word.end)}
    lost = [text[at] for at in range(len(text)) if at not in covered and text[at].isalnum()]
    assert [char for char in lost if fold(char)] == []


@given(ANY | TRICKY)
def test_fold_is_idempotent_for_any_text(text: str) -> None:
    assert fold(fold(text)) == fold(text)


def test_fold_is_idempotent_for_every_letter() -> None:
    every = [chr(code) for code in range(0x20000)]
    assert [char for char in every if fold(fold(char)) != fold(char)] == []


@given(ANY)
def test_fold_ignores_case_and_composition(text: str) -> None:
    assert fold(unicodedata.normalize("NFC", text)) == fold(text)
    assert fold(unicodedata.normalize("NFD", text)) == fold(text)
    assert fold(text.casefold()) == fold(text)


@pytest.mark.parametrize(
    ("word", "folded"), [("™", "tm"), ("ϓ", "υ"), ("É", "e"), ("Ⅷ", "viii"), ("ſ", "s")]
)
def test_fold_reaches_capitals_in_compatibility_characters(word: str, folded: str) -> None:
    assert fold(word) == folded


@given(TRICKY | ANY | st.builds(str.__mul__, TRICKY, st.integers(1, 9)))
def test_folded_words_are_those_of_find_words(text: str) -> None:
    assert folded_words(text) == words(text)
    assert marked_words(text) == [(word.text, word.is_part) for word in find_words(text)]
