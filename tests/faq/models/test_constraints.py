"""Every constraint holds in the database, whichever program writes to it."""

import re
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from pathlib import Path

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import CheckConstraint, Model
from hypothesis import given
from hypothesis import strategies as st

from faq.models import (
    Audience,
    Question,
    Section,
    Step,
    Topic,
)
from faq.models.validators import validate_slug
from faq.text.markdown import MAX_LENGTH
from tests.factories import (
    make_attachment,
    make_audience,
    make_autosave,
    make_banner,
    make_broken_promise,
    make_image,
    make_link_check,
    make_page,
    make_question,
    make_revision,
    make_scheduled,
    make_search_term,
    make_section,
    make_stuck_report,
    make_synonym,
    make_topic,
    make_vote,
)
from tests.faq.models.constraint_breakers import BROKEN

BAD_SLUGS = [
    *("", "Contracts", "end_contract", "end contract", "-end", "end-", "end--contract", "é", "a/b"),
    *("a.b", "a\n", "\ufeffa", "a\u202eb", "a\x00b", "<script>", "٣", "a–b"),
]


@pytest.fixture
def content(db: None) -> None:
    """One row of each model."""
    question = make_question(steps=["Open it", "Close it"], phrasings=["shut it"])
    question.audiences.add(make_audience())
    question.slug = "renamed"
    make_search_term()
    make_autosave()
    make_link_check(question)
    question.save()
    make_synonym()
    make_page()
    make_banner()
    make_image()
    make_attachment()
    make_broken_promise(question.phrasings.get())
    make_vote(question=question)
    make_stuck_report(question.steps.get(position=1))
    make_revision(question)
    make_scheduled(question)
    make_section(topic=question.topic)


