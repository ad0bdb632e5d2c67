"""Fixtures that are right are found at once, and say the same however often they are loaded."""

import io
import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.contrib.auth.models import User
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.utils import timezone

from faq.models import Question, Redirect, Step, Synonym
from faq.search import search
from faq.search.index.outbox import compare
from tests.content import content, dump
from tests.factories import NOW, PAST, make_synonym
from tests.faq.importing.bad import QUESTION, phrasing, question, step, synonym, topic


@pytest.fixture
def emptied(db: None) -> Iterator[Callable[[], None]]:
    """Empties the database, until the end of the test."""

    def empty() -> None:
        call_command("flush", interactive=False, verbosity=0)

    yield empty
    # Those made after the flush are remembered by the process, and are rolled back.
    ContentType.objects.clear_cache()


def load(*paths: Path) -> None:
    call_command("loaddata", *paths, verbosity=0)


def test_minimal_fixture_loads_into_an_empty_database_and_is_found(index: Path) -> None:
    load(Path("minimal"))
    found = search("give the bike back", now=timezone.now()).hits
    assert [hit.question.slug for hit in found] == ["return-a-bicycle"]
    assert [step.title for step in found[0].question.steps.in_order()] == [
        "Push the bicycle into a free stand",
        "Choose **End ride** in the app",
    ]
    assert compare().pks == []


def test_fixture_is_found_as_soon_as_it_is_loaded(site: Path, write: Callable[..., Path]) -> None:
    now = {"published_at": "2026-11-01T09:00:00Z"}
    load(write(topic(), question(**now), step(1, title="Twist the nozzle"), phrasing("flat tyre")))
    for text in ("pump", "nozzle", "flat tyre"):
        assert [hit.question.slug for hit in search(text, now=NOW).hits] == ["pump"]
    assert [hit.question.slug for hit in search("squeaks", now=NOW).hits] == ["oil"]
    assert compare().pks == []


def test_draft_in_a_fixture_is_not_found(site: Path, write: Callable[..., Path]) -> None:
    """Checks 41–47."""
    load(
        write(topic(), question(status="draft"), question(slug="horn", title="Where is the horn?"))
    )
    assert Question.objects.get(slug="pump").title == QUESTION["title"]
    assert search("pump", now=Question.objects.get(slug="horn").published_at or NOW).hits == ()


def test_fixture_that_changes_a_title_is_found_by_the_new_one(
    site: Path, write: Callable[..., Path]
) -> None:
    load(
        write(
            {
                "model": "faq.question",
                "fields": {
                    "topic": ["shed"],
                    "slug": "oil",
                    "title": "How do I grease the chain?",
                    "status": "published",
                    "published_at": "2026-11-01T09:00:00Z",
                },
            }
        )
    )
    assert [hit.question.slug for hit in search("grease", now=NOW).hits] == ["oil"]
    assert search("oil", now=NOW).hits == ()
    assert [row.title for row in Step.objects.filter(question__slug="oil")] == [
        "Wipe it",
        "Drip on it",
    ]


def test_loading_twice_gives_the_same_as_once(site: Path, write: Callable[..., Path]) -> None:
    """Check 69."""
    path = write(
        topic(),
        question(),
        step(1),
        step(2, caution="Hot."),
        phrasing("flat tyre"),
        phrasing("air"),
    )
    load(path)
    once, rows = dump(), content()
    load(path)
    assert dump() == once
    again = content()
    assert again.pop("faq.ContentVersion") != rows.pop("faq.ContentVersion")
    assert again == rows
    assert compare().pks == []


def test_synonyms_in_a_fixture_count_at_once_and_are_loaded_once(
    site: Path, write: Callable[..., Path]
) -> None:
    """Check 69."""
    path = write(synonym("grease,lubricate", "oil"), synonym("wotsit , chain"))
    assert search("lubricate", spelling=False, now=NOW).hits == ()
    load(path)
    once = dump()
    load(path)
    assert dump() == once
    assert list(Synonym.objects.order_by("pk").values_list("words", "means")) == [
        ("grease, lubricate", "oil"),
        ("wotsit, chain", ""),
    ]
    for text in ("lubricate", "wotsit"):
        assert [hit.question.slug for hit in search(text, now=NOW).hits] == ["oil"]


def test_loading_the_sample_twice_gives_the_same_as_once(sample: None) -> None:
    """Check 69."""
    once = dump()
    load(Path("help_center"))
    assert dump() == once
    assert len(json.loads(once)) > 100


def test_loading_twice_is_possible_with_stray_spaces(
    site: Path, write: Callable[..., Path]
) -> None:
    """Check 69."""
    path = write(topic(), question(title=" How  to? "), phrasing(" flat  ty\u200bre"))
    load(path)
    once = dump()
    load(path)
    assert dump() == once
    assert '"flat tyre"' in once


def test_round_trip_of_everything_there_is(
    sample: None, ines: User, tmp_path: Path, emptied: Callable[[], None]
) -> None:
    """Check 70: with accounts and whatever else Django keeps."""
    before = dump()
    path = tmp_path / "dump.json"
    call_command("dumpdata", natural_foreign=True, natural_primary=True, output=path, verbosity=0)
    emptied()
    assert not User.objects.exists()
    load(path)
    assert User.objects.get().has_perm("faq.change_question")
    assert dump() == before


def test_round_trip_gives_back_the_same_content(
    sample: None, tmp_path: Path, emptied: Callable[[], None]
) -> None:
    """Check 70: with redirects and the times of the last changes."""
    moved = Question.objects.get(slug="end-contract")
    moved.slug = "leave-contract"
    moved.save()
    moved.topic.slug = "agreements"
    moved.topic.save()
    Question.objects.filter(slug="escrow-refund").update(updated_at=PAST)
    make_synonym("scam, swindle", "report, fraud")
    # One named before the other comes, and a circle.
    first, *_, last = Question.objects.order_by("pk")
    Question.objects.filter(pk=first.pk).update(replaced_by=last)
    Question.objects.filter(pk=last.pk).update(replaced_by=first)
    before = dump()
    html = list(Step.objects.order_by("question__slug", "position").values_list("title_html"))
    assert Redirect.objects.count() == 2
    path = tmp_path / "dump.json"
    path.write_text(before, encoding="utf-8")
    emptied()
    assert dump() == "[]"
    call_command("search_rebuild", stdout=io.StringIO())
    load(path)
    assert dump() == before
    assert Question.objects.get(slug="escrow-refund").updated_at == PAST
    assert Question.objects.get(replaced_by__slug=last.slug).slug == first.slug
    assert html == list(
        Step.objects.order_by("question__slug", "position").values_list("title_html")
    )
    assert compare().pks == []
    assert len(search("contract", now=NOW).hits) > 3
