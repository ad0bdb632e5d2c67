"""The content version changes with everything that readers see, and with nothing else."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from django.contrib.auth.models import User
from django.core import serializers
from django.core.management import CommandError, call_command
from django.db import models, transaction

from faq.models import (
    Audience,
    Banner,
    ContentVersion,
    IndexChange,
    Page,
    Phrasing,
    Question,
    Redirect,
    Step,
    Synonym,
    Topic,
)
from faq.publishing import archive, publish
from faq.search.index.outbox import drain
from tests.factories import (
    NOW,
    PAST,
    make_audience,
    make_banner,
    make_draft,
    make_page,
    make_question,
    make_synonym,
)

pytestmark = pytest.mark.django_db


def number() -> int:
    return ContentVersion.objects.current(NOW)


class Content(NamedTuple):
    """One row of each model."""

    question: Question
    draft: Question
    audience: Audience
    redirect: Redirect
    synonym: Synonym
    page: Page
    banner: Banner

    @property
    def rows(self) -> list[Any]:
        question = self.question
        step, phrasing = question.steps.get(position=1), question.phrasings.get()
        rows = [question, question.topic, self.audience, self.redirect, step, phrasing]
        return [*rows, self.synonym, self.page, self.banner]


@pytest.fixture
def content(db: None) -> Content:
    question = make_question(steps=["Open it", "Close it"], phrasings=["shut it"])
    audience = make_audience()
    question.audiences.add(audience)
    redirect = Redirect.objects.create(old_path="/questions/old/", question=question)
    own = make_synonym(), make_page(), make_banner()
    return Content(question, make_draft(summary="Yes."), audience, redirect, *own)


MODELS = [Question, Topic, Audience, Redirect, Step, Phrasing, Synonym, Page, Banner]


def pick(content: Content, model: type[models.Model]) -> Any:
    return next(row for row in content.rows if type(row) is model)


def load(row: models.Model) -> None:
    """Save a row as loaddata does."""
    text = serializers.serialize(
        "json", [row], use_natural_foreign_keys=True, use_natural_primary_keys=True
    )
    for each in serializers.deserialize("json", text):
        each.save()


def a_field(row: models.Model) -> str:
    return row._meta.fields[1].name


def a_value(row: models.Model) -> Any:
    return getattr(row, a_field(row))


def as_set(row: models.Model) -> models.QuerySet:
    return type(row)._default_manager.filter(pk=row.pk)


WAYS: dict[str, Callable[[Any], object]] = {
    "saved": lambda row: row.save(),
    "saved in part": lambda row: row.save(update_fields=[a_field(row)]),
    "loaded": load,
    "updated as a set": lambda row: as_set(row).update(**{a_field(row): a_value(row)}),
    "updated in bulk": lambda row: as_set(row).bulk_update([row], [a_field(row)]),
    "deleted": lambda row: row.delete(),
    "deleted as a set": lambda row: as_set(row).delete(),
}


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("model", MODELS)
def test_number_changes_with_every_kind_of_save(
    content: Content, model: type[models.Model], way: str
) -> None:
    row, before = pick(content, model), number()
    if "deleted" in way and model in {Topic, Audience}:
        # One with questions is not deleted.
        Question.objects.all().delete()
        before = number()
    WAYS[way](row)
    assert number() != before


@pytest.mark.parametrize("model", MODELS)
@pytest.mark.parametrize(
    "make",
    [lambda row: row.save(), lambda row: type(row).objects.bulk_create([row])],
    ids=["save", "bulk"],
)
def test_number_changes_when_a_row_is_created(
    content: Content, model: type[models.Model], make: Callable[[Any], object]
) -> None:
    row = pick(content, model)
    if model in {Topic, Audience}:
        Question.objects.all().delete()
    fields = {field.attname: getattr(row, field.attname) for field in model._meta.fields}
    row.delete()
    before = number()
    make(model(**{**fields, "id": None}))
    assert number() != before


CHANGES: dict[str, Callable[[Content], object]] = {
    "touched": lambda c: Question.objects.filter(pk=c.question.pk).touch(PAST),
    "steps renumbered": lambda c: c.question.steps.all().renumber(
        [step.pk for step in c.question.steps.order_by("-position")]
    ),
    "steps set aside": lambda c: c.question.steps.all().set_aside(),
    "audience added": lambda c: c.question.audiences.add(make_audience()),
    "audience removed": lambda c: c.question.audiences.remove(c.audience),
    "audiences set": lambda c: c.question.audiences.set([]),
    "audiences cleared": lambda c: c.question.audiences.clear(),
    "removed from audience": lambda c: c.audience.questions.remove(c.question),
    "audience emptied": lambda c: c.audience.questions.clear(),
}


@pytest.mark.parametrize("change", CHANGES)
def test_number_changes_with_every_action(content: Content, change: str) -> None:
    before = number()
    CHANGES[change](content)
    assert number() != before


def test_number_changes_when_a_question_is_published_and_archived(
    content: Content, ines: User
) -> None:
    numbers = [number()]
    publish(content.draft, by=ines, at=NOW)
    numbers.append(number())
    archive(content.draft, by=ines, at=NOW)
    assert len({*numbers, number()}) == 3


def test_number_stays_without_changes_for_readers(content: Content, ines: User) -> None:
    before = number()
    assert before > 0
    ines.save()
    IndexChange.objects.mark([content.question.pk])
    IndexChange.objects.all().delete()
    list(Question.objects.published(NOW).values())
    drain()
    assert number() == before


def test_number_is_not_reused(content: Content) -> None:
    numbers = []
    for _ in range(20):
        content.question.save()
        numbers.append(number())
    assert len(set(numbers)) == 20
    assert numbers != sorted(numbers)
    assert max(numbers) > 2**50


def test_number_costs_one_query(content: Content, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(1):
        number()


@pytest.mark.django_db(transaction=True)
def test_rolled_back_change_leaves_the_number() -> None:
    question = make_question()
    before = number()
    with transaction.atomic():
        question.save()
        assert number() != before
        transaction.set_rollback(True)
    assert number() == before


@pytest.mark.django_db(transaction=True)
def test_number_changes_when_a_savepoint_is_rolled_back() -> None:
    """A number read inside the savepoint is not used again after the rollback."""
    question = make_question()
    with transaction.atomic():
        question.save()
        with transaction.atomic():
            question.save()
            inside = number()
            transaction.set_rollback(True)
        outside = number()
        question.save()
        last = number()
    assert len({inside, outside, last}) == 3
    assert number() == last


@pytest.mark.django_db(transaction=True)
def test_change_after_the_number_was_read_counts_in_the_same_transaction() -> None:
    question = make_question()
    with transaction.atomic():
        numbers = []
        for _ in range(3):
            question.save()
            numbers.append(number())
        question.save()
    assert len({*numbers, number()}) == 4


@pytest.mark.django_db(transaction=True)
def test_rows_loaded_together_write_the_number_once(django_assert_num_queries: Any) -> None:
    make_question(phrasings=["one", "two", "three"])
    before = number()
    with transaction.atomic():
        load(Phrasing.objects.get(text="one"))
        first = number()
        load(Phrasing.objects.get(text="two"))
        second = ContentVersion.objects.get().number
        load(Phrasing.objects.get(text="three"))
        assert ContentVersion.objects.get().number == second
    assert len({before, first, second}) == 3
    assert number() == second


def test_missing_row_is_zero_until_the_next_change(content: Content) -> None:
    ContentVersion.objects.all().delete()
    assert number() == 0
    content.question.save()
    assert number() > 0


def test_loaded_fixture_changes_the_number_and_a_refused_one_does_not(
    index: Path, tmp_path: Path
) -> None:
    before = number()
    bad = tmp_path / "bad.json"
    topic = {"model": "faq.topic", "fields": {"slug": "bikes", "title": "Bicycles"}}
    bad.write_text(json.dumps([topic, {"model": "faq.step", "fields": {}}]))
    with pytest.raises(CommandError):
        call_command("loaddata", bad, verbosity=0)
    assert number() == before
    call_command("loaddata", "minimal", verbosity=0)
    assert number() != before


def test_number_is_neither_dumped_nor_loaded(index: Path, tmp_path: Path) -> None:
    """A number from another site may already stand for other content here."""
    make_question()
    before = number()
    path = tmp_path / "dump.json"
    call_command("dumpdata", "faq", output=path, verbosity=0)
    assert "contentversion" not in path.read_text()
    row = {"model": "faq.contentversion", "pk": 1, "fields": {"number": 7}}
    path.write_text(json.dumps([row]))
    with pytest.raises(CommandError, match="is not content"):
        call_command("loaddata", path, verbosity=0)
    assert number() == before
