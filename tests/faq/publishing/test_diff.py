"""The differences between two versions, as editors see them."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from faq.publishing.content_snapshot import ContentSnapshot, blank
from faq.publishing.diff import compare, differences

TEXTS = st.text(st.sampled_from("ab .,\n\u00e9\u202e<"), max_size=60)


def step(uid: str, title: str = "", **fields: str) -> Any:
    return {"uid": uid, "title": title or uid, "body": "", "caution": "", **fields}


def content(**fields: Any) -> ContentSnapshot:
    said: Any = {"title": "How do I end it?", "summary": "In its menu.", **fields}
    return {**blank(), "topic": "contracts", "slug": "end-it", **said}


def told(old: ContentSnapshot, new: ContentSnapshot) -> list[tuple[str, str, str]]:
    """Place, and both sides with [marks]."""
    return [
        (each.place, _marked(each.before), _marked(each.after)) for each in differences(old, new)
    ]


def _marked(pieces: Any) -> str:
    return "".join(f"[{piece.text}]" if piece.is_marked else piece.text for piece in pieces)


def test_equal_versions_have_no_differences() -> None:
    whole = content(steps=[step("a")], phrasings=["x", "y"])
    assert differences(whole, {**whole, "phrasings": ["y", "x"]}) == []


def test_words_that_differ_are_marked_on_both_sides() -> None:
    assert told(content(), content(summary="In the top menu.", featured=True)) == [
        ("Summary", "In [its] menu.", "In [the top] menu."),
        ("Featured", "[No]", "[Yes]"),
    ]


def test_new_and_removed_texts_are_marked_as_a_whole() -> None:
    assert told(content(body="Both can."), content(phrasings=["stop it"])) == [
        ("Body", "[Both can.]", ""),
        ("Phrasings", "", "[stop it]"),
    ]


def test_steps_are_compared_by_uid() -> None:
    old = [step("a"), step("b"), step("c", caution="Gone for good."), step("d")]
    new = [step("b"), step("c", "C"), step("e"), step("a")]
    assert told(content(steps=old), content(steps=new)) == [
        ("Step 2: what to do", "[c]", "[C]"),
        ("Step 2: caution", "[Gone for good.]", ""),
        ("Step 3", "", "[e]"),
        ("Step 4: place", "[1]", "[4]"),
        ("Step 4 before", "[d]", ""),
    ]


@given(TEXTS, TEXTS)
def test_compare_loses_nothing_and_marks_only_differences(before: str, after: str) -> None:
    left, right = compare(before, after)
    assert ("".join(p.text for p in left), "".join(p.text for p in right)) == (before, after)
    plain = ["".join(p.text for p in side if not p.is_marked) for side in (left, right)]
    assert plain[0] == plain[1]


def test_compare_of_long_texts_goes_by_line() -> None:
    lines = [f"word {number} of a line\n" for number in range(2_000)]
    left, right = compare("".join(lines), "".join([*lines[:-1], "another end\n"]))
    assert [piece.text for piece in left if piece.is_marked] == lines[-1:]
    assert [piece.text for piece in right if piece.is_marked] == ["another end\n"]
