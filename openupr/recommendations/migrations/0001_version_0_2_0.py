"""The tables as version 0.2.0 made them."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [
        ("recommendations", "0001_initial"),
        ("recommendations", "0002_import_jobs"),
        ("recommendations", "0003_import_warnings"),
        ("recommendations", "0004_reviews_in_files"),
        ("recommendations", "0005_what_sources_say_more"),
        ("recommendations", "0006_records_in_other_words"),
        ("recommendations", "0007_what_the_state_says"),
        ("recommendations", "0008_corrections_of_documents"),
        ("recommendations", "0009_fetching_a_state"),
        ("recommendations", "0010_kept_documents"),
        ("recommendations", "0011_suggested_coding"),
        ("recommendations", "0012_documents_that_wait"),
        ("recommendations", "0013_documents_with_problems"),
    ]

    initial = True

    dependencies = [
        ('reviews', '0001_version_0_2_0'),
    ]

    operations = [
        migrations.CreateModel(
            name='CodingDecision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('dimension', models.CharField(max_length=8)),
                ('value', models.CharField(max_length=80)),
                ('verdict', models.CharField(choices=[('confirmed', 'confirmed'), ('rejected', 'rejected')], max_length=9)),
                ('decided', models.DateTimeField()),
                ('settled', models.PositiveIntegerField()),
                ('undone', models.DateTimeField(null=True)),
            ],
            options={
                'ordering': ['-pk'],
            },
        ),
        migrations.CreateModel(
            name='ImportBatch',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('token', models.CharField(max_length=32, unique=True)),
                ('chosen', models.DateTimeField()),
                ('passed_over', models.JSONField(default=list)),
            ],
            options={
                'ordering': ['-pk'],
            },
        ),
        migrations.CreateModel(
            name='ImportedFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=255)),
                ('sha256', models.CharField(max_length=64)),
                ('source', models.CharField(max_length=24)),
                ('outcome', models.CharField(choices=[('entered', 'entered'), ('refused', 'refused')], max_length=8)),
                ('reason', models.TextField(blank=True)),
                ('started', models.DateTimeField()),
                ('finished', models.DateTimeField()),
                ('read', models.PositiveIntegerField(default=0)),
                ('added', models.PositiveIntegerField(default=0)),
                ('updated', models.PositiveIntegerField(default=0)),
                ('already_there', models.PositiveIntegerField(default=0)),
                ('refused', models.PositiveIntegerField(default=0)),
                ('skipped', models.PositiveIntegerField(default=0)),
                ('refusals', models.JSONField(default=list)),
                ('warnings', models.JSONField(default=list)),
                ('skipped_as', models.JSONField(default=dict)),
            ],
            options={
                'ordering': ['-pk'],
            },
        ),
        migrations.CreateModel(
            name='KeptDocument',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sha256', models.CharField(max_length=64, unique=True)),
                ('name', models.CharField(max_length=255)),
                ('content', models.BinaryField()),
                ('iso3', models.CharField(blank=True, default='', max_length=3)),
                ('waits_for', models.CharField(blank=True, default='', max_length=60)),
                ('has_problems', models.BooleanField(default=True)),
                ('used', models.DateTimeField()),
                ('entered', models.BooleanField(default=False)),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='UhriName',
            fields=[
                ('identifier', models.CharField(max_length=64, primary_key=True, serialize=False)),
                ('text', models.TextField()),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='Ask',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=48, unique=True)),
                ('same', models.CharField(db_index=True, max_length=16)),
                ('from_iso3', models.CharField(blank=True, max_length=3, verbose_name='recommending State')),
                ('kind', models.CharField(choices=[('recommendation', 'recommendation'), ('pledge', 'voluntary pledge')], max_length=14)),
                ('review', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='asks', to='reviews.review')),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='DocumentCorrection',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sha256', models.CharField(max_length=64)),
                ('problem', models.CharField(max_length=16)),
                ('action', models.CharField(choices=[('accept', 'right as it was read'), ('leave-out', 'left out'), ('fix', 'fixed'), ('add', 'added by hand')], max_length=9)),
                ('values', models.JSONField(default=dict)),
                ('decided', models.DateTimeField()),
            ],
            options={
                'ordering': ['pk'],
                'constraints': [models.UniqueConstraint(fields=('sha256', 'problem'), name='one_correction_a_problem')],
            },
        ),
        migrations.CreateModel(
            name='RecordEdition',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('token', models.CharField(max_length=32)),
                ('demo', models.BooleanField(default=False)),
                ('coding', models.CharField(blank=True, default='', max_length=32)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('pk', 1)), name='one_edition_stands')],
            },
        ),
        migrations.CreateModel(
            name='SourceRecord',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('same', models.CharField(blank=True, default='', max_length=16)),
                ('source', models.CharField(max_length=24)),
                ('preferred', models.BooleanField(default=False)),
                ('text', models.TextField()),
                ('source_response', models.CharField(blank=True, max_length=120)),
                ('response', models.CharField(blank=True, max_length=12)),
                ('action', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('source_issues', models.JSONField(default=list)),
                ('issues', models.JSONField(default=list)),
                ('sdgs', models.JSONField(default=list)),
                ('persons', models.JSONField(default=list)),
                ('source_persons', models.JSONField(default=list)),
                ('number', models.CharField(blank=True, max_length=24)),
                ('symbol', models.CharField(blank=True, max_length=60)),
                ('source_position', models.CharField(blank=True, max_length=200)),
                ('explanation', models.TextField(blank=True, default='')),
                ('texts', models.JSONField(default=dict)),
                ('url', models.TextField(blank=True)),
                ('state_region', models.CharField(blank=True, max_length=40)),
                ('state_organisations', models.JSONField(default=list)),
                ('from_region', models.CharField(blank=True, max_length=40)),
                ('from_organisations', models.JSONField(default=list)),
                ('raw', models.JSONField(default=dict)),
                ('row', models.PositiveIntegerField()),
                ('ask', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='records', to='recommendations.ask')),
                ('file', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='records', to='recommendations.importedfile')),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='RecordChange',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('field', models.CharField(max_length=32)),
                ('before', models.JSONField()),
                ('after', models.JSONField()),
                ('file', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='changes', to='recommendations.importedfile')),
                ('record', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='changes', to='recommendations.sourcerecord')),
            ],
            options={
                'ordering': ['-pk'],
            },
        ),
        migrations.CreateModel(
            name='SuggestedCode',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('dimension', models.CharField(max_length=8)),
                ('value', models.CharField(max_length=80)),
                ('score', models.FloatField()),
                ('ask', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='suggested', to='recommendations.ask')),
                ('decision', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='codes', to='recommendations.codingdecision')),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='SuggestionRun',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('model', models.CharField(max_length=160)),
                ('last_ask', models.BigIntegerField(default=0)),
                ('done', models.PositiveIntegerField(default=0)),
                ('total', models.PositiveIntegerField(default=0)),
                ('finished', models.DateTimeField(null=True)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('pk', 1)), name='one_suggestion_run')],
            },
        ),
        migrations.CreateModel(
            name='ImportJob',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('place', models.PositiveIntegerField()),
                ('name', models.CharField(max_length=255)),
                ('kept_as', models.CharField(blank=True, max_length=64)),
                ('size', models.PositiveBigIntegerField(default=0)),
                ('url', models.TextField(blank=True)),
                ('iso3', models.CharField(blank=True, default='', max_length=3)),
                ('source', models.CharField(blank=True, max_length=24)),
                ('recognised', models.BooleanField(default=False)),
                ('state', models.CharField(choices=[('waiting', 'waiting'), ('running', 'being imported'), ('done', 'imported'), ('refused', 'refused')], default='waiting', max_length=8)),
                ('begun', models.PositiveSmallIntegerField(default=0)),
                ('reason', models.TextField(blank=True)),
                ('removed_demo', models.BooleanField(default=False)),
                ('searchable', models.BooleanField(null=True)),
                ('batch', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='jobs', to='recommendations.importbatch')),
                ('imported', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='jobs', to='recommendations.importedfile')),
            ],
            options={
                'ordering': ['pk'],
                'constraints': [models.UniqueConstraint(fields=('batch', 'place'), name='one_job_a_place')],
            },
        ),
        migrations.CreateModel(
            name='ReviewInFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('iso3', models.CharField(blank=True, max_length=3)),
                ('session', models.PositiveSmallIntegerField(null=True)),
                ('cycle', models.PositiveSmallIntegerField(null=True)),
                ('entered', models.PositiveIntegerField(default=0)),
                ('again', models.PositiveIntegerField(default=0)),
                ('refused', models.PositiveIntegerField(default=0)),
                ('file', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='reviews', to='recommendations.importedfile')),
            ],
            options={
                'ordering': ['pk'],
                'indexes': [models.Index(fields=['iso3'], name='reviews_of_a_state_in_files')],
            },
        ),
        migrations.AddIndex(
            model_name='sourcerecord',
            index=models.Index(condition=models.Q(('same', ''), _negated=True), fields=['same'], name='records_in_other_words'),
        ),
        migrations.AddConstraint(
            model_name='sourcerecord',
            constraint=models.UniqueConstraint(fields=('ask', 'source'), name='one_record_an_ask_and_source'),
        ),
        migrations.AddIndex(
            model_name='suggestedcode',
            index=models.Index(fields=['dimension', 'value'], name='suggestions_of_a_value'),
        ),
        migrations.AddConstraint(
            model_name='suggestedcode',
            constraint=models.UniqueConstraint(fields=('ask', 'dimension', 'value'), name='one_suggestion_a_value'),
        ),
    ]
