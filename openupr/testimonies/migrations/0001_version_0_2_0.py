"""The tables as version 0.2.0 made them."""

import django.db.models.deletion
import openupr.accounts.models
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [
        ("testimonies", "0001_initial"),
        ("testimonies", "0002_what_was_typed_in"),
        ("testimonies", "0003_what_stood_before"),
        ("testimonies", "0004_testimonies_as_told"),
        ("testimonies", "0005_quoted_by_reference_only"),
    ]

    initial = True

    dependencies = [
        ('coalitions', '0001_version_0_2_0'),
    ]

    operations = [
        migrations.CreateModel(
            name='Withdrawal',
            fields=[
                ('code_hash', models.CharField(max_length=64, primary_key=True, serialize=False)),
            ],
        ),
        migrations.CreateModel(
            name='Box',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=200, verbose_name='title')),
                ('questions', models.JSONField(default=list, verbose_name='questions')),
                ('takes_testimonies', models.BooleanField(default=True, verbose_name='testimonies are collected')),
                ('opened', models.DateField(verbose_name='opened')),
                ('closed', models.DateField(blank=True, null=True, verbose_name='closed')),
                ('sheets', models.PositiveIntegerField(default=0, verbose_name='evaluations')),
                ('typed_in', models.PositiveIntegerField(default=0, verbose_name='of them typed in')),
                ('testimonies_told', models.PositiveIntegerField(default=0, editable=False, verbose_name='testimonies, as told')),
                ('link_hash', models.CharField(blank=True, editable=False, max_length=64)),
                ('coalition', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='boxes', to='coalitions.coalition')),
            ],
            options={
                'ordering': ['-opened', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='Remark',
            fields=[
                ('id', models.BigAutoField(default=openupr.accounts.models.new_number, primary_key=True, serialize=False)),
                ('question', models.CharField(max_length=40, verbose_name='question')),
                ('text', models.TextField(verbose_name='answer')),
                ('typed_in', models.BooleanField(default=False, verbose_name='typed in')),
                ('box', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='remarks', to='testimonies.box')),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='Slip',
            fields=[
                ('id', models.BigAutoField(default=openupr.accounts.models.new_number, primary_key=True, serialize=False)),
                ('number', models.CharField(max_length=12, unique=True, verbose_name='number')),
                ('code_hash', models.CharField(editable=False, max_length=64, unique=True)),
                ('box', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='slips', to='testimonies.box')),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='Testimony',
            fields=[
                ('id', models.BigAutoField(default=openupr.accounts.models.new_number, primary_key=True, serialize=False)),
                ('text', models.TextField(verbose_name='testimony')),
                ('phrase', models.CharField(blank=True, max_length=300, verbose_name='key phrase')),
                ('consent', models.CharField(choices=[('internal', 'within the coalition'), ('submission', 'within the coalition and in its submission'), ('public', 'anywhere: in the report of the workshop too')], max_length=12, verbose_name='how far it may go')),
                ('code_hash', models.CharField(editable=False, max_length=64, unique=True)),
                ('state', models.CharField(choices=[('waiting', 'not yet read'), ('released', 'released'), ('set-aside', 'set aside')], default='waiting', max_length=10, verbose_name='state')),
                ('leaving', models.TextField(blank=True, verbose_name='what leaves')),
                ('leaving_phrase', models.CharField(blank=True, max_length=300, verbose_name='its key phrase')),
                ('box', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='testimonies', to='testimonies.box')),
            ],
            options={
                'verbose_name_plural': 'testimonies',
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='Tally',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('question', models.CharField(max_length=40, verbose_name='question')),
                ('value', models.CharField(max_length=20, verbose_name='answer')),
                ('number', models.PositiveIntegerField(default=0, verbose_name='number')),
                ('typed_in', models.PositiveIntegerField(default=0, verbose_name='typed in')),
                ('box', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='tallies', to='testimonies.box')),
            ],
            options={
                'ordering': ['pk'],
                'constraints': [models.UniqueConstraint(fields=('box', 'question', 'value'), name='each_answer_once')],
            },
        ),
    ]
