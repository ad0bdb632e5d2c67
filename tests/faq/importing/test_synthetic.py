"""Help centers of any size."""

import json
from itertools import islice
from pathlib import Path

import pytest

from faq.importing.synthetic import TOPICS, Article, fixture, from_corpora, from_words


def test_from_words_gives_the_same_for_the_same_seed() -> None:
    first, again, other = (list(islice(from_words(seed), 20)) for seed in (1, 1, 2))
    assert first == again
    assert first != other


def test_from_corpora_begins_anew_at_the_end(tmp_path: Path) -> None:
    corpus = tmp_path / "docs.jsonl"
    rows = [{"title": "One?", "body": "Yes.", "steps": ["Do"], "topic": "It"}, {"title": "Two?"}]
    corpus.write_text("\n".join(map(json.dumps, rows)))
    one, two = Article("It", "One?", "Yes.", ["Do"]), Article("General", "Two?", "", [])
    assert list(islice(from_corpora([corpus]), 3)) == [one, two, one]


def test_from_corpora_without_articles_says_so(tmp_path: Path) -> None:
    (tmp_path / "docs.jsonl").write_text("")
    with pytest.raises(ValueError, match="hold no articles"):
        from_corpora([tmp_path / "docs.jsonl"])


def test_fixture_has_as_many_questions_as_asked_and_few_topics() -> None:
    objects = list(fixture(from_words(1), 100))
    models = [each["model"] for each in objects]
    assert models.count("faq.question") == 100
    assert 1 < models.count("faq.topic") <= TOPICS
