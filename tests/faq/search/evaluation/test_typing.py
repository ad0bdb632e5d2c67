"""faq.search.evaluation.typing: suggestions are asked for as a reader types."""

import pytest

from faq.search.evaluation.sets import EvaluationSet, Query
from faq.search.evaluation.temporary_index import PlainQuestion
from faq.search.evaluation.typing import beginnings, evaluate_typing


def test_text_is_cut_at_every_third_letter() -> None:
    assert beginnings("feed it") == ["fee", "feed i"]
    assert beginnings("feed me!!") == ["fee", "feed m"]
    assert beginnings("fee") == ["fee"]


def test_shares_are_those_of_the_answerable_queries() -> None:
    questions = [
        PlainQuestion(1, "Sea", "Feed a walrus"),
        PlainQuestion(2, "Sea", "Wash a penguin"),
    ]
    scores = evaluate_typing(
        EvaluationSet(
            name="sea",
            documents={"walrus": questions[0], "penguin": questions[1]},
            queries=[
                # Right from the beginning.
                Query("1", "walrus fee"),
                # Wrong after three letters, and right after six and nine.
                Query("2", "zoo wash pe"),
                # Wrong, also in the end.
                Query("3", "wash penguin"),
                Query("off topic", "sell a zebra"),
            ],
            judgments={"1": {"walrus": 1}, "2": {"penguin": 1}, "3": {"walrus": 1}},
        )
    )
    assert scores.results == 2 / 3
    assert scores.suggested == scores.suggested_early == 2 / 3
    assert scores.suggested_throughout == pytest.approx((1 + 2 / 3 + 0) / 3)
    assert scores.requests == 3 + 3 + 3
    assert scores.suggest_p50_ms > 0
