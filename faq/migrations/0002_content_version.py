import secrets
from typing import Any

from django.db import migrations, models


def make_the_row(apps: Any, schema_editor: Any) -> None:
    apps.get_model('faq', 'ContentVersion').objects.create(pk=1, number=secrets.randbits(62) + 1)


class Migration(migrations.Migration):

    dependencies = [
        ('faq', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='ContentVersion',
            fields=[
                ('id', models.PositiveSmallIntegerField(default=1, primary_key=True, serialize=False)),
                ('number', models.BigIntegerField()),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('id', 1)), name='content_version_only_one')],
            },
        ),
        migrations.RunPython(make_the_row, migrations.RunPython.noop),
    ]
