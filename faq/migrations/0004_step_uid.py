import uuid
from typing import Any

from django.db import migrations, models


def give_every_step_one(apps: Any, schema_editor: Any) -> None:
    steps = apps.get_model('faq', 'Step').objects.filter(uid=None)
    batch = []
    for step in steps.only('pk').iterator(chunk_size=1000):
        step.uid = uuid.uuid4()
        batch.append(step)
    steps.model.objects.bulk_update(batch, ['uid'], batch_size=200)


class Migration(migrations.Migration):

    dependencies = [
        ('faq', '0003_synonym'),
    ]

    operations = [
        migrations.AddField(
            model_name='step',
            name='uid',
            field=models.UUIDField(editable=False, null=True),
        ),
        migrations.RunPython(give_every_step_one, migrations.RunPython.noop),
        migrations.AlterField(
            model_name='step',
            name='uid',
            field=models.UUIDField(editable=False),
        ),
        migrations.AddConstraint(
            model_name='step',
            constraint=models.UniqueConstraint(fields=('uid',), name='step_uid_unique', violation_error_message='Another step has this uid.'),
        ),
    ]
