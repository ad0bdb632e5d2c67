"""faq.search.evaluation.temporary_index: a throw-away index that answers as the site does and leaves no trace."""

from pathlib import Path

import pytest

from faq import conf
from faq.models import Question
from faq.search import search
from faq.search.evaluation.temporary_index import PlainQuestion, temporary_index
from faq.search.index import store
from faq.search.index.document import content, prefetch_indexed
from faq.search.index.rebuild import rebuild
from tests.factories import NOW, make_question

KEY = PlainQuestion(1, "Bicycles", "What if I lose the key?", body="Call us.")
HELMET = PlainQuestion(2, "Safety", "Do I need a helmet?", steps=("Open the box",))
BELL = PlainQuestion(3, "Safety", "Where is the bell?", phrasings=("it does not ring",))
ALL = [KEY, HELMET, BELL]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("lost keys", [1]),
        ("call", [1]),
        ("opening boxes", [2]),
        ("ringing", [3]),
        ("bicycle", [1]),
        ("", []),
        ("submarine", []),
    ],
)
def test_question_is_found_by_every_part_of_it(text: str, found: list[int]) -> None:
    # Words that only one of them has.
    with temporary_index(ALL) as index:
        assert index.rank(text) == found


@pytest.mark.parametrize("limit", [1, 7, 10, 15, 25])
def test_rank_gives_as_many_as_were_asked_for(limit: int) -> None:
    many = [PlainQuestion(pk, "Safety", f"Helmet {pk}") for pk in range(1, 21)]
    with temporary_index(many) as index:
        found = index.rank("helmet", limit)
    assert len(found) == len(set(found)) == min(limit, 20)


def test_saved_question_is_found_by_its_new_words_only() -> None:
    with temporary_index(ALL) as index:
        assert index.rank("helmet") == [2]
        index.save(HELMET._replace(title="Do I need lamps?").document())
        assert index.rank("lamp") == [2]
        assert index.rank("helmet") == []


def test_bench_ranks_what_the_site_ranks(sample: None) -> None:
    """The same documents in both: the site's own."""
    questions = prefetch_indexed(Question.objects.published(NOW))
    titles = list(Question.objects.published(NOW).values_list("title", flat=True))
    on_the_site = [[hit.question.pk for hit in search(title, now=NOW).hits] for title in titles]
    with temporary_index(map(content, questions)) as index:
        assert [index.rank(title) for title in titles] == on_the_site
    assert len(titles) == 14


def test_live_index_is_as_it_was(index: Path) -> None:
    question = make_question(title="Do I need a bell?")
    rebuild()
    assert [hit.question for hit in search("bell", now=NOW).hits] == [question]
    before = store.live_folder()
    with temporary_index(ALL) as alone:
        inside = alone.folder
        assert conf.index_path() == str(inside)
        assert alone.rank("bell") == [3]
    assert not inside.exists()
    assert store.live_folder() == before
    assert [hit.question for hit in search("bell", now=NOW).hits] == [question]
