"""All tables, the row of ContentVersion, and the groups Editors and Reviewers with what each may do.

Everything but the functions is what makemigrations writes.
"""

import secrets
from typing import Any

import django.core.validators
import django.db.models.deletion
import django.db.models.functions.datetime
import django.db.models.functions.text
import django.db.models.lookups
import faq.models.synonym
from django.conf import settings
from django.db import migrations, models

WHOLE = ("add", "change", "delete", "view")

EDITORS = {
    "question": WHOLE,
    "step": WHOLE,
    "phrasing": WHOLE,
    "topic": WHOLE,
    "audience": WHOLE,
    "synonym": WHOLE,
    "image": ("add", "change", "view"),
    "vote": ("delete", "view"),
    "stuckreport": ("delete", "view"),
    "searchterm": ("delete", "view"),
    "revision": ("view",),
}
REVIEWERS = EDITORS | {"question": (*WHOLE, "publish"), "auditentry": ("view",)}


def make_groups(apps: Any, schema_editor: Any) -> None:
    Group = apps.get_model("auth", "Group")
    for name, rights in (("Editors", EDITORS), ("Reviewers", REVIEWERS)):
        group, _ = Group.objects.get_or_create(name=name)
        group.permissions.add(
            *(_permission(apps, action, model) for model, actions in rights.items() for action in actions)
        )


def _permission(apps: Any, action: str, model: str) -> Any:
    """Django makes permissions after the last migration, which is too late here. It finds these made."""
    options = apps.get_model("faq", model)._meta
    content_type, _ = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
        app_label="faq", model=model
    )
    codename = f"{action}_{model}"
    name = dict(options.permissions).get(codename, f"Can {action} {options.verbose_name_raw}")
    permission, _ = apps.get_model("auth", "Permission").objects.get_or_create(
        content_type=content_type, codename=codename, defaults={"name": name}
    )
    return permission


