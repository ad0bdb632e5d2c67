"""search(): filters by topic and audience, and what their counts promise."""

import pytest

from faq.models import Question
from faq.search import search
from faq.search.index.outbox import drain
from tests.factories import NOW, make_audience, make_question, make_topic
from tests.faq.search.results import counts, make_shelves, slugs


@pytest.mark.usefixtures("answered_by")
def test_search_with_a_topic_only_leaves_out_the_others() -> None:
    make_shelves()
    everything = slugs("refund")
    in_safety = set(Question.objects.filter(topic__slug="safety").values_list("slug", flat=True))
    assert len(everything) == 22
    assert slugs("refund", topic="safety") == [slug for slug in everything if slug in in_safety]


@pytest.mark.usefixtures("answered_by")
def test_search_with_a_topic_that_is_not_there_finds_nothing() -> None:
    make_shelves()
    page = search("refund", topic="nowhere", now=NOW)
    assert (page.hits, page.total, page.topic) == ((), 0, None)
    assert counts(page) == {"money": 13, "safety": 9}


@pytest.mark.usefixtures("answered_by")
def test_search_counts_what_its_pages_hold() -> None:
    money, _ = make_shelves()
    page = search("refund", now=NOW)
    assert (page.total, page.page_count, len(slugs("refund"))) == (22, 3, 22)
    assert counts(page) == {"money": 13, "safety": 9}
    assert [each.topic.slug for each in page.topic_facets] == ["money", "safety"]
    narrowed = search("refund", topic="money", now=NOW)
    assert (narrowed.total, len(slugs("refund", topic="money"))) == (13, 13)
    assert (narrowed.topic, counts(narrowed)) == (money, counts(page))


def make_audiences() -> None:
    """Three questions on walruses: for keepers, for keepers and vets, and for everyone."""
    vets, keepers = (
        make_audience(slug="vets", position=2),
        make_audience(slug="keepers", position=1),
    )
    zoo, sea = make_topic(slug="zoo"), make_topic(slug="sea")
    make_question(topic=zoo, slug="feed", title="Feed a walrus").audiences.set([keepers])
    make_question(topic=zoo, slug="cure", title="Cure a walrus").audiences.set([keepers, vets])
    make_question(topic=sea, slug="meet", title="Meet a walrus")
    drain()


@pytest.mark.usefixtures("answered_by")
def test_filter_by_audience_keeps_what_is_for_them_and_what_is_for_everyone() -> None:
    make_audiences()
    everything = search("walrus", now=NOW)
    assert everything.total == 3
    counted = [(each.audience.slug, each.count) for each in everything.audience_facets]
    assert counted == [("keepers", 3), ("vets", 2)]
    for slug, count in counted:
        page = search("walrus", audience=slug, now=NOW)
        assert page.audience is not None
        assert (page.audience.slug, page.total, len(page.hits)) == (slug, count, count)
    left = {hit.question.slug for hit in search("walrus", audience="vets", now=NOW).hits}
    assert left == {"cure", "meet"}


@pytest.mark.usefixtures("answered_by")
def test_counts_of_one_filter_are_within_the_other() -> None:
    make_audiences()
    page = search("walrus", topic="zoo", audience="vets", now=NOW)
    assert [hit.question.slug for hit in page.hits] == ["cure"]
    assert counts(page) == {"zoo": 1, "sea": 1}
    assert [(each.audience.slug, each.count) for each in page.audience_facets] == [
        ("keepers", 2),
        ("vets", 1),
    ]


@pytest.mark.usefixtures("answered_by")
def test_unknown_audience_finds_nothing() -> None:
    make_audiences()
    page = search("walrus", audience="pilots", now=NOW)
    assert (page.total, page.hits, page.audience) == (0, (), None)
