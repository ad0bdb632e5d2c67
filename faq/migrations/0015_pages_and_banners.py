import django.core.validators
import django.db.models.functions.text
import django.db.models.lookups
from importlib import import_module
from typing import Any

from django.db import migrations, models

WHOLE = ("add", "change", "delete", "view")


def add_rights(apps: Any, schema_editor: Any) -> None:
    permission = import_module("faq.migrations.0001_initial")._permission
    for group in apps.get_model("auth", "Group").objects.filter(name__in=["Editors", "Reviewers"]):
        group.permissions.add(
            *(permission(apps, action, model) for model in ("page", "banner") for action in WHOLE)
        )


class Migration(migrations.Migration):

    dependencies = [
        ('faq', '0014_section'),
    ]

    operations = [
        migrations.CreateModel(
            name='Banner',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('information', 'Information'), ('warning', 'Warning'), ('outage', 'Outage')], default='information', max_length=20, verbose_name='kind')),
                ('text', models.CharField(help_text='One or two sentences. Links are written [words](address), and bold words **like this**.', max_length=300, verbose_name='text')),
                ('text_html', models.TextField(default='', editable=False)),
                ('starts_at', models.DateTimeField(blank=True, help_text='Empty: as soon as you save.', null=True, verbose_name='start')),
                ('ends_at', models.DateTimeField(blank=True, help_text='Empty: until somebody deletes the banner.', null=True, verbose_name='end')),
            ],
            options={
                'verbose_name': 'banner',
                'verbose_name_plural': 'banners',
                'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['information', 'warning', 'outage'])), name='banner_kind_known'), models.CheckConstraint(condition=models.Q(('starts_at', None), ('ends_at', None), ('ends_at__gt', models.F('starts_at')), _connector='OR'), name='banner_ends_after_its_start', violation_error_message='The end must be after the start.')],
            },
        ),
        migrations.CreateModel(
            name='Page',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.CharField(help_text='The name in the address: /pages/<b>this-part</b>/. Links to the old address end when you change it.', max_length=80, validators=[django.core.validators.RegexValidator('\\A[a-z0-9]+(-[a-z0-9]+)*\\Z', 'Use lower-case letters, digits and single hyphens between them, like end-contract.', code='slug')], verbose_name='address')),
                ('title', models.CharField(help_text='It stands in the footer too: Imprint, Privacy.', max_length=80, verbose_name='title')),
                ('body', models.TextField(help_text='Markdown. Readers see it as soon as you save.', validators=[django.core.validators.MaxLengthValidator(20000)], verbose_name='text')),
                ('body_html', models.TextField(default='', editable=False)),
                ('position', models.PositiveIntegerField(default=0, help_text='Lower numbers come first.', verbose_name='position')),
            ],
            options={
                'verbose_name': 'page',
                'verbose_name_plural': 'pages',
                'constraints': [models.UniqueConstraint(fields=('slug',), name='page_slug_unique', violation_error_message='Another page has this address.'), models.CheckConstraint(condition=models.Q(django.db.models.lookups.Exact(models.Func(models.F('slug'), models.Value('abcdefghijklmnopqrstuvwxyz0123456789-'), function='LTRIM', output_field=models.CharField()), models.Value('')), models.Q(('slug', ''), ('slug__startswith', '-'), ('slug__endswith', '-'), ('slug__contains', '--'), _connector='OR', _negated=True)), name='page_slug_well_formed', violation_error_message='Use lower-case letters, digits and single hyphens between them, like end-contract.'), models.CheckConstraint(condition=models.Q(django.db.models.lookups.LessThanOrEqual(django.db.models.functions.text.Length('body'), models.Value(20000))), name='page_body_within_size', violation_error_message='Use at most 20000 characters.')],
            },
        ),
        migrations.RunPython(add_rights, migrations.RunPython.noop, elidable=False),
    ]
