"""The tables as version 0.2.0 made them."""

import django.db.models.deletion
import openupr.followup.models
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [
        ("followup", "0001_initial"),
        ("followup", "0002_a_coalitions_follow_up_list"),
        ("followup", "0003_what_groups_followed_up_is_on_the_list"),
        ("followup", "0004_every_line_is_on_the_list"),
        ("followup", "0005_ohchrs_thematic_list"),
        ("followup", "0006_judged_once_and_public_page"),
        ("followup", "0007_reports_and_pairs_not_the_same"),
        ("followup", "0008_whether_a_reason_is_printed"),
    ]

    initial = True

    dependencies = [
        ('coalitions', '0001_version_0_2_0'),
        ('recommendations', '0001_version_0_2_0'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Evidence',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('what', models.TextField(verbose_name='what it shows')),
                ('kind', models.CharField(choices=[('law', 'law'), ('budget', 'budget'), ('figure', 'figure'), ('court-case', 'court case'), ('first-hand', 'first-hand account'), ('press', 'news'), ('un', 'UN document'), ('official', 'other official document'), ('academic', 'study')], max_length=12, verbose_name='kind')),
                ('day', models.DateField(blank=True, null=True, verbose_name='date')),
                ('source', models.TextField(verbose_name='source')),
                ('link', models.URLField(blank=True, max_length=2000, verbose_name='link')),
                ('place', models.CharField(blank=True, max_length=200, verbose_name='where it is kept')),
                ('reliability', models.CharField(choices=[('confirmed', 'confirmed by a second source'), ('likely', 'one good source'), ('unsure', 'to be checked')], default='unsure', max_length=12, verbose_name='reliability')),
                ('seen_by', models.CharField(choices=[('own', 'only its group or organisation, and coordinators'), ('coalition', 'the coalition'), ('public', 'everyone, if published')], default='coalition', max_length=12, verbose_name='who may see it')),
                ('state', models.CharField(choices=[('new', 'not verified'), ('verified', 'verified'), ('rejected', 'rejected')], default='new', max_length=12, verbose_name='state')),
                ('checked_on', models.DateField(blank=True, null=True)),
                ('rejected_because', models.TextField(blank=True)),
                ('personal_until', models.DateField(blank=True, null=True, verbose_name='delete it on')),
                ('added_on', models.DateField(blank=True, null=True)),
                ('version', models.PositiveIntegerField(default=0)),
                ('added_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('checked_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('organisation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='coalitions.organisation')),
            ],
            options={
                'db_table': 'coalitions_evidence',
                'ordering': ['day', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='EvidenceFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=8)),
                ('data', models.BinaryField()),
                ('size', models.PositiveIntegerField()),
                ('sha256', models.CharField(max_length=64)),
                ('evidence', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='file', to='followup.evidence')),
            ],
        ),
        migrations.CreateModel(
            name='FollowUp',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ask_key', models.CharField(blank=True, max_length=80)),
                ('from_iso3', models.CharField(blank=True, max_length=3)),
                ('session', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('text', models.TextField(verbose_name='earlier recommendation')),
                ('done', models.CharField(choices=[('nothing', 'not implemented'), ('begun', 'partly implemented'), ('done', 'fully implemented'), ('unknown', 'not enough information')], default='unknown', max_length=8, verbose_name='done so far')),
                ('note', models.TextField(blank=True, verbose_name='what has been done')),
                ('due', models.DateField(blank=True, null=True, verbose_name='due')),
                ('version', models.PositiveIntegerField(default=0)),
                ('ask', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='recommendations.ask')),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='follow_ups', to='coalitions.group')),
                ('owner', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'db_table': 'coalitions_followup',
                'ordering': ['pk'],
            },
        ),
        migrations.AddField(
            model_name='evidence',
            name='follow_up',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='evidence', to='followup.followup'),
        ),
        migrations.CreateModel(
            name='ListedRecommendation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ask_key', models.CharField(blank=True, max_length=80)),
                ('from_iso3', models.CharField(blank=True, max_length=3)),
                ('session', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('kind', models.CharField(choices=[('recommendation', 'recommendation'), ('pledge', 'voluntary pledge')], default='recommendation', max_length=14)),
                ('text', models.TextField(verbose_name='earlier recommendation')),
                ('response', models.CharField(blank=True, max_length=12)),
                ('issues', models.JSONField(default=list)),
                ('sdgs', models.JSONField(default=list)),
                ('themes', models.JSONField(default=list)),
                ('populations', models.JSONField(default=list)),
                ('action', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('published', models.BooleanField(default=False)),
                ('priority', models.BooleanField(default=False, verbose_name='priority')),
                ('commitment', models.TextField(blank=True, verbose_name='what the State committed itself to')),
                ('institution', models.CharField(blank=True, max_length=200, verbose_name='responsible institution')),
                ('deadline', models.DateField(blank=True, null=True, verbose_name="the State's own deadline")),
                ('indicator', models.TextField(blank=True, verbose_name='how we would know')),
                ('version', models.PositiveIntegerField(default=0)),
                ('ask', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='recommendations.ask')),
                ('coalition', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='follow_up_list', to='coalitions.coalition')),
                ('judged_with', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='judged_along', to='followup.listedrecommendation')),
            ],
            options={
                'ordering': ['-session', 'pk'],
            },
        ),
        migrations.AddField(
            model_name='followup',
            name='listed',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='follow_ups', to='followup.listedrecommendation'),
        ),
        migrations.AddField(
            model_name='evidence',
            name='listed',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='evidence', to='followup.listedrecommendation'),
        ),
        migrations.CreateModel(
            name='Assessment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('level', models.CharField(choices=[('nothing', 'not implemented'), ('begun', 'partly implemented'), ('done', 'fully implemented'), ('unknown', 'not enough information')], max_length=8, verbose_name='level')),
                ('reason', models.TextField(blank=True, verbose_name='reason')),
                ('source', models.TextField(blank=True, verbose_name='source')),
                ('named', models.BooleanField(default=False, verbose_name='named')),
                ('quoted', models.BooleanField(default=True, verbose_name='reason printed')),
                ('said_on', models.DateField(blank=True, null=True)),
                ('current', models.BooleanField(default=True)),
                ('group', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='coalitions.group')),
                ('organisation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='coalitions.organisation')),
                ('said_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('listed', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='assessments', to='followup.listedrecommendation')),
            ],
            options={
                'ordering': ['-pk'],
            },
        ),
        migrations.CreateModel(
            name='Matrix',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('session', models.PositiveSmallIntegerField(null=True, verbose_name='session')),
                ('data', models.BinaryField()),
                ('sha256', models.CharField(max_length=64)),
                ('has_column', models.BooleanField()),
                ('added_on', models.DateField(verbose_name='added on')),
                ('added_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('coalition', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='matrices', to='coalitions.coalition')),
            ],
            options={
                'ordering': ['-session', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='MatrixRow',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('order', models.PositiveSmallIntegerField()),
                ('number', models.CharField(blank=True, max_length=24)),
                ('text', models.TextField()),
                ('states', models.JSONField(default=list)),
                ('rows', models.JSONField(default=list)),
                ('cells', models.JSONField(default=list)),
                ('listed', models.ManyToManyField(related_name='matrix_rows', to='followup.listedrecommendation')),
                ('matrix', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='entries', to='followup.matrix')),
            ],
            options={
                'ordering': ['order'],
            },
        ),
        migrations.CreateModel(
            name='NotTheSame',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('earlier', models.CharField(max_length=80)),
                ('later', models.CharField(max_length=80)),
                ('said_on', models.DateField()),
                ('coalition', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='pairs_not_the_same', to='coalitions.coalition')),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='PublicPage',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(default=openupr.followup.models.new_address, editable=False, max_length=12, unique=True)),
                ('on', models.BooleanField(default=False, verbose_name='on')),
                ('title', models.CharField(max_length=120, verbose_name='title')),
                ('introduction', models.TextField(blank=True, verbose_name='introduction')),
                ('fields', models.JSONField(default=list)),
                ('changed_on', models.DateField(verbose_name='as of')),
                ('coalition', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='public_follow_up', to='coalitions.coalition')),
            ],
        ),
        migrations.CreateModel(
            name='Report',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.DateField(verbose_name='day')),
                ('title', models.CharField(max_length=120, verbose_name='report')),
                ('coalition', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='follow_up_reports', to='coalitions.coalition')),
            ],
            options={
                'ordering': ['-day', '-pk'],
            },
        ),
        migrations.AddConstraint(
            model_name='listedrecommendation',
            constraint=models.UniqueConstraint(condition=models.Q(('ask_key', ''), _negated=True), fields=('coalition', 'ask_key'), name='one_listing_of_an_ask'),
        ),
        migrations.AddConstraint(
            model_name='assessment',
            constraint=models.UniqueConstraint(condition=models.Q(('current', True), ('organisation__isnull', False)), fields=('listed', 'organisation'), name='one_voice_of_an_organisation'),
        ),
        migrations.AddConstraint(
            model_name='assessment',
            constraint=models.UniqueConstraint(condition=models.Q(('current', True), ('group__isnull', False)), fields=('listed', 'group'), name='one_voice_of_a_group'),
        ),
        migrations.AddConstraint(
            model_name='assessment',
            constraint=models.UniqueConstraint(condition=models.Q(('current', True), ('group', None), ('organisation', None)), fields=('listed',), name='one_claim_of_the_government'),
        ),
        migrations.AddConstraint(
            model_name='matrix',
            constraint=models.UniqueConstraint(fields=('coalition', 'session'), name='one_matrix_of_a_session'),
        ),
        migrations.AddConstraint(
            model_name='notthesame',
            constraint=models.UniqueConstraint(fields=('coalition', 'earlier', 'later'), name='one_word_on_a_pair'),
        ),
        migrations.AddConstraint(
            model_name='report',
            constraint=models.UniqueConstraint(fields=('coalition', 'day'), name='one_report_of_a_day'),
        ),
    ]