def make_content_version(apps: Any, schema_editor: Any) -> None:
    apps.get_model("faq", "ContentVersion").objects.create(pk=1, number=secrets.randbits(62) + 1)


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [
        migrations.CreateModel(
            name='Audience',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.CharField(help_text='Used in addresses, for example freelancer.', max_length=80, validators=[django.core.validators.RegexValidator('\\A[a-z0-9]+(-[a-z0-9]+)*\\Z', 'Use lower-case letters, digits and single hyphens between them, like end-contract.', code='slug')], verbose_name='name in addresses')),
                ('title', models.CharField(help_text='Shown after “For …”. Use the plural: freelancers.', max_length=80, verbose_name='title')),
                ('position', models.PositiveIntegerField(default=0, help_text='Lower numbers come first.', verbose_name='position')),
            ],
            options={
                'verbose_name': 'audience',
                'verbose_name_plural': 'audiences',
                'constraints': [models.UniqueConstraint(fields=('slug',), name='audience_slug_unique', violation_error_message='Another audience has this address.'), models.CheckConstraint(condition=models.Q(django.db.models.lookups.Exact(models.Func(models.F('slug'), models.Value('abcdefghijklmnopqrstuvwxyz0123456789-'), function='LTRIM', output_field=models.CharField()), models.Value('')), models.Q(('slug', ''), ('slug__startswith', '-'), ('slug__endswith', '-'), ('slug__contains', '--'), _connector='OR', _negated=True)), name='audience_slug_well_formed', violation_error_message='Use lower-case letters, digits and single hyphens between them, like end-contract.')],
            },
        ),
        migrations.CreateModel(
            name='ContentVersion',
            fields=[
                ('id', models.PositiveSmallIntegerField(default=1, primary_key=True, serialize=False)),
                ('number', models.BigIntegerField()),
                ('changed_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('id', 1)), name='content_version_only_one')],
            },
        ),
        migrations.CreateModel(
            name='DeskVisit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.DateField()),
                ('day_before', models.DateField(null=True)),
                ('person', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='IndexChange',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('question_id', models.BigIntegerField()),
                ('sequence', models.BigIntegerField()),
                ('marked_at', models.DateTimeField(auto_now_add=True)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('question_id',), name='index_change_question_unique')],
            },
        ),
        migrations.CreateModel(
            name='PromiseCheck',
            fields=[
                ('id', models.PositiveSmallIntegerField(default=1, primary_key=True, serialize=False)),
                ('at', models.DateTimeField()),
                ('phrasing_count', models.PositiveIntegerField()),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('id', 1)), name='promise_check_only_one')],
            },
        ),
        migrations.CreateModel(
            name='Topic',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.CharField(help_text='The name in the address: /topics/<b>this-part</b>/. A changed address keeps working.', max_length=80, validators=[django.core.validators.RegexValidator('\\A[a-z0-9]+(-[a-z0-9]+)*\\Z', 'Use lower-case letters, digits and single hyphens between them, like end-contract.', code='slug')], verbose_name='address')),
                ('title', models.CharField(help_text='Two or three words that readers use.', max_length=80, verbose_name='title')),
                ('summary', models.CharField(blank=True, help_text='One line that says what this topic covers.', max_length=200, verbose_name='summary')),
                ('icon', models.CharField(choices=[('circle-question-mark', 'Question mark'), ('user-round', 'Person'), ('users-round', 'People'), ('file-text', 'Document'), ('briefcase', 'Briefcase'), ('credit-card', 'Payment card'), ('shield-check', 'Shield'), ('pencil', 'Pencil'), ('book-open', 'Book'), ('package', 'Parcel'), ('calendar-days', 'Calendar'), ('message-circle', 'Speech bubble'), ('settings', 'Gear'), ('heart', 'Heart'), ('house', 'House'), ('key-round', 'Key'), ('lightbulb', 'Light bulb'), ('smartphone', 'Phone'), ('map-pin', 'Place'), ('wrench', 'Spanner'), ('truck', 'Delivery van')], default='circle-question-mark', max_length=40, verbose_name='icon')),
                ('position', models.PositiveIntegerField(default=0, help_text='Lower numbers come first.', verbose_name='position')),
            ],
            options={
                'verbose_name': 'topic',
                'verbose_name_plural': 'topics',
                'constraints': [models.UniqueConstraint(fields=('slug',), name='topic_slug_unique', violation_error_message='Another topic has this address.'), models.CheckConstraint(condition=models.Q(django.db.models.lookups.Exact(models.Func(models.F('slug'), models.Value('abcdefghijklmnopqrstuvwxyz0123456789-'), function='LTRIM', output_field=models.CharField()), models.Value('')), models.Q(('slug', ''), ('slug__startswith', '-'), ('slug__endswith', '-'), ('slug__contains', '--'), _connector='OR', _negated=True)), name='topic_slug_well_formed', violation_error_message='Use lower-case letters, digits and single hyphens between them, like end-contract.')],
            },
        ),
        migrations.CreateModel(
            name='Question',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.CharField(help_text='The name in the address: /questions/<b>this-part</b>/. A changed address keeps working.', max_length=80, validators=[django.core.validators.RegexValidator('\\A[a-z0-9]+(-[a-z0-9]+)*\\Z', 'Use lower-case letters, digits and single hyphens between them, like end-contract.', code='slug')], verbose_name='address')),
                ('title', models.CharField(help_text='The question, as a reader would ask it: “How do I end a contract?”', max_length=200, verbose_name='title')),
                ('summary', models.CharField(blank=True, help_text='The answer in one sentence, in plain text. Shown first and in search results.', max_length=300, verbose_name='summary')),
                ('body', models.TextField(blank=True, help_text='Anything the summary and the steps do not cover. Markdown: **bold**, lists, [links](/questions/…/).', validators=[django.core.validators.MaxLengthValidator(20000)], verbose_name='body')),
                ('body_html', models.TextField(default='', editable=False, serialize=False)),
                ('status', models.CharField(choices=[('draft', 'Draft'), ('in_review', 'In review'), ('published', 'Published'), ('archived', 'Archived')], default='draft', max_length=20, verbose_name='status')),
                ('published_at', models.DateTimeField(blank=True, help_text='Readers see it from this time.', null=True, verbose_name='published from')),
                ('expires_at', models.DateTimeField(blank=True, help_text='From this time readers are told that it is no longer answered.', null=True, verbose_name='published until')),
                ('featured', models.BooleanField(default=False, help_text='Shown on the home page.', verbose_name='featured')),
                ('urgent', models.BooleanField(default=False, help_text='Shown on the home page under “Something wrong?”, for readers in a hurry.', verbose_name='urgent')),
                ('position', models.PositiveIntegerField(default=0, help_text='Position in the topic. Lower numbers come first.', verbose_name='position')),
                ('updated_at', models.DateTimeField(editable=False, verbose_name='updated at')),
                ('is_copy', models.BooleanField(default=False, editable=False, serialize=False)),
                ('started_at', models.DateTimeField(editable=False, null=True, serialize=False)),
                ('submitted_at', models.DateTimeField(editable=False, null=True, serialize=False)),
                ('review_every', models.PositiveSmallIntegerField(editable=False, null=True, serialize=False)),
                ('walked_through_at', models.DateTimeField(editable=False, null=True, serialize=False)),
                ('sent_back_at', models.DateTimeField(editable=False, null=True, serialize=False)),
                ('audiences', models.ManyToManyField(blank=True, help_text='Who the answer is for. Choose none for everyone.', related_name='questions', to='faq.audience', verbose_name='audiences')),
                ('copy_of', models.OneToOneField(editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='copy', serialize=False, to='faq.question')),
                ('owner', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', serialize=False, to=settings.AUTH_USER_MODEL, verbose_name='owner')),
                ('replaced_by', models.ForeignKey(blank=True, help_text='Readers of the archived question are redirected there once it is published.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='faq.question', verbose_name='replaced by')),
                ('started_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', serialize=False, to=settings.AUTH_USER_MODEL)),
                ('submitted_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', serialize=False, to=settings.AUTH_USER_MODEL)),
                ('walked_through_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', serialize=False, to=settings.AUTH_USER_MODEL)),
                ('topic', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='questions', to='faq.topic', verbose_name='topic')),
            ],
            options={
                'verbose_name': 'question',
                'verbose_name_plural': 'questions',
                'permissions': [('publish_question', 'Can publish and archive questions')],
                'indexes': [
                    models.Index(fields=['status', 'published_at'], name='question_visible'),
                    models.Index(condition=models.Q(('expires_at__isnull', False)), fields=['expires_at'], name='question_expires'),
                    models.Index(fields=['topic', 'status', 'published_at'], name='question_in_topic'),
                ],
                'constraints': [
                    models.UniqueConstraint(condition=models.Q(('is_copy', False)), fields=('slug',), name='question_slug_unique', violation_error_message='Another question has this address.'),
                    models.CheckConstraint(condition=models.Q(django.db.models.lookups.Exact(models.Func(models.F('slug'), models.Value('abcdefghijklmnopqrstuvwxyz0123456789-'), function='LTRIM', output_field=models.CharField()), models.Value('')), models.Q(('slug', ''), ('slug__startswith', '-'), ('slug__endswith', '-'), ('slug__contains', '--'), _connector='OR', _negated=True)), name='question_slug_well_formed', violation_error_message='Use lower-case letters, digits and single hyphens between them, like end-contract.'),
                    models.CheckConstraint(condition=models.Q(('status__in', ['draft', 'in_review', 'published', 'archived'])), name='question_status_known'),
                    models.CheckConstraint(condition=models.Q(models.Q(('status', 'published'), _negated=True), ('published_at__isnull', False), _connector='OR'), name='question_published_has_published_at', violation_error_message='A published question needs a publication time.'),
                    models.CheckConstraint(condition=models.Q(django.db.models.lookups.LessThanOrEqual(django.db.models.functions.text.Length('body'), models.Value(20000))), name='question_body_within_size', violation_error_message='Use at most 20000 characters.'),
                    models.CheckConstraint(condition=models.Q(('replaced_by', models.F('pk')), _negated=True), name='question_not_replaced_by_itself', violation_error_message='A question cannot replace itself.'),
                    models.CheckConstraint(condition=models.Q(('is_copy', False), models.Q(('published_at__isnull', True), ('status__in', ['draft', 'in_review'])), _connector='OR'), name='question_copy_is_not_published'),
                    models.CheckConstraint(condition=models.Q(('expires_at__gt', models.F('published_at')), ('expires_at__isnull', True), ('published_at__isnull', True), _connector='OR'), name='question_expires_after_published', violation_error_message='It would end before it begins.'),
                    models.CheckConstraint(condition=models.Q(('is_copy', True), ('copy_of__isnull', True), _connector='OR'), name='question_original_is_no_copy'),
                ],
            },
        ),
        migrations.CreateModel(
            name='Phrasing',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.CharField(help_text='How a reader might ask: “get out of a contract”.', max_length=200, verbose_name='text')),
                ('question', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='phrasings', to='faq.question', verbose_name='question')),
            ],
            options={
                'verbose_name': 'phrasing',
                'verbose_name_plural': 'phrasings',
                'constraints': [
                    models.UniqueConstraint(fields=('question', 'text'), name='phrasing_unique_in_question', violation_error_message='This question has that phrasing already.'),
                ],
            },
        ),
        migrations.CreateModel(
            name='LinkCheck',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('url', models.CharField(max_length=2000, verbose_name='address')),
                ('problem', models.CharField(blank=True, choices=[('', 'None'), ('gone', 'Nothing is there'), ('answer', 'It answered with an error'), ('no_host', 'The site does not exist'), ('unreachable', 'It could not be reached'), ('slow', 'It took too long'), ('certificate', 'Its certificate is not valid'), ('loop', 'It redirects too many times'), ('refused', 'It is not an address on the public web'), ('robots', 'It does not allow automatic checks')], default='', max_length=20, verbose_name='problem')),
                ('code', models.PositiveSmallIntegerField(null=True, verbose_name='answered')),
                ('is_broken', models.BooleanField(default=False, verbose_name='broken')),
                ('checked_at', models.DateTimeField(null=True, verbose_name='checked')),
                ('questions', models.ManyToManyField(related_name='+', to='faq.question', verbose_name='questions that link there')),
            ],
            options={
                'verbose_name': 'link',
                'verbose_name_plural': 'links to check',
                'indexes': [
                    models.Index(condition=models.Q(('is_broken', True)), fields=['is_broken'], name='link_check_broken'),
                ],
                'constraints': [
                    models.UniqueConstraint(fields=('url',), name='link_check_url_unique'),
                ],
            },
        ),
        migrations.CreateModel(
            name='DraftSource',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('digest', models.CharField(max_length=64, unique=True)),
                ('made_at', models.DateTimeField()),
                ('page', models.CharField(blank=True, max_length=200)),
                ('pieces', models.JSONField()),
                ('doubts', models.JSONField()),
                ('question', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='draft_source', to='faq.question')),
            ],
        ),
        migrations.CreateModel(
            name='ReviewComment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
                ('by_name', models.CharField(max_length=150)),
                ('text', models.TextField(max_length=2000)),
                ('sends_back', models.BooleanField(default=False)),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('question', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='review_comments', to='faq.question')),
            ],
            options={
                'indexes': [
                    models.Index(fields=['question', 'at'], name='review_comment_in_order'),
                ],
            },
        ),
        migrations.CreateModel(
            name='Revision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField()),
                ('content', models.JSONField()),
                ('published_at', models.DateTimeField()),
                ('by_name', models.CharField(blank=True, max_length=150)),
                ('note', models.CharField(blank=True, max_length=300)),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('question', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='revisions', to='faq.question')),
            ],
            options={
                'constraints': [
                    models.UniqueConstraint(fields=('question', 'number'), name='revision_number_unique'),
                ],
            },
        ),
        migrations.AddField(
            model_name='question',
            name='based_on',
            field=models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', serialize=False, to='faq.revision'),
        ),
        migrations.CreateModel(
            name='SearchTerm',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.DateField(verbose_name='day')),
                ('text', models.CharField(max_length=80, verbose_name='searched for')),
                ('count', models.PositiveIntegerField(default=0, verbose_name='times')),
                ('empty_count', models.PositiveIntegerField(default=0, verbose_name='found nothing')),
            ],
            options={
                'verbose_name': 'search term',
                'verbose_name_plural': 'search terms',
                'constraints': [models.UniqueConstraint(fields=('day', 'text'), name='search_term_unique_on_day'), models.CheckConstraint(condition=models.Q(('empty_count__lte', models.F('count'))), name='search_term_empty_within_count')],
            },
        ),
        migrations.CreateModel(
            name='Step',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveIntegerField(verbose_name='position')),
                ('title', models.CharField(help_text='One action, verb first. Write words from the screen in **bold**, and paths through menus as **Jobs › My Jobs**.', max_length=200, verbose_name='title')),
                ('body', models.TextField(blank=True, help_text='Where to find it and what happens next, if readers need to know. Markdown.', validators=[django.core.validators.MaxLengthValidator(20000)], verbose_name='body')),
                ('caution', models.TextField(blank=True, help_text='Anything that cannot be undone. Shown as a warning before the action.', max_length=500, validators=[django.core.validators.MaxLengthValidator(20000)], verbose_name='caution')),
                ('uid', models.UUIDField(editable=False)),
                ('title_html', models.TextField(default='', editable=False, serialize=False)),
                ('body_html', models.TextField(default='', editable=False, serialize=False)),
                ('caution_html', models.TextField(default='', editable=False, serialize=False)),
                ('question', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='steps', to='faq.question', verbose_name='question')),
            ],
            options={
                'verbose_name': 'step',
                'verbose_name_plural': 'steps',
                'constraints': [
                    models.UniqueConstraint(fields=('question', 'position'), name='step_position_unique', violation_error_message='Another step of this question has this position.'),
                    models.CheckConstraint(condition=models.Q(('position__gte', 1)), name='step_position_from_one'),
                    models.UniqueConstraint(fields=('question', 'uid'), name='step_uid_unique', violation_error_message='Another step has this uid.'),
                    models.CheckConstraint(condition=models.Q(django.db.models.lookups.LessThanOrEqual(django.db.models.functions.text.Length('body'), models.Value(20000))), name='step_body_within_size', violation_error_message='Use at most 20000 characters.'),
                    models.CheckConstraint(condition=models.Q(django.db.models.lookups.LessThanOrEqual(django.db.models.functions.text.Length('caution'), models.Value(20000))), name='step_caution_within_size', violation_error_message='Use at most 20000 characters.'),
                ],
            },
        ),
        migrations.CreateModel(
            name='StuckReport',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.DateTimeField(help_text='When the text that the reader saw was last changed.', verbose_name='version')),
                ('day', models.DateField(help_text='In UTC. The time of day is not recorded.', verbose_name='day')),
                ('reader', models.BinaryField(null=True)),
                ('words', models.CharField(blank=True, max_length=300, verbose_name='words')),
                ('step_uid', models.UUIDField(editable=False)),
                ('position', models.PositiveIntegerField(help_text='Position of the step at that time.', verbose_name='position')),
                ('title', models.CharField(help_text='Text of the step at that time.', max_length=200, verbose_name='step')),
                ('reason', models.CharField(choices=[('not_seen', 'I don’t see this'), ('button_missing', 'The button is missing'), ('not_allowed', 'I’m not allowed to'), ('unsure', 'I’m unsure what happens'), ('other', 'Something else')], max_length=20, verbose_name='reason')),
                ('question', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='faq.question', verbose_name='question')),
            ],
            options={
                'verbose_name': 'stuck report',
                'verbose_name_plural': 'stuck reports',
                'indexes': [
                    models.Index(condition=models.Q(('reader__isnull', False)), fields=['day'], name='stuck_report_with_reader'),
                    models.Index(fields=['day'], name='stuck_report_on_day'),
                ],
                'constraints': [
                    models.UniqueConstraint(fields=('step_uid', 'day', 'reader'), name='stuck_report_once_a_day'),
                    models.CheckConstraint(condition=models.Q(('reason__in', ['not_seen', 'button_missing', 'not_allowed', 'unsure', 'other'])), name='stuck_report_reason_known'),
                    models.CheckConstraint(condition=models.Q(django.db.models.lookups.LessThanOrEqual(django.db.models.functions.text.Length('words'), models.Value(300))), name='stuck_report_words_within_size', violation_error_message='Use at most 300 characters.'),
                ],
            },
        ),
        migrations.CreateModel(
            name='Synonym',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('words', faq.models.synonym.MembersField(help_text='What readers type: words or phrases of up to three words, with commas between them. “invoice, bill, receipt”', max_length=300, verbose_name='words')),
                ('means', faq.models.synonym.MembersField(blank=True, help_text='Leave empty if the words above all mean the same. Fill it in if those words should find these too, but not the other way round: “scam” also finds “report, fraud”.', max_length=300, verbose_name='also find')),
            ],
            options={
                'verbose_name': 'synonym',
                'verbose_name_plural': 'synonyms',
                'constraints': [models.UniqueConstraint(fields=('words',), name='synonym_words_unique', violation_error_message='These words already have an entry. Change that one.'), models.CheckConstraint(condition=models.Q(('words', ''), _negated=True), name='synonym_has_words'), models.CheckConstraint(condition=models.Q(models.Q(('means', ''), _negated=True), ('words__contains', ','), _connector='OR'), name='synonym_has_others', violation_error_message='A word needs a synonym. Add another word, or fill in what it should also find.'), models.CheckConstraint(condition=models.Q(django.db.models.lookups.LessThanOrEqual(django.db.models.functions.text.Length('words'), models.Value(300)), django.db.models.lookups.LessThanOrEqual(django.db.models.functions.text.Length('means'), models.Value(300))), name='synonym_within_size', violation_error_message='Use at most 300 characters.'), models.CheckConstraint(condition=models.Q(django.db.models.lookups.LessThanOrEqual(models.Func(models.F('words'), output_field=models.IntegerField(), template="LENGTH(%(expressions)s) - LENGTH(REPLACE(%(expressions)s, ',', ''))"), models.Value(11)), django.db.models.lookups.LessThanOrEqual(models.Func(models.F('means'), output_field=models.IntegerField(), template="LENGTH(%(expressions)s) - LENGTH(REPLACE(%(expressions)s, ',', ''))"), models.Value(11))), name='synonym_members_at_most', violation_error_message='Use at most 12 words or phrases on a side.')],
            },
        ),
        migrations.CreateModel(
            name='Redirect',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('old_path', models.CharField(max_length=120)),
                ('question', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='redirects', to='faq.question')),
                ('topic', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='redirects', to='faq.topic')),
            ],
            options={
                'verbose_name': 'old address',
                'verbose_name_plural': 'old addresses',
                'constraints': [
                    models.UniqueConstraint(fields=('old_path',), name='redirect_old_path_unique'),
                    models.CheckConstraint(condition=models.Q(models.Q(('question__isnull', True), ('topic__isnull', False)), models.Q(('question__isnull', False), ('topic__isnull', True)), _connector='OR'), name='redirect_has_one_target'),
                ],
            },
        ),
        migrations.CreateModel(
            name='Vote',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.DateTimeField(help_text='When the text that the reader saw was last changed.', verbose_name='version')),
                ('day', models.DateField(help_text='In UTC. The time of day is not recorded.', verbose_name='day')),
                ('reader', models.BinaryField(null=True)),
                ('words', models.CharField(blank=True, max_length=300, verbose_name='words')),
                ('answered', models.BooleanField(verbose_name='answered')),
                ('reason', models.CharField(blank=True, choices=[('easy', 'It was easy to follow'), ('worked', 'The steps worked as written'), ('precise', 'It answered just what I asked'), ('warned', 'It warned me in time'), ('explained', 'I understand now why it is so'), ('elsewhere', 'It answers another question'), ('unclear', 'It is hard to follow'), ('different', 'It does not match what I see'), ('incomplete', 'Something is missing'), ('unwelcome', 'I understand it, but it does not help me')], max_length=20, verbose_name='reason')),
                ('question', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='faq.question', verbose_name='question')),
            ],
            options={
                'verbose_name': 'vote',
                'verbose_name_plural': 'votes',
                'indexes': [
                    models.Index(condition=models.Q(('reader__isnull', False)), fields=['day'], name='vote_with_reader'),
                    models.Index(condition=models.Q(('answered', False)), fields=['day'], name='vote_no'),
                ],
                'constraints': [
                    models.UniqueConstraint(fields=('question', 'day', 'reader'), name='vote_once_a_day'),
                    models.CheckConstraint(condition=models.Q(('reason', ''), models.Q(('answered', True), ('reason__in', ['easy', 'worked', 'precise', 'warned', 'explained'])), models.Q(('answered', False), ('reason__in', ['elsewhere', 'unclear', 'different', 'incomplete', 'unwelcome'])), _connector='OR'), name='vote_reason_fits_answer'),
                    models.CheckConstraint(condition=models.Q(django.db.models.lookups.LessThanOrEqual(django.db.models.functions.text.Length('words'), models.Value(300))), name='vote_words_within_size', violation_error_message='Use at most 300 characters.'),
                ],
            },
        ),
        migrations.CreateModel(
            name='AuditEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(verbose_name='when')),
                ('by_name', models.CharField(blank=True, max_length=150, verbose_name='who')),
                ('act', models.CharField(choices=[('sent for review', 'sent for review'), ('sent back', 'sent back'), ('scheduled', 'scheduled'), ('published', 'published'), ('archived', 'archived'), ('merged', 'merged'), ('discarded a copy of', 'discarded a copy of'), ('duplicated', 'duplicated'), ('imported', 'imported'), ('made from a page', 'made from a page'), ('given', 'given'), ('set the owner of', 'set the owner of'), ('reviewed', 'reviewed'), ('put in order', 'put in order'), ('deleted', 'deleted'), ('gave rights to', 'gave rights to'), ('took rights from', 'took rights from'), ('changed the rights of', 'changed the rights of')], max_length=40, verbose_name='what was done')),
                ('kind', models.CharField(max_length=40, verbose_name='kind')),
                ('name', models.CharField(max_length=250, verbose_name='name')),
                ('detail', models.CharField(blank=True, max_length=500, verbose_name='detail')),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='account')),
            ],
            options={
                'verbose_name': 'entry of the audit log',
                'verbose_name_plural': 'audit log',
                'indexes': [models.Index(fields=['-at'], name='audit_entry_newest')],
            },
        ),
        migrations.CreateModel(
            name='Image',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(editable=False, max_length=70, unique=True, verbose_name='name')),
                ('alt', models.CharField(help_text='Describe the image for people who cannot see it: “The Jobs menu, opened.”', max_length=250, verbose_name='alternative text')),
                ('width', models.PositiveIntegerField(editable=False, verbose_name='width')),
                ('height', models.PositiveIntegerField(editable=False, verbose_name='height')),
                ('byte_count', models.PositiveIntegerField(editable=False, verbose_name='bytes')),
                ('uploaded_at', models.DateTimeField(editable=False, verbose_name='uploaded at')),
                ('uploaded_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='uploaded by')),
            ],
            options={
                'verbose_name': 'image',
                'verbose_name_plural': 'images',
                'constraints': [models.CheckConstraint(condition=models.Q(('alt', ''), _negated=True), name='image_has_words', violation_error_message='Describe what the image shows.'), models.CheckConstraint(condition=models.Q(('byte_count__gt', 0), ('height__gt', 0), ('width__gt', 0)), name='image_has_a_size')],
            },
        ),
        migrations.CreateModel(
            name='BrokenPromise',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('rank', models.PositiveSmallIntegerField(null=True, verbose_name='place')),
                ('above', models.JSONField(default=list, verbose_name='found instead')),
                ('words', models.CharField(blank=True, default='', max_length=300)),
                ('phrasing', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='broken', to='faq.phrasing', verbose_name='phrasing')),
            ],
            options={
                'verbose_name': 'phrasing that does not find its question',
                'verbose_name_plural': 'phrasings that do not find their question',
                'constraints': [models.CheckConstraint(condition=models.Q(('rank__gt', 3), ('rank__isnull', True), _connector='OR'), name='broken_promise_is_not_among_the_first')],
            },
        ),
        migrations.RunPython(make_content_version, migrations.RunPython.noop),
        # Going back leaves the groups: somebody may have put people into them.
        migrations.RunPython(make_groups, migrations.RunPython.noop),
    ]
