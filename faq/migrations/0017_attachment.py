from importlib import import_module
from typing import Any

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


RIGHTS = ("add", "change", "view")


def add_rights(apps: Any, schema_editor: Any) -> None:
    permission = import_module("faq.migrations.0001_initial")._permission
    for group in apps.get_model("auth", "Group").objects.filter(name__in=["Editors", "Reviewers"]):
        group.permissions.add(*(permission(apps, action, "attachment") for action in RIGHTS))


class Migration(migrations.Migration):

    dependencies = [
        ('faq', '0016_videos'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Attachment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(editable=False, max_length=70, unique=True, verbose_name='name')),
                ('byte_count', models.PositiveIntegerField(editable=False, verbose_name='bytes')),
                ('uploaded_at', models.DateTimeField(editable=False, verbose_name='uploaded at')),
                ('title', models.CharField(help_text='What readers choose, and the name under which a PDF is saved: “Price list 2027”.', max_length=150, verbose_name='title')),
                ('uploaded_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='uploaded by')),
            ],
            options={
                'verbose_name': 'attachment',
                'verbose_name_plural': 'attachments',
                'constraints': [models.CheckConstraint(condition=models.Q(('title', ''), _negated=True), name='attachment_has_a_title', violation_error_message='Give the file a title.'), models.CheckConstraint(condition=models.Q(('byte_count__gt', 0)), name='attachment_has_a_size')],
            },
        ),
        migrations.RunPython(add_rights, migrations.RunPython.noop, elidable=False),
    ]