@pytest.fixture(scope="module")
def database_file(prepared_var: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample content as an SQLite connection, as programs other than Django see it."""
    copy = tmp_path_factory.mktemp("plain") / "db.sqlite3"
    with (
        closing(sqlite3.connect(prepared_var / "db.sqlite3")) as source,
        closing(sqlite3.connect(copy)) as target,
    ):
        source.backup(target)
    return copy


@pytest.fixture
def plain(database_file: Path, tmp_path: Path) -> Iterator[sqlite3.Connection]:
    copy = shutil.copy(database_file, tmp_path)
    with closing(sqlite3.connect(copy)) as connection:
        yield connection


def test_every_named_constraint_has_a_test() -> None:
    """Check 79: a new constraint needs a line above."""
    named = [
        constraint.name
        for model in apps.get_app_config("faq").get_models()
        for constraint in model._meta.constraints
    ]
    assert sorted(BROKEN) == sorted(named)


@pytest.mark.usefixtures("content")
@pytest.mark.parametrize("name", BROKEN)
def test_database_refuses_bulk_writes_that_break_constraints(name: str) -> None:
    """Check 79: bulk writes run no validator, and the constraint holds."""
    message, break_it, _ = BROKEN[name]
    with pytest.raises(IntegrityError, match=re.escape(message)), transaction.atomic():
        break_it()


@pytest.mark.parametrize("name", BROKEN)
def test_database_refuses_other_programs_that_break_constraints(
    name: str, plain: sqlite3.Connection
) -> None:
    """Check 79: the rules are in the file, not in Django."""
    message, _, statement = BROKEN[name]
    with pytest.raises(sqlite3.IntegrityError, match=re.escape(message)):
        plain.execute(statement)


def test_database_file_can_be_checked_without_django(plain: sqlite3.Connection) -> None:
    """Checks 79 and 80: the integrity check evaluates every constraint, so none may need Django."""
    assert plain.execute("SELECT count(*) FROM faq_question").fetchall() == [(16,)]
    assert plain.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert plain.execute("PRAGMA foreign_key_check").fetchall() == []
    plain.execute("PRAGMA ignore_check_constraints = ON")
    plain.execute("UPDATE faq_question SET slug = 'Not Well' WHERE slug = 'end-contract'")
    plain.execute("PRAGMA ignore_check_constraints = OFF")
    assert plain.execute("PRAGMA integrity_check").fetchall() == [
        ("CHECK constraint failed in faq_question",)
    ]


@pytest.mark.usefixtures("content")
@pytest.mark.parametrize("model", [Audience, Topic, Section, Question])
@pytest.mark.parametrize("slug", BAD_SLUGS, ids=ascii)
def test_database_refuses_a_malformed_slug(model: type[Model], slug: str) -> None:
    with pytest.raises(IntegrityError, match="slug_well_formed"), transaction.atomic():
        model._default_manager.update(slug=slug)


@pytest.mark.django_db
@given(st.text(alphabet="ab9-", max_size=8) | st.from_regex(r"[\w\s-]{0,8}") | st.text(max_size=8))
def test_database_and_validator_agree_on_any_slug(slug: str) -> None:
    if not Topic.objects.exists():
        make_topic()
    try:
        with transaction.atomic():
            Topic.objects.update(slug=slug)
    except IntegrityError:
        accepted = False
    else:
        accepted = True
    assert accepted is bool(re.search(validate_slug.regex, slug))


@pytest.mark.usefixtures("content")
def test_database_accepts_the_largest_size() -> None:
    """The limit counts characters, not bytes."""
    Question.objects.update(body="€" * MAX_LENGTH)
    Step.objects.update(body="🙂" * MAX_LENGTH, caution="é" * MAX_LENGTH)
    assert {len(body) for body in Step.objects.values_list("body", flat=True)} == {MAX_LENGTH}


@pytest.mark.django_db
@pytest.mark.parametrize("model", list(apps.get_app_config("faq").get_models()))
def test_conditions_are_checked_before_a_row_is_saved(
    model: type[Model], caplog: pytest.LogCaptureFixture
) -> None:
    """Django logs a condition that the database cannot evaluate, and takes it for true."""
    for constraint in model._meta.constraints:
        if isinstance(constraint, CheckConstraint):
            with suppress(ValidationError):
                constraint.validate(model, model())
    assert [record.getMessage() for record in caplog.records] == []


@pytest.mark.django_db
def test_question_is_in_a_section_of_its_own_topic() -> None:
    """Check 79: question_section_in_topic, which no check constraint can say, for bulk writes."""
    section, other = make_section(), make_section()
    question = make_question(topic=section.topic, section=section)
    breaks: list[Callable[[], object]] = [
        lambda: Question.objects.update(section=other),
        lambda: Question.objects.update(topic=other.topic),
        lambda: Section.objects.filter(pk=section.pk).update(topic=other.topic),
        lambda: make_question(topic=other.topic, section=section),
    ]
    for break_it in breaks:
        with pytest.raises(IntegrityError, match="question_section_in_topic"), transaction.atomic():
            break_it()
    question.refresh_from_db()
    assert question.section == section
    with pytest.raises(ValidationError) as refused:
        Question(title="x", slug="x", topic=other.topic, section=section).clean()
    assert refused.value.message_dict == {
        "section": [
            f"“{section}” is a section of “{section.topic}”. Choose one of “{other.topic}” or none."
        ]
    }


@pytest.mark.django_db
def test_question_that_moves_to_another_topic_leaves_its_section() -> None:
    section, other = make_section(), make_section()
    for fields in (None, ["topic"]):
        question = make_question(topic=section.topic, section=section)
        question.topic = other.topic
        question.save(update_fields=fields)
        question.refresh_from_db()
        assert (question.topic, question.section) == (other.topic, None)
    question.topic, question.section = section.topic, section
    question.save()
    assert Question.objects.get(pk=question.pk).section == section


def test_other_programs_keep_questions_in_their_topics(plain: sqlite3.Connection) -> None:
    """Check 79: triggers of the database file say so."""
    for statement in (
        "UPDATE faq_question SET topic_id = 1 + topic_id % 2",
        "UPDATE faq_question SET section_id = 1",
        "UPDATE faq_section SET topic_id = 1 + topic_id % 2",
    ):
        with pytest.raises(sqlite3.IntegrityError, match="question_section_in_topic"):
            plain.execute(statement)
