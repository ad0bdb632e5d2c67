from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('faq', '0003_versions_and_trash'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='auditentry',
            name='by_key',
            field=models.PositiveBigIntegerField(null=True, verbose_name='account number'),
        ),
        migrations.AddField(
            model_name='auditentry',
            name='changes',
            field=models.JSONField(blank=True, db_default={}, default=dict, verbose_name='changes'),
        ),
        migrations.AddField(
            model_name='auditentry',
            name='object_key',
            field=models.PositiveBigIntegerField(null=True, verbose_name='number'),
        ),
        migrations.AddIndex(
            model_name='auditentry',
            index=models.Index(fields=['kind', 'object_key'], name='audit_entry_object'),
        ),
        # Choices are not in the database.
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.AlterField(
                    model_name='auditentry',
                    name='act',
                    field=models.CharField(choices=[('sent for review', 'sent for review'), ('sent back', 'sent back'), ('scheduled', 'scheduled'), ('published', 'published'), ('archived', 'archived'), ('merged', 'merged'), ('discarded a copy of', 'discarded a copy of'), ('restored', 'restored'), ('duplicated', 'duplicated'), ('imported', 'imported'), ('made from a page', 'made from a page'), ('given', 'given'), ('set the owner of', 'set the owner of'), ('reviewed', 'reviewed'), ('put in order', 'put in order'), ('added', 'added'), ('changed', 'changed'), ('deleted', 'deleted'), ('gave rights to', 'gave rights to'), ('took rights from', 'took rights from'), ('changed the rights of', 'changed the rights of')], max_length=40, verbose_name='what was done'),
                ),
                migrations.AlterField(
                    model_name='linkcheck',
                    name='problem',
                    field=models.CharField(blank=True, choices=[('', 'None'), ('gone', 'Nothing is there'), ('archived', 'The question is archived'), ('answer', 'It answered with an error'), ('no_host', 'The site does not exist'), ('unreachable', 'It could not be reached'), ('slow', 'It took too long'), ('certificate', 'Its certificate is not valid'), ('loop', 'It redirects too many times'), ('refused', 'It is not an address on the public web'), ('robots', 'It does not allow automatic checks')], default='', max_length=20, verbose_name='problem'),
                ),
            ],
        ),
    ]
