"""search(): words in quotes."""

import pytest

from faq.search import search
from faq.search.index.outbox import drain
from tests.factories import NOW, make_question
from tests.faq.search.results import slugs


@pytest.mark.usefixtures("answered_by")
def test_words_in_quotes_must_stand_side_by_side() -> None:
    make_question(slug="apart", title="Is the walrus in the house?", summary="The house is blue.")
    make_question(slug="beside", title="Where is the walrus house?")
    drain()
    assert set(slugs("walrus house")) == {"apart", "beside"}
    for text in ('"walrus house"', "where “walrus house”", "«Walrus  House» please"):
        page = search(text, now=NOW)
        assert ([hit.question.slug for hit in page.hits], page.is_verbatim) == (["beside"], True)
    # A quote that is not closed is none.
    assert set(slugs('"walrus house')) == {"apart", "beside"}


@pytest.mark.usefixtures("answered_by")
def test_words_in_quotes_that_nobody_wrote_are_searched_without_the_quotes() -> None:
    make_question(slug="apart", title="Is the walrus in the house?")
    drain()
    page = search('"house walrus"', now=NOW)
    assert ([hit.question.slug for hit in page.hits], page.is_verbatim) == (["apart"], False)
    assert search("house walrus", now=NOW).is_verbatim
    nothing = search('"xylophone quagga"', now=NOW)
    assert (nothing.total, nothing.hits) == (0, ())


@pytest.mark.usefixtures("index")
def test_words_in_quotes_are_not_taken_for_others() -> None:
    make_question(slug="walrus", title="Feed a walrus")
    make_question(slug="fish", title="Buy fish")
    drain()
    page = search('"walrsu"', now=NOW)
    assert ([hit.question.slug for hit in page.hits], page.corrected) == (["walrus"], '"walrus"')
    assert not page.is_verbatim
    page = search('"fish" walrsu', now=NOW)
    assert ([hit.question.slug for hit in page.hits], page.is_verbatim) == (["fish"], True)
