"""Migrations match the models, and run backwards and forwards."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from importlib import import_module

import pytest
from django.apps import apps
from django.contrib.auth.models import User
from django.core.management import call_command
from django.db.migrations import operations
from django.db.models import NOT_PROVIDED

from faq.models import ContentVersion, Question, Step
from faq.publishing import live_text_changed, open_working_copy, snapshot_of
from faq.text.markdown import render, render_inline
from tests.factories import NOW, make_question
from tests.site import ROOT, Site


def tables(site: Site) -> dict[str, str]:
    """The tables and indexes of the content, with their SQL."""
    with closing(sqlite3.connect(site.var / "db.sqlite3")) as connection:
        rows = connection.execute(
            "SELECT name, sql FROM sqlite_master WHERE tbl_name LIKE 'faq_%' AND sql IS NOT NULL"
        )
        return dict(rows.fetchall())


def rights(site: Site) -> set[tuple[str, str]]:
    """Permissions by the name of the group."""
    with closing(sqlite3.connect(site.var / "db.sqlite3")) as connection:
        rows = connection.execute(
            "SELECT auth_group.name, codename FROM auth_group"
            " JOIN auth_group_permissions ON group_id = auth_group.id"
            " JOIN auth_permission ON auth_permission.id = permission_id"
        )
        return set(rows.fetchall())


@pytest.mark.django_db
def test_migrations_match_the_models() -> None:
    """Check 78."""
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


# What old code can live with: it neither reads nor writes what is new.
ADDITIONS = (
    operations.AddConstraint,
    operations.AddField,
    operations.AddIndex,
    operations.CreateModel,
    operations.RunPython,
    operations.SeparateDatabaseAndState,
)


def test_migrations_only_add_what_running_code_can_live_with() -> None:
    """Check 87: the server may run until it is restarted, and after a failed upgrade the old code again."""
    paths = sorted((ROOT / "faq" / "migrations").glob("0*.py"))
    assert paths[0].stem == "0001_initial"
    for path in paths[1:]:
        migration = import_module(f"faq.migrations.{path.stem}").Migration
        for operation in migration.operations:
            assert isinstance(operation, ADDITIONS), (path.stem, operation)
            if isinstance(operation, operations.AddField):
                field = operation.field
                assert field.null or field.db_default is not NOT_PROVIDED, (path.stem, field)


def test_migrations_go_back_to_zero_and_forward_again(make_site: Callable[..., Site]) -> None:
    """Check 78: with content in the tables."""
    site = make_site()
    before = tables(site)
    assert {"faq_topic", "faq_question", "faq_step", "question_visible"} <= set(before)
    back = site.manage("migrate", "faq", "zero", "--verbosity=0")
    assert (back.returncode, back.stderr) == (0, "")
    assert tables(site) == {}
    forward = site.manage("migrate", "--verbosity=0")
    assert (forward.returncode, forward.stderr) == (0, "")
    assert tables(site) == before


def test_migrations_give_the_groups_their_rights(make_site: Callable[..., Site]) -> None:
    """Check 78: reviewers have more permissions than editors, and neither have all."""
    given = rights(make_site())
    editors, reviewers = (
        {right for name, right in given if name == group} for group in ("Editors", "Reviewers")
    )
    assert reviewers - editors == {"publish_question", "view_auditentry"}
    assert editors < reviewers
    assert {"add_question", "change_step", "delete_topic", "add_image"} < editors
    assert not {"delete_image", "change_revision", "change_user"} & reviewers


@pytest.mark.django_db
def test_bold_labels_of_existing_content_are_marked(
    ines: User, capsys: pytest.CaptureFixture[str]
) -> None:
    """They are marked in revisions alike, so that no working copy seems to be out of date."""
    question = make_question(body="Press **OK**, `**A**`.", steps=["Choose **Save**"])
    question.steps.update(body="In **Jobs › Mine**. **Hourly**", caution="**Not** twice")
    copy = open_working_copy(question, by=ines, at=NOW)
    version = ContentVersion.objects.current(NOW)
    migration = import_module("faq.migrations.0006_ui_labels")
    migration.mark(apps, None)

    assert (
        "in 4 questions and steps. Bold words that may be labels too: 4." in capsys.readouterr().out
    )
    assert ContentVersion.objects.current(NOW) != version
    content = snapshot_of(question)
    assert content["body"] == "Press [[OK]], `**A**`."
    (step,) = content["steps"]
    assert (step["title"], step["body"], step["caution"]) == (
        "Choose [[Save]]",
        "In [[Jobs › Mine]]. **Hourly**",
        "**Not** twice",
    )
    stored = question.steps.get()
    assert stored.title_html == render_inline("Choose [[Save]]")
    assert stored.body_html == render(stored.body)
    assert snapshot_of(copy)["steps"] == content["steps"]
    assert not live_text_changed(Question.with_copies.get(pk=copy.pk))

    migration.unmark(apps, None)
    assert snapshot_of(question)["steps"][0]["title"] == "Choose **Save**"
    assert not live_text_changed(Question.with_copies.get(pk=copy.pk))


@pytest.mark.django_db
def test_stored_texts_are_rendered_with_captions_tables_and_details() -> None:
    texts = ("|a|\n|-|", "<details>\n\nb\n</details>", '![c](/static/faq/leaf.svg "C")', "plain")
    questions = [make_question(body=text, steps=["x"]) for text in texts]
    wanted = [question.body_html for question in questions]
    Question.objects.update(body_html="old")
    Step.objects.update(body=texts[0], caution=texts[1], body_html="old", caution_html="old")
    version = ContentVersion.objects.current(NOW)
    migration = import_module("faq.migrations.0012_rich_html")
    migration.render_again(apps, None)
    stored = list(Question.objects.order_by("pk").values_list("body_html", flat=True))
    assert stored == [*wanted[:3], "old"]
    assert set(Step.objects.values_list("body_html", "caution_html")) == {
        (wanted[0], wanted[1]),
    }
    assert ContentVersion.objects.current(NOW) != version
    version = ContentVersion.objects.current(NOW)
    migration.render_again(apps, None)
    assert ContentVersion.objects.current(NOW) == version
