"""Sections of topics, and what keeps a question in a section of its own topic.

A check constraint sees one row, so the database compares the two rows in another way: PostgreSQL by a
foreign key of two columns, and SQLite, which can add none to a table, by triggers.
"""

from importlib import import_module
from typing import Any

import django.core.validators
import django.db.models.deletion
import django.db.models.lookups
import faq.models.section
from django.apps.registry import Apps
from django.db import migrations, models

NAME = "question_section_in_topic"
POSTGRESQL = (
    f"ALTER TABLE faq_question ADD CONSTRAINT {NAME}"
    " FOREIGN KEY (topic_id, section_id) REFERENCES faq_section (topic_id, id)"
)
_QUESTION = f"""
    CREATE TRIGGER {NAME}_{{name}} BEFORE {{event}} ON faq_question
    WHEN NEW.section_id IS NOT NULL AND NOT EXISTS (
        SELECT 1 FROM faq_section WHERE id = NEW.section_id AND topic_id = NEW.topic_id
    )
    BEGIN SELECT RAISE(ABORT, '{NAME}'); END
"""
SQLITE = {
    "insert": _QUESTION.format(name="insert", event="INSERT"),
    "update": _QUESTION.format(name="update", event="UPDATE OF topic_id, section_id"),
    "move": f"""
        CREATE TRIGGER {NAME}_move BEFORE UPDATE OF topic_id ON faq_section
        WHEN EXISTS (
            SELECT 1 FROM faq_question WHERE section_id = NEW.id AND topic_id <> NEW.topic_id
        )
        BEGIN SELECT RAISE(ABORT, '{NAME}'); END
    """,
}


def keep_in_topic(apps: Apps, schema_editor: Any) -> None:
    vendor = schema_editor.connection.vendor
    for statement in {"postgresql": [POSTGRESQL], "sqlite": SQLITE.values()}.get(vendor, []):
        schema_editor.execute(statement)


def let_go(apps: Apps, schema_editor: Any) -> None:
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(f"ALTER TABLE faq_question DROP CONSTRAINT {NAME}")
    elif schema_editor.connection.vendor == "sqlite":
        for name in SQLITE:
            schema_editor.execute(f"DROP TRIGGER {NAME}_{name}")


def give_rights(apps: Apps, schema_editor: object) -> None:
    """Let the groups change sections as they change topics."""
    initial = import_module("faq.migrations.0001_initial")
    for group in apps.get_model("auth", "Group").objects.filter(name__in=["Editors", "Reviewers"]):
        group.permissions.add(
            *(initial._permission(apps, action, "section") for action in initial.WHOLE)
        )


class Migration(migrations.Migration):

    dependencies = [
        ('faq', '0013_autosave_address'),
    ]

    operations = [
        migrations.CreateModel(
            name='Section',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.CharField(help_text='The name in the address: /topics/…/#<b>this-part</b>.', max_length=80, validators=[django.core.validators.RegexValidator('\\A[a-z0-9]+(-[a-z0-9]+)*\\Z', 'Use lower-case letters, digits and single hyphens between them, like end-contract.', code='slug'), faq.models.section.validate_not_reserved], verbose_name='address')),
                ('title', models.CharField(help_text='Two or three words that readers use.', max_length=80, verbose_name='title')),
                ('summary', models.CharField(blank=True, help_text='One line that says what this section covers.', max_length=200, verbose_name='summary')),
                ('position', models.PositiveIntegerField(default=0, help_text='Position in the topic. Lower numbers come first.', verbose_name='position')),
                ('topic', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='sections', to='faq.topic', verbose_name='topic')),
            ],
            options={
                'verbose_name': 'section',
                'verbose_name_plural': 'sections',
                'constraints': [
                    models.UniqueConstraint(fields=('topic', 'slug'), name='section_slug_unique', violation_error_message='Another section of this topic has this address.'),
                    models.UniqueConstraint(fields=('topic', 'id'), name='section_topic_and_id_unique'),
                    models.CheckConstraint(condition=models.Q(django.db.models.lookups.Exact(models.Func(models.F('slug'), models.Value('abcdefghijklmnopqrstuvwxyz0123456789-'), function='LTRIM', output_field=models.CharField()), models.Value('')), models.Q(('slug', ''), ('slug__startswith', '-'), ('slug__endswith', '-'), ('slug__contains', '--'), _connector='OR', _negated=True)), name='section_slug_well_formed', violation_error_message='Use lower-case letters, digits and single hyphens between them, like end-contract.'),
                    models.CheckConstraint(condition=models.Q(('slug__in', ('main', 'q', 'q-hint', 'q-suggestions')), _negated=True), name='section_slug_not_reserved'),
                    models.CheckConstraint(condition=models.Q(('title', ''), _negated=True), name='section_has_title'),
                ],
            },
        ),
        migrations.AddField(
            model_name='question',
            name='section',
            field=models.ForeignKey(blank=True, help_text='A part of the topic. Without one, it comes first on the topic’s page.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='questions', to='faq.section', verbose_name='section'),
        ),
        migrations.RunPython(keep_in_topic, let_go),
        migrations.RunPython(give_rights, migrations.RunPython.noop),
    ]
