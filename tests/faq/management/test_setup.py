"""Tests of manage.py setup."""

import gc
import io
import shutil
from pathlib import Path

import pytest
from django.core.management import call_command

from faq.models import Question, Topic
from faq.search import search
from faq.search.index import store
from faq.search.index.outbox import compare
from faq.search.whoosh.schema import SCHEMA_VERSION
from tests.content import content, dump
from tests.factories import NOW, make_draft, make_question, make_topic


def setup() -> str:
    out = io.StringIO()
    call_command("setup", stdout=out)
    return out.getvalue()


def test_setup_loads_the_sample_into_an_empty_database(index: Path) -> None:
    assert setup() == "Loaded the sample content: 16 questions.\n"
    assert search("end a contract", now=NOW).hits[0].question.slug == "end-contract"
    assert compare().pks == []


def test_setup_creates_a_missing_index(index: Path) -> None:
    shutil.rmtree(index)
    setup()
    assert len(search("contract", now=NOW).hits) > 3
    assert search("contract", now=NOW).is_complete
    assert compare().pks == []


def test_setup_again_changes_nothing(index: Path) -> None:
    setup()
    before, rows = dump(), content()
    assert setup() == ""
    assert dump() == before
    assert content() == rows


def test_setup_again_keeps_edited_content(index: Path) -> None:
    setup()
    edited = Question.objects.get(slug="end-contract")
    edited.title, edited.slug = "How do I leave?", "leave"
    edited.save()
    edited.steps.get(position=4).delete()
    Question.objects.get(slug="escrow-refund").delete()
    before = dump()
    assert setup() == ""
    assert dump() == before
    assert search("how do i leave", now=NOW).hits[0].question == edited
    assert compare().pks == []


@pytest.mark.parametrize("make", [make_topic, make_question, make_draft])
def test_setup_loads_no_sample_if_there_is_content(index: Path, make: object) -> None:
    assert callable(make)
    make()
    before = dump()
    assert setup() == ""
    assert dump() == before
    assert Topic.objects.count() == 1


def test_setup_replaces_a_deleted_index(sample: None, index: Path) -> None:
    before = dump()
    shutil.rmtree(index)
    setup()
    assert search("end a contract", now=NOW).is_complete
    assert compare().pks == []
    assert dump() == before


def test_setup_rebuilds_the_index_of_an_earlier_release(sample: None, index: Path) -> None:
    """Until then the database answers."""
    live = store.live_folder()
    earlier = index / f"v{SCHEMA_VERSION - 1}-{live.name.partition('-')[2]}"
    live.rename(earlier)
    (index / "CURRENT").write_text(earlier.name)
    found = search("end a contract", now=NOW)
    assert (found.hits[0].question.slug, found.is_complete) == ("end-contract", False)
    setup()
    found = search("end a contract", now=NOW)
    assert (found.hits[0].question.slug, found.is_complete) == ("end-contract", True)
    assert compare().pks == []
    assert [path for path in index.iterdir() if path.is_dir()] == [store.live_folder()]


# Whoosh leaves the files open that it could not read.
@pytest.mark.filterwarnings("ignore:unclosed file:ResourceWarning")
def test_setup_replaces_a_damaged_index(sample: None, index: Path) -> None:
    dump()
    segments = list(index.rglob("*.seg"))
    assert segments
    for path in segments:
        path.write_bytes(path.read_bytes()[:100])
    setup()
    gc.collect()
    assert search("end a contract", now=NOW).is_complete
    assert compare().pks == []


def test_setup_finds_changes_without_outbox_rows(sample: None, index: Path) -> None:
    dump()
    Question.objects.filter(slug="end-contract").update(status="archived")
    assert len(compare().extra) == 1
    setup()
    assert compare().pks == []
