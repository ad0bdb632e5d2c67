"""Where the sentences of a text begin and end."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from faq.text.sentences import SENTENCE_BREAK, sentence_starts, split_sentences


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("", []),
        ("One", ["One"]),
        ("One. Two! Three?", ["One.", "Two!", "Three?"]),
        ("He said “Stop.” Then he left.", ["He said “Stop.”", "Then he left."]),
        ("Ask Dr. Who. He knows.", ["Ask Dr. Who.", "He knows."]),
        ("It is 3.5 m, i.e. Long.", ["It is 3.5 m, i.e. Long."]),
        ("In Nr. 5 wait max. 3 min. Then go.", ["In Nr. 5 wait max. 3 min.", "Then go."]),
        ("The Co., Ltd. Rows. (Vs. Others.)", ["The Co., Ltd. Rows.", "(Vs. Others.)"]),
        ("One. élan. Ça va. 好。 Good.", ["One. élan.", "Ça va.", "好。 Good."]),
        ("Click the (…) Menu… Done.", ["Click the (…) Menu…", "Done."]),
        ("one. two", ["one. two"]),
        ("… ! ?", []),
    ],
)
def test_split_sentences(text: str, parts: list[str]) -> None:
    assert split_sentences(text) == parts


@given(st.text(max_size=300))
def test_split_sentences_loses_no_word(text: str) -> None:
    assert "".join(re.findall(r"[^\W_]", text)) == "".join(
        re.findall(r"[^\W_]", "".join(split_sentences(text)))
    )


def test_sentence_starts_with_other_breaks() -> None:
    breaks = re.compile(rf"{SENTENCE_BREAK}|\s›\s")
    assert list(sentence_starts("Go on. Wait › stop. no. E.g. Row", breaks)) == [7, 14, 24]
