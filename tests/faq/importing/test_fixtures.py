"""Fixtures that are wrong change nothing and say why."""

import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from faq.importing.fixtures import MAX_BYTES, MAX_PROBLEMS
from faq.models import Question
from faq.search import search
from faq.search.index.outbox import compare
from tests.content import content, files
from tests.factories import NOW, PAST
from tests.faq.importing.bad import BAD, BAD_FILES, phrasing, question, step, topic
from tests.site import Site


def load(*paths: Path) -> None:
    call_command("loaddata", *paths, verbosity=0)


def refusal(index: Path, *paths: Path) -> str:
    """What is said on loading these; fails if anything was changed by it."""
    rows, before = content(), files(index)
    assert len(rows["faq.Question"]) == 2
    assert before
    with pytest.raises(CommandError) as error:
        load(*paths)
    assert content() == rows
    assert files(index) == before
    assert compare().pks == []
    return str(error.value)


@pytest.mark.parametrize("name", BAD)
def test_bad_fixture_changes_nothing_and_says_why(
    name: str, site: Path, write: Callable[..., Path]
) -> None:
    """Check 68."""
    objects, message = BAD[name]
    path = write(*objects)
    said = refusal(site, path)
    assert message in said
    assert str(path) in said


@pytest.mark.parametrize("name", BAD_FILES)
def test_bad_file_changes_nothing_and_says_why(name: str, site: Path, tmp_path: Path) -> None:
    """Check 68."""
    data, message = BAD_FILES[name]
    path = tmp_path / "new.json"
    path.write_bytes(data)
    if name == "50 MB":
        # Sparse: it takes no room on the disk.
        with path.open("ab") as file:
            file.truncate(50 * 1024 * 1024)
        assert path.stat().st_size > MAX_BYTES
    said = refusal(site, path)
    assert message in said
    assert str(path) in said


@pytest.mark.parametrize("suffix", ["zip", "gz", "bz2", "xz"])
def test_compressed_fixture_is_refused(
    site: Path, tmp_path: Path, write: Callable[..., Path], suffix: str
) -> None:
    """Check 71: what is small on disk may be anything in memory."""
    plain = write(topic())
    path = tmp_path / f"packed.json.{suffix}"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.write(plain, "packed.json")
    said = refusal(site, path)
    assert f"{path}: only .json fixtures are read, uncompressed." in said


@pytest.mark.parametrize("name", ["new.yaml", "new.xml", "new.jsonl"])
def test_fixture_in_another_format_is_refused(site: Path, tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_text("- model: faq.topic\n")
    assert str(path.stem) in refusal(site, path)


def test_fixture_that_is_missing_is_named(site: Path, tmp_path: Path) -> None:
    assert "No fixture named 'nowhere' found." in refusal(site, Path("nowhere"))


def test_second_fixture_that_is_bad_undoes_the_first(
    site: Path, write: Callable[..., Path]
) -> None:
    """Check 68: one call, all or nothing."""
    good = write(topic(), question(published_at=PAST.isoformat()), name="good.json")
    bad = write(step(5), name="bad.json")
    said = refusal(site, good, bad)
    assert f"{bad}: object 1, faq.step" in said
    load(good)
    assert [hit.question.slug for hit in search("pump", now=NOW).hits] == ["pump"]


def test_every_problem_is_told_at_once(site: Path, write: Callable[..., Path]) -> None:
    said = refusal(site, write(topic(icon="x"), question(status="x", title="", colour="x")))
    assert len(said.splitlines()) == 5
    for field in ("icon", "status", "title", "colour"):
        assert f": {field}: " in said


def test_problems_without_end_are_cut_short(site: Path, write: Callable[..., Path]) -> None:
    said = refusal(site, write(*(topic(slug=f"T{number}") for number in range(1000))))
    assert len(said.splitlines()) == MAX_PROBLEMS + 2
    assert said.endswith("… and perhaps more: mend these first.")


_VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=5)
    | st.sampled_from(["bikes", "pump", "published", "1", "2026-11-01", ["bikes"], ["pump"]]),
    lambda inner: (
        st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=3), inner, max_size=2)
    ),
    max_leaves=4,
)
_FIELDS = st.dictionaries(
    st.sampled_from(
        [
            *("slug", "title", "summary", "body", "status", "published_at", "position", "question"),
            *(
                "topic",
                "audiences",
                "text",
                "caution",
                "icon",
                "featured",
                "updated_at",
                "old_path",
            ),
        ]
    ),
    _VALUES,
    max_size=5,
)
_MODELS = st.sampled_from(
    [
        *("faq.topic", "faq.question", "faq.step", "faq.phrasing", "faq.audience", "faq.redirect"),
        *("faq.indexchange", "faq.question_audiences"),
    ]
)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(extra=_FIELDS, model=_MODELS, complete=st.booleans())
def test_fixture_of_any_shape_is_loaded_whole_or_refused(
    site: Path,
    write: Callable[..., Path],
    extra: dict[str, Any],
    model: str,
    complete: bool,
) -> None:
    """Check 68: whatever JSON it holds, there is an answer and never half a fixture."""
    whole = {"faq.topic": topic(), "faq.question": question(), "faq.step": step(1)}
    fields = {**whole.get(model, phrasing("x"))["fields"], **extra} if complete else extra
    rows, said = content(), ""
    try:
        load(write(topic(), question(), {"model": model, "fields": fields}))
    except CommandError as error:
        said = str(error)
    if said:
        assert "new.json" in said
        assert content() == rows
    Question.objects.filter(slug="pump").delete()
    assert compare().missing == []


def test_bad_fixture_exits_with_one_and_one_line_a_problem(
    make_site: Callable[..., Site], write: Callable[..., Path]
) -> None:
    """Check 68: as whoever types the command sees it."""
    path = write(question(colour="green"))
    done = make_site().manage("loaddata", str(path))
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.splitlines() == [
        "CommandError: Nothing was loaded.",
        f'{path}: object 1, faq.question "pump": topic: there is no topic "bikes" here or in the '
        "database.",
        f'{path}: object 1, faq.question "pump": colour: there is no such field. There are topic, '
        "slug, title, summary, body, status, published_at, expires_at, featured, urgent, position, "
        "updated_at, replaced_by, audiences.",
    ]
