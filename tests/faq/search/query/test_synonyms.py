"""The table of words that say the same, and what it does to a search."""

import json
from collections.abc import Callable
from urllib.parse import quote

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from faq.models import Question, Synonym
from faq.models.synonym import MAX_WORDS, NEEDS_SYNONYM
from faq.search import search
from faq.search.index import snapshot
from faq.search.index.rebuild import rebuild
from faq.search.index_engine import IndexEngine
from faq.search.query.analysis import fold_words, stem
from faq.search.query.parser import parse
from faq.search.query.synonyms import (
    TABLE,
    contains_any,
    differing,
    synonyms_of,
    table,
    validate_synonym,
)
from faq.search.ranking.scoring import rank
from tests.factories import NOW, make_question, make_synonym
from tests.faq.search.indexes import make_index
from tests.site import Site

LINES = TABLE.read_text("utf-8").splitlines()


def stems(text: str) -> list[str]:
    return [stem(word) for word in fold_words(text)]


def said(text: str, *own: Synonym) -> set[str]:
    """All that may stand for any part of a text."""
    return {" ".join(other) for others in synonyms_of(stems(text), table(own)) for other in others}


def test_table_has_groups_of_two_members_or_more_and_no_group_twice() -> None:
    groups = [frozenset(member.strip() for member in line.split(",")) for line in LINES]
    assert [line for line in LINES if line != line.strip() or "" in line.split(",")] == []
    assert [line for line, group in zip(LINES, groups, strict=True) if len(group) < 2] == []
    assert len(set(groups)) == len(groups) == len(LINES) > 50


def test_table_has_no_member_twice_in_a_group() -> None:
    members = [[member.strip() for member in line.split(",")] for line in LINES]
    assert [group for group in members if len(set(group)) != len(group)] == []


def test_table_has_members_as_they_are_searched() -> None:
    """Folded words of at most three, so that each can be found in what is typed."""
    members = {member.strip().replace("-", "") for line in LINES for member in line.split(",")}
    assert [m for m in members if " ".join(fold_words(m)) != m.replace("'", "")] == []
    assert [m for m in members if not 1 <= len(fold_words(m)) <= MAX_WORDS] == []
    assert all(1 <= len(key) <= MAX_WORDS and all(key) for key in table())


def test_table_goes_both_ways_and_nothing_stands_for_itself() -> None:
    known = table()
    assert [one for one, (others,) in known.items() if one in others or not others] == []
    assert [
        (one, other)
        for one, (others,) in known.items()
        for other in others
        if one not in known[other][0]
    ] == []


def test_synonyms_are_found_for_words_in_any_form() -> None:
    assert {"end", "termin", "close"} <= said("cancelling")
    assert said("walrus") == set()
    assert synonyms_of([], table()) == []


def test_synonyms_are_found_for_phrases_of_two_and_three_words_within_a_text() -> None:
    assert {"refund", "reimburs"} <= said("I want my money back now")
    assert "refund" not in said("back to my money")
    assert "password" not in said("where is")
    assert {"track", "status", "follow"} <= said("tell me where is it")
    assert "support" in said("customer service")


def test_synonyms_of_synonyms_are_not_followed() -> None:
    """ "price" says "cost", and "cost" says "charge", but "price" does not say "charge"."""
    assert "cost" in said("price")
    assert "charg" in said("cost")
    assert "charg" not in said("price")


@pytest.mark.usefixtures("sample")
@pytest.mark.parametrize("text", ["terminate contract", "terminating contracts", "stop a contract"])
def test_search_finds_what_says_the_same(text: str) -> None:
    found = [hit.question.slug for hit in search(text, now=NOW).hits]
    assert Question.objects.filter(title__icontains="terminat").count() == 0
    assert found[0] == "end-contract"


@pytest.mark.usefixtures("index_folder")
def test_word_itself_comes_before_its_synonyms_and_they_before_nothing() -> None:
    index = snapshot.read(
        make_index(
            [[{"title": "Remove it"}, {"title": "Delete it"}, {"title": "Keep it"}, {"title": "Y"}]]
        )
    )
    assert IndexEngine(index).search(parse("delete")).pks == [2, 1]
    assert IndexEngine(index).search(parse("remove")).pks == [1, 2]


@pytest.mark.usefixtures("index_folder")
def test_synonym_of_two_words_needs_both() -> None:
    index = snapshot.read(
        make_index(
            [
                [
                    {"text": "money"},
                    {"text": "come back"},
                    {"text": "your money back"},
                    {"title": "Y"},
                ]
            ]
        )
    )
    assert IndexEngine(index).search(parse("refund")).pks == [3]


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
    texts = ["keep in", "touch it", "keep it in touch", "walrus", "nothing"]
    index = snapshot.read(make_index([[{"text": text} for text in texts]]))
    known = table([Synonym(words="walrus, keep in touch")])
    assert IndexEngine(index, known).search(parse("walrus")).pks == [4, 3]
    assert IndexEngine(index, known).search(parse("how to keep in touch")).pks[-1] == 4


@pytest.mark.usefixtures("index_folder")
@pytest.mark.parametrize("built_in", [["dispatch"], ["dispatch", "courier", "shipping"]])
def test_own_synonym_counts_at_least_as_much_as_built_in_ones(built_in: list[str]) -> None:
    titles = ["walrus", *built_in, *(f"filler {number}" for number in range(20))]
    index = snapshot.read(make_index([[{"title": title} for title in titles]]))
    known = table([Synonym(words="delivery", means="walrus")])
    scores = rank(index, parse("delivery"), index.alive, known).scores.tolist()
    own, *others = scores[: len(built_in) + 1]
    assert min(others) > 0
    assert own >= max(others)
    assert (own > max(others)) is (len(built_in) > 1)
    assert set(scores[len(built_in) + 1 :]) == {0}


@pytest.mark.usefixtures("index_folder")
def test_own_words_that_no_question_has_are_not_taken_for_others() -> None:
    index = snapshot.read(make_index([[{"title": "pocket"}, {"title": "walrus"}] * 3]))
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


@pytest.mark.usefixtures("sample")
@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("assignment", "cancel-job-post"),
        ("employer", "client-cancel-contract"),
        ("talent", "close-freelancer-account"),
    ],
)
def test_sample_knows_words_that_it_does_not_use(text: str, slug: str) -> None:
    def found() -> set[str]:
        return {hit.question.slug for hit in search(text, spelling=False, now=NOW).hits}

    assert slug in found()
    Synonym.objects.all().delete()
    assert slug not in found()


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


def test_a_word_is_held_in_any_form_and_one_that_became_known_too() -> None:
    members = differing(
        table([Synonym(words="gig economy, job"), Synonym(words="bill, fee")]), table()
    )
    texts = ["two jobs", "the gig economy", "gigs", "billing", "nothing"]
    assert [contains_any(text, members) for text in texts] == [True, True, True, True, False]
