"""Names with signs, codes, numbers and phone numbers are found however they are typed."""

from pathlib import Path

import pytest

from faq.search.evaluation.temporary_index import PlainQuestion, temporary_index

NAMES = Path(__file__).parent / "names"
SETS = sorted(path.name.removesuffix(".questions.tsv") for path in NAMES.glob("*.questions.tsv"))
# Two questions are about Disney+, and two titles have “controller”, which has the stem of “control”.
UNDECIDED = {"disney", "disney plus", "control z"}


def rows(name: str) -> list[list[str]]:
    return [line.split("\t") for line in (NAMES / name).read_text("utf-8").splitlines()]


@pytest.mark.parametrize("name", SETS)
def test_names_codes_and_numbers_are_found_in_any_form(name: str) -> None:
    """The right question is first and an answer, and nothing is corrected."""
    slugs: dict[int, str] = {}
    questions: list[PlainQuestion] = []
    for pk, (slug, title, summary) in enumerate(rows(f"{name}.questions.tsv"), start=1):
        slugs[pk] = slug
        questions.append(PlainQuestion(pk, "General", title, summary))
    failed: list[str] = []
    with temporary_index(questions) as index:
        for text, wanted in rows(f"{name}.queries.tsv"):
            found = index.find(text)
            first = [slugs[pk] for pk in found.pks[: 3 if text in UNDECIDED else 1]]
            if wanted not in first or not found.is_confident or found.corrected:
                failed.append(f"{text}: {first}, {found.corrected}, {found.is_confident}")
    assert failed == []
    assert len(questions) > 20
