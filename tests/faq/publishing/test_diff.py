"""The differences between two versions, as editors see them."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from faq.publishing.content_snapshot import ContentSnapshot, blank
from faq.publishing.diff import Budget, compare, differences

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
        ("Removed step 4", "[d]", ""),
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


def test_compare_of_repeated_words_marks_what_the_budget_does_not_allow() -> None:
    """Check 9: these two took three minutes."""
    before, after = "Begin.\n" + "a\nb\n" * 750 + "End.", "Begin.\n" + "a\n" * 1_500 + "End."
    budget = Budget()
    left, right = compare(before, after, budget)
    assert ("".join(p.text for p in left), "".join(p.text for p in right)) == (before, after)
    assert budget.refused
    assert {(side[0].is_marked, side[-1].is_marked) for side in (left, right)} == {(False, False)}


def test_differences_say_that_a_text_was_compared_only_in_part() -> None:
    old = content(body="a b " * 5_000, steps=[step("s", "Open it", body="One.")])
    new = content(body="b c " * 5_000, steps=[step("s", "Open it", body="Two.")])
    assert [(each.place, each.is_coarse) for each in differences(old, new)] == [
        ("Body", True),
        ("Step 1: body", False),
    ]


def test_comparisons_of_a_page_share_a_budget() -> None:
    old, new = content(body="One. Two."), content(body="Two. Three.")
    spent = Budget(steps=0)
    (difference,) = differences(old, new, spent)
    assert (difference.is_coarse, _marked(difference.before)) == (True, "[One. Two.]")
    (difference,) = differences(old, new)
    assert (difference.is_coarse, _marked(difference.before)) == (False, "[One. ]Two.")


def test_the_longest_texts_are_compared_by_word() -> None:
    words = [f"w{number % 700}" for number in range(4_000)]
    old, new = " ".join(words), " ".join([*words[:2_000], "x", *words[2_001:], "y"])
    (difference,) = differences(content(body=old), content(body=new))
    assert not difference.is_coarse
    assert [p.text for p in difference.before if p.is_marked] == ["w600"]
    assert [p.text for p in difference.after if p.is_marked] == ["x", " y"]


@given(st.permutations(range(8)))
def test_as_few_steps_as_possible_count_as_moved(order: list[int]) -> None:
    old = content(steps=[step(str(place)) for place in range(8)])
    new = content(steps=[step(str(place)) for place in order])
    ends: list[int] = []
    for at, place in enumerate(order):
        ends.append(1 + max((ends[n] for n in range(at) if order[n] < place), default=0))
    assert len(differences(old, new)) == 8 - max(ends)
