"""Images of texts, which editors and reviewers may upload."""

from importlib import import_module
from typing import Any

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

_groups = import_module("faq.migrations.0011_groups")


def let_upload(apps: Any, schema_editor: Any) -> None:
    Group = apps.get_model("auth", "Group")
    for group in Group.objects.filter(name__in=["Editors", "Reviewers"]):
        group.permissions.add(
            *(_groups._permission(apps, act, "image") for act in ("add", "change", "view"))
        )


class Migration(migrations.Migration):

    dependencies = [
        ('faq', '0014_link_check'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Image',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(editable=False, max_length=70, unique=True, verbose_name='name')),
                ('alt', models.CharField(help_text='What one sees in it, for whoever cannot: “The Jobs menu, opened.”', max_length=250, verbose_name='alternative text')),
                ('width', models.PositiveIntegerField(editable=False, verbose_name='width')),
                ('height', models.PositiveIntegerField(editable=False, verbose_name='height')),
                ('byte_count', models.PositiveIntegerField(editable=False, verbose_name='bytes')),
                ('uploaded_at', models.DateTimeField(editable=False, verbose_name='uploaded at')),
                ('uploaded_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='uploaded by')),
            ],
            options={
                'verbose_name': 'image',
                'verbose_name_plural': 'images',
                'constraints': [models.CheckConstraint(condition=models.Q(('alt', ''), _negated=True), name='image_has_words', violation_error_message='Say what one sees in it.'), models.CheckConstraint(condition=models.Q(('byte_count__gt', 0), ('height__gt', 0), ('width__gt', 0)), name='image_has_a_size')],
            },
        ),
        migrations.RunPython(let_upload, migrations.RunPython.noop),
    ]
