"""Synonyms that editors write, beside the built-in ones."""

import json
from collections.abc import Callable
from urllib.parse import quote

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from faq.models import Synonym
from faq.models.synonym import NEEDS_SYNONYM
from faq.search import search
from faq.search.index import loading
from faq.search.index.rebuild import rebuild
from faq.search.index_engine import IndexEngine
from faq.search.query.parser import parse
from faq.search.query.synonyms import (
    synonyms_of,
    table,
    validate_synonym,
)
from faq.search.ranking.scoring import rank
from tests.factories import NOW, make_question, make_synonym
from tests.faq.search.indexes import make_index
from tests.faq.search.query.synonym_lookup import said, stems
from tests.site import Site


def test_own_synonyms_go_both_ways_within_a_group() -> None:
    own = Synonym(words="walrus, sea cow")
    assert said("walruses", own) == {"sea cow"}
    assert said("a sea cow", own) == {"walrus"}
    assert said("cow sea", own) == said("sea", own) == set()


def test_own_synonyms_go_one_way_where_they_mean_something_else() -> None:
    own = Synonym(words="walrus, narwhal", means="tusk, whale bone")
    assert said("walrus", own) == said("narwhal", own) == {"tusk", "whale bone"}
    assert said("tusk whale bone", own) == set()


def test_own_synonyms_of_one_word_add_up() -> None:
    own = [Synonym(words="walrus, seal"), Synonym(words="Walruses", means="tusk")]
    assert said("walrus", *own) == {"seal", "tusk"}


def test_own_synonyms_that_point_at_each_other_are_followed_once() -> None:
    """A loop has no end to run to: a search looks at what was typed, and at nothing found by it."""
    own = [
        Synonym(words="walrus", means="seal"),
        Synonym(words="seal", means="walrus"),
        Synonym(words="seal, otter"),
    ]
    assert said("walrus", *own) == {"seal"}
    assert said("seal", *own) == {"walrus", "otter"}


def test_own_synonyms_with_a_hyphen_are_known_in_both_spellings() -> None:
    own = Synonym(words="tusk-bearer, walrus")
    assert said("tusk-bearer", own) == said("tusk bearer", own) == {"walrus"}
    assert said("walrus", own) == {"tuskbear", "tusk bearer"}


def test_own_synonyms_stand_beside_the_built_in_ones_and_take_no_weight_from_them() -> None:
    before = synonyms_of(["refund"], table())
    own, *others = synonyms_of(["refund"], table([Synonym(words="refund", means="chargeback")]))
    assert own == {("chargeback",)}
    assert others == before


def test_words_of_own_synonyms_are_words() -> None:
    """So that none is taken for a misspelling before its phrase is looked up."""
    known = table([Synonym(words="flurble wocket, walrus")])
    assert {("flurbl",), ("wocket",), ("flurbl", "wocket"), ("walrus",)} <= set(known)
    assert synonyms_of(["wocket"], known) == []


GOOD = [
    "bill, invoice",
    "c++, c#",
    "24/7, around the clock",
    "can't pay, cannot pay",
    "été, summer",
]


@pytest.mark.parametrize("words", GOOD)
def test_synonym_with_something_to_say_is_accepted(words: str) -> None:
    validate_synonym(Synonym(words=words))
    validate_synonym(Synonym(words=words, means="something else"))
    validate_synonym(Synonym(words="something else", means=words))


BAD = {
    ("bill", ""): ("words", NEEDS_SYNONYM),
    ("bill, Bills", ""): ("words", "To search, “Bills” is the same as “bill”."),
    ("e-mail, email", ""): ("words", "To search, “email” is the same as “e-mail”."),
    ("café, inn, CAFE", ""): ("words", "To search, “CAFE” is the same as “café”."),
    ("pay the bill, invoice", "paying the bills"): (
        "means",
        "To search, “paying the bills” is the same as “pay the bill”.",
    ),
}


@pytest.mark.parametrize("words", BAD)
def test_synonym_that_says_nothing_or_the_same_twice_is_refused(words: tuple[str, str]) -> None:
    field, message = BAD[words]
    with pytest.raises(ValidationError) as refused:
        validate_synonym(Synonym(words=words[0], means=words[1]))
    assert list(refused.value.message_dict) == [field]
    assert refused.value.message_dict[field][0].startswith(str(message))


lines = st.lists(
    st.lists(st.sampled_from(["walrus", "tusk", "sea-cow", "pay", "c++"]), min_size=1, max_size=3),
    max_size=4,
).map(lambda phrases: ", ".join(" ".join(words) for words in phrases))
anything = lines | st.text(max_size=30)


