"""Tests of manage.py promises."""

import io
import json
import re
import shutil
from contextlib import suppress
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from tests.factories import make_question

pytestmark = pytest.mark.usefixtures("index")


@pytest.fixture
def broken(index: None) -> None:
    for number in range(3):
        make_question(title="Walrus?", slug=f"walrus-{number}")
    make_question(slug="feed", title="How do I feed it?", phrasings=["walrus", "feed"])


def promises(*arguments: str) -> str:
    """Return the output with the time replaced."""
    out = io.StringIO()
    with suppress(SystemExit):
        call_command("promises", *arguments, stdout=out)
    return re.sub(r"in \d+\.\d s", "in 0.0 s", out.getvalue())


def exit_code() -> object:
    with pytest.raises(SystemExit) as end:
        call_command("promises", stdout=io.StringIO())
    return end.value.code


def test_kept_promises_are_counted_and_exit_with_zero() -> None:
    make_question(slug="feed", title="How do I feed it?", phrasings=["walrus"])
    call_command("promises", stdout=io.StringIO())
    assert promises() == "Phrasings checked: 1, in 0.0 s. Broken promises: 0.\n"


def test_broken_promises_are_listed_with_higher_ranked_questions(broken: None) -> None:
    assert exit_code() == 1
    assert promises() == (
        "“walrus”: /questions/feed/ is result number 4.\n"
        "  ranked higher: /questions/walrus-0/ “Walrus?”\n"
        "  ranked higher: /questions/walrus-1/ “Walrus?”\n"
        "  ranked higher: /questions/walrus-2/ “Walrus?”\n"
        "Phrasings checked: 2, in 0.0 s. Broken promises: 1.\n"
    )


def test_promises_can_be_printed_as_json(broken: None) -> None:
    said = json.loads(promises("--json"))
    assert said.pop("seconds") >= 0
    above = [{"title": "Walrus?", "address": f"/questions/walrus-{each}/"} for each in range(3)]
    assert said == {
        "phrasings": 2,
        "broken": [
            {"phrasing": "walrus", "question": "/questions/feed/", "rank": 4, "above": above}
        ],
    }


def test_promises_cannot_be_checked_without_an_index(broken: None, index: Path) -> None:
    shutil.rmtree(index)
    with pytest.raises(
        CommandError, match=r"There is no search index. Run manage.py search_rebuild"
    ):
        promises()