@given(own=st.lists(st.builds(Synonym, words=anything, means=anything), max_size=3), text=anything)
def test_whatever_editors_wrote_nothing_stands_for_itself_or_for_nothing(
    own: list[Synonym], text: str
) -> None:
    known = table(own)
    assert [one for one, groups in known.items() for group in groups if one in group] == []
    assert () not in known
    assert [one for one, groups in known.items() for group in groups if () in group] == []
    assert {group for groups in known.values() for group in groups} >= set(
        synonyms_of(stems(text), known)
    )
    assert {one: groups[-1:] for one, groups in known.items() if one in table()} == table()


@pytest.mark.usefixtures("index_folder")
def test_own_synonym_of_three_words_needs_all_of_them() -> None:
    texts = ["keep in", "touch it", "keep it in touch", "walrus"]
    texts += [f"filler {number}" for number in range(20)]
    index = loading.read(make_index([[{"text": text} for text in texts]]))
    known = table([Synonym(words="walrus, keep in touch")])
    assert IndexEngine(index, known).search(parse("walrus")).pks == [4, 3]
    assert IndexEngine(index, known).search(parse("how to keep in touch")).pks[-1] == 4


@pytest.mark.usefixtures("index_folder")
@pytest.mark.parametrize("built_in", [["dispatch"], ["dispatch", "courier", "shipping"]])
def test_own_synonym_counts_at_least_as_much_as_built_in_ones(built_in: list[str]) -> None:
    titles = ["walrus", *built_in, *(f"filler {number}" for number in range(20))]
    index = loading.read(make_index([[{"title": title} for title in titles]]))
    known = table([Synonym(words="delivery", means="walrus")])
    ranking = rank(index, parse("delivery"), index.alive, known)
    scores = dict(zip(ranking.docs.tolist(), ranking.scores.tolist(), strict=True))
    own, *others = (scores[doc] for doc in range(len(built_in) + 1))
    assert min(others) > 0
    assert own >= max(others)
    assert (own > max(others)) is (len(built_in) > 1)
    assert len(scores) == len(built_in) + 1


@pytest.mark.usefixtures("index_folder")
def test_own_words_that_no_question_has_are_not_taken_for_others() -> None:
    index = loading.read(make_index([[{"title": "pocket"}, {"title": "walrus"}] * 3]))
    found = IndexEngine(index).search(parse("flurble wocket"))
    assert found.corrected == {"wocket": "pocket"}
    known = table([Synonym(words="flurble wocket", means="walrus")])
    found = IndexEngine(index, known).search(parse("flurble wocket"))
    assert (found.corrected, found.pks) == ({}, [2, 4, 6])


CHANGES: dict[str, Callable[[Synonym], object]] = {
    "changed": lambda synonym: Synonym.objects.filter(pk=synonym.pk).update(words="otter, seal"),
    "deleted": lambda synonym: synonym.delete(),
}


@pytest.mark.usefixtures("index")
@pytest.mark.parametrize("change", CHANGES)
def test_synonym_takes_effect_with_the_next_search_and_so_does_its_end(change: str) -> None:
    """Without a rebuild: the index does not know of it."""
    question = make_question(title="Where do tusks grow?")
    rebuild()
    assert search("wocket", spelling=False, now=NOW).hits == ()
    synonym = make_synonym("wocket", "tusk")
    assert [hit.question for hit in search("wocket", now=NOW).hits] == [question]
    CHANGES[change](synonym)
    assert search("wocket", spelling=False, now=NOW).hits == ()


def slugs(site: Site, text: str) -> list[str]:
    answer = site.get(f"/api/v1/search/?q={quote(text)}")
    return [each["slug"] for each in json.loads(answer.text)["results"]]


def test_synonym_takes_effect_in_every_process_of_a_running_site(
    make_site: Callable[..., Site],
) -> None:
    """Two servers, each one process, and a third one that writes; nothing is restarted or rebuilt."""
    one = make_site(WEB_CONCURRENCY="1")
    other = Site(one.var, WEB_CONCURRENCY="1")
    try:
        one.start()
        other.start()
        servers = (one, other)
        assert [slugs(server, "xqzj vkqw") for server in servers] == [[], []]
        write = "from faq.models import Synonym; Synonym.objects."
        create = "create(words='xqzj vkqw', means='terminate, end a contract')"
        assert one.manage("shell", "-c", write + create).returncode == 0
        found = [slugs(server, "xqzj vkqw") for server in servers]
        assert found[0] == found[1]
        assert "end-contract" in found[0][:3]
        assert one.manage("shell", "-c", f"{write}all().delete()").returncode == 0
        assert [slugs(server, "xqzj vkqw") for server in servers] == [[], []]
    finally:
        other.kill()
